"""Several messages in one request: each is judged as if it had come alone, and none harms the others."""

from dataclasses import dataclass, replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.test_https import a_server, answering, at, courier  # noqa: F401  # a fixture
from exchange.forging import an_envelope, card_of
from federation import Wires, deliver
from stories import a_federation, known_as
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.surfaces.peer import create
from tocsin.usecases import dispatch, keys
from tocsin.usecases.reception import NOT_KEPT, receipts_among, receive, receive_all
from tocsin.usecases.steps.post import Posting, post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import bundle
from tocsin.wire.bundle import Item
from tocsin.wire.limits import MAX_BATCH, MAX_BATCHED, MAX_BODY
from tocsin.wire.message import Kind
from tocsin.wire.receipt import REFUSAL, claimed


@dataclass
class Couriers:
    """Carries several envelopes at once to nodes of this process; `bundles` says how many each time."""

    wires: Wires
    bundles: list[int]
    spoil: int | None = None  # which of them arrives damaged
    choke_on: bytes | None = None  # what the other side fails on, whenever it comes

    def carry(self, address, envelope):
        self.bundles.append(1)
        if envelope == self.choke_on:
            raise UnavailableError("answered 503")
        return self.wires.carry(address, envelope)

    def carry_all(self, address, envelopes):
        if address in self.wires.cut:
            raise UnavailableError("connection refused")
        self.bundles.append(len(envelopes))
        brought = [each[:-1] if at == self.spoil else each for at, each in enumerate(envelopes)]
        brought = [each for each in brought if each != self.choke_on]
        return receipts_among(receive_all(self.wires.nodes[address], brought))


@pytest.fixture
def federation():
    clock, wires, (alpha, bravo, charlie) = a_federation()
    couriers = Couriers(wires, [])
    alpha.node = replace(alpha.node, couriers={"https": couriers})
    return clock, couriers, alpha, bravo, charlie


def say(town, name, *, urgency=Urgency.EXPECTED, body=b"{}", kind=Kind.CANCEL):
    posting = Posting(kind=kind, urgency=urgency, body=body)
    with town.node.store.begin() as tx:
        return post(town.node, tx, tx.counterparts.get(known_as(town, name).id), posting).id


def held(town, message):
    with town.node.store.read() as tx:
        return tx.deliveries.get(message)


def kept(town):
    with town.node.store.read() as tx:
        return {each.id: each.receipt for each in tx.incoming.where()}


def carry(town, name):
    return dispatch.send_next(town.node, counterpart=known_as(town, name).id)


def test_what_waits_goes_in_bundles_of_bounded_size_the_urgent_first_and_all_of_it_is_receipted(federation):
    _, couriers, alpha, bravo, _ = federation
    routine = [say(alpha, "Bravo") for _ in range(MAX_BATCHED + 3)]
    urgent = say(alpha, "Bravo", urgency=Urgency.IMMEDIATE)

    first = [each.id for each in carry(alpha, "Bravo")]
    deliver(alpha)

    assert first == [urgent, *routine[: MAX_BATCHED - 1]]
    assert couriers.bundles == [MAX_BATCHED, 4]
    assert set(kept(bravo)) == {urgent, *routine}
    assert {each: held(alpha, each).receipt for each in (urgent, *routine)} == kept(bravo)


def test_one_that_arrives_damaged_goes_alone_next_and_the_others_are_stored(federation):
    _, couriers, alpha, bravo, _ = federation
    sent = [say(alpha, "Bravo") for _ in range(3)]
    couriers.spoil = 1
    states = [each.state for each in carry(alpha, "Bravo")]
    assert states == [DeliveryState.QUARANTINED, DeliveryState.QUEUED, DeliveryState.QUARANTINED]
    deliver(alpha)

    assert couriers.bundles == [3, 1]
    assert set(kept(bravo)) == set(sent)


def test_one_that_the_other_side_always_fails_on_holds_up_nothing_else_and_is_not_given_up(federation):
    clock, couriers, alpha, bravo, _ = federation
    sent = [say(alpha, "Bravo") for _ in range(3)]
    with alpha.node.store.read() as tx:
        couriers.choke_on = tx.outgoing.get(sent[1]).envelope
    deliver(alpha)
    for _ in range(5):
        clock.advance(hours=2)
        sent.append(say(alpha, "Bravo"))
        deliver(alpha)
    assert set(kept(bravo)) == {*sent} - {sent[1]}
    assert held(alpha, sent[1]).last_error == "answered 503"

    couriers.choke_on = None
    clock.advance(hours=2)
    deliver(alpha)

    assert set(kept(bravo)) == set(sent)


def test_what_was_tried_before_goes_alone_and_the_rest_together(federation):
    clock, couriers, alpha, _, _ = federation
    couriers.wires.cut.add("https://bravo.example/peer")
    for _ in range(4):
        say(alpha, "Bravo")
    deliver(alpha)
    couriers.bundles.clear()

    couriers.wires.cut.clear()
    clock.advance(hours=12)
    deliver(alpha)

    assert couriers.bundles == [1, 3]


def test_a_card_goes_alone_and_what_follows_it_after_it(federation):
    _, couriers, alpha, bravo, _ = federation
    before = say(alpha, "Bravo")
    keys.rotate(alpha.node, alpha.ada)
    after = say(alpha, "Bravo")
    deliver(alpha)

    assert couriers.bundles.count(1) >= 1
    assert {before, after} <= set(kept(bravo))
    with bravo.node.store.read() as tx:
        assert tx.counterparts.get(known_as(bravo, "Alpha").id).card == card_of(alpha).digest


def test_a_bundle_takes_no_more_bytes_than_it_may(federation):
    _, couriers, alpha, bravo, _ = federation
    sent = {say(alpha, "Bravo", body=b"x" * (MAX_BATCH // 3)) for _ in range(3)}
    sent.add(say(alpha, "Bravo", body=b"x" * MAX_BODY))
    deliver(alpha)

    assert couriers.bundles == [1, 1, 1, 1] or max(couriers.bundles) < 3
    assert set(kept(bravo)) == sent


def test_who_does_not_say_that_it_reads_bundles_is_brought_one_at_a_time(federation, monkeypatch):
    _, couriers, alpha, _, _ = federation
    monkeypatch.setattr(bundle, "FORMAT", "tocsin/bundle/2")
    for _ in range(3):
        say(alpha, "Bravo")
    deliver(alpha)

    assert couriers.bundles == [1, 1, 1]


def placed(sender, recipient, position, **changes):
    """An envelope of some place in a stream."""
    previous = None if position == 1 else "0" * 64
    return an_envelope(sender, recipient, position=position, previous=previous, **changes)


def test_what_cannot_be_kept_takes_nothing_from_what_came_with_it(federation):
    _, _, alpha, bravo, _ = federation
    good = placed(bravo, alpha, 1)
    gaps = [placed(bravo, alpha, 2 * each) for each in range(1, 1003)]  # more than are remembered

    answers = receive_all(alpha.node, [good, *gaps])

    assert answers[-1] == NOT_KEPT
    assert set(receipts_among(answers)) == set(kept(alpha).values())
    assert answers[0] == receive(alpha.node, good)
    with pytest.raises(UnavailableError, match="more gaps"):
        receive_all(alpha.node, [placed(bravo, alpha, 2 * each) for each in (1003, 1004)])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["good", "again", "flipped", "other", "nonsense", "theirs"]), min_size=1, max_size=8))
def test_each_of_a_batch_gets_the_answer_that_it_would_get_alone(batch):
    _, _, (alpha, bravo, charlie) = a_federation()
    twins = [alpha, a_federation_twin(alpha)]
    good = [placed(bravo, alpha, at) for at in range(1, 9)]
    envelopes = []
    for number, what in enumerate(batch):
        envelopes.append(
            {
                "good": good[number],
                "again": good[0],
                "flipped": good[number][:-3] + bytes([good[number][-3] ^ 1]) + good[number][-2:],
                "other": an_envelope(alpha, bravo),
                "nonsense": b"x" * number,
                "theirs": an_envelope(bravo, alpha, sign=charlie.node.keyring.sign),
            }[what]
        )
    together = receive_all(twins[0].node, envelopes)
    alone = [receive(twins[1].node, each) for each in envelopes]

    assert [_said(each) for each in together] == [_said(each) for each in alone]


def a_federation_twin(town):
    """The same node with a store that holds the same, and goes on by itself."""
    from tocsin.adapters.memory import MemoryStore
    from tocsin.ports.store import COLLECTIONS

    store = MemoryStore()
    with town.node.store.read() as old, store.begin() as tx:
        for each in COLLECTIONS:
            for record in getattr(old, each.name).where():
                getattr(tx, each.name).add(record)
    return replace(town, node=replace(town.node, store=store))


def _said(answer):
    if answer == REFUSAL:
        return None
    receipt = claimed(answer)
    return receipt.message_id, receipt.verdict, receipt.reason


@pytest.mark.parametrize(
    "body",
    [
        b"",
        bundle.MAGIC,
        bundle.compose([b"TOCSINE1" + b"x"])[:-1],
        bundle.compose([b"TOCSINE1" + b"x"]) + b"x",
        bundle.compose([b"TOCSINE1x"] * (MAX_BATCHED + 1)),
        bundle.compose([b"TOCSINR1x"]),
        bundle.compose([]),
        bundle.compose([b"TOCSINE1x"] * 3),
        bundle.MAGIC + b"\xff" * 100,
        b"x" * (MAX_BATCH + 1),
    ],
)
def test_a_bundle_in_which_nothing_can_be_believed_gets_the_bare_refusal(door_of_alpha, body):
    assert door_of_alpha(body) == (400, REFUSAL)


def test_half_a_bundle_of_nonsense_takes_nothing_from_the_other_half(federation, door_of_alpha):
    alpha, bravo = federation[2], federation[3]
    good = [placed(bravo, alpha, at) for at in (1, 2)]

    status, answer = door_of_alpha(bundle.compose([good[0], b"TOCSINE1nonsense", good[1], good[0]]))
    receipts = bundle.batch(answer, Item.RECEIPT)

    assert status == 200
    assert set(receipts) == set(kept(alpha).values())
    assert len(receipts) == 3


@pytest.fixture
def door_of_alpha(federation):
    """Post to /bundles of Alpha's peer door."""
    import asyncio

    def bring(body):
        said = []

        async def receive_():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(event):
            said.append(event)

        scope = {"type": "http", "method": "POST", "path": "/bundles"}
        asyncio.run(create(federation[2].node)(scope, receive_, send))
        return said[0]["status"], said[1]["body"]

    return bring


@pytest.mark.parametrize(
    "answer", [b"", b"receipt", bundle.compose([b"TOCSINE1x"]), bundle.compose([b"TOCSINR1"] * 17)]
)
def test_an_answer_to_a_bundle_that_is_no_bundle_of_receipts_is_none(courier, answer):  # noqa: F811
    with a_server(answering(answer)) as server, pytest.raises(UnavailableError, match="other than receipts"):
        courier.carry_all(at(server), [b"TOCSINE1x"] * 2)


def test_a_bundle_goes_to_its_own_address_and_its_receipts_come_back(courier):  # noqa: F811
    receipts = (b"TOCSINR1" + b"a", b"TOCSINR1" + b"b")
    with a_server(answering(bundle.compose(receipts))) as server:
        assert courier.carry_all(at(server) + "/peer", [b"TOCSINE1x"] * 2) == receipts
    assert [each[:2] for each in server.asked] == [("/peer/bundles", "application/vnd.tocsin.bundle")]


def test_a_receipt_for_something_else_makes_a_whole_answer_worthless(federation):
    _, couriers, alpha, _, _ = federation
    first = say(alpha, "Bravo")
    (receipted,) = carry(alpha, "Bravo")
    again = [say(alpha, "Bravo") for _ in range(2)]
    couriers.carry_all = lambda *_: (receipted.receipt,)

    aside = carry(alpha, "Bravo")

    assert [each.id for each in aside] == again
    assert {each.state for each in aside} == {DeliveryState.BARRED}
    assert all("about another message" in each.last_error for each in aside)
    assert held(alpha, first).receipt == receipted.receipt


def test_a_bundle_of_mixed_things_is_no_batch():
    mixed = bundle.compose([b"TOCSINE1x", b"TOCSINR1x"])
    assert len(tuple(bundle.read(BytesIO(mixed).read))) == 2
    with pytest.raises(UntrustedError):
        bundle.batch(mixed, Item.ENVELOPE)
