"""A thousand altered envelopes, cards, receipts, checkpoints and proofs: all refused, nothing of them in the log."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient
from structlog.testing import capture_logs

from exchange.forging import a_message, an_alert, card_of
from federation import an_agreement, deliver
from stories import a_federation, known_as, open_notice, release_to
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.surfaces import peer
from tocsin.usecases import audit, counterparts, dispatch
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import checkpoint, proof
from tocsin.wire.envelope import seal_for
from tocsin.wire.message import Kind, SignedMessage, compose, sign_message
from tocsin.wire.receipt import REFUSAL
from wire.damage import flips, truncations

SAID = "the lanterns at the zinc harbour"


@dataclass
class Towns:
    """Three towns, one of which has written to another."""

    clock: object
    alpha: object
    bravo: object
    charlie: object


@pytest.fixture(scope="module")
def towns() -> Towns:
    clock, _, (alpha, bravo, charlie) = a_federation()
    return Towns(clock, alpha, bravo, charlie)


def altered(data: bytes, *, changed: int = 160, cut: int = 50) -> Iterator[bytes]:
    """The data with one bit changed in so many places, and cut short in so many others."""
    yield from flips(data, step=max(1, len(data) // changed))
    yield from truncations(data, step=max(1, len(data) // cut))


def a_letter(towns):
    return a_message(towns.bravo, towns.alpha, body=an_alert(towns.bravo, text=SAID))


def sealed(towns, message, signatures=None, sign=None):
    """The message in an envelope to Alpha, under these signatures or signed with these keys."""
    data = compose(message)
    signed = sign_message(message, sign) if sign else SignedMessage(data=data, signatures=signatures)
    return seal_for(signed, card_of(towns.alpha).card.sealing[0])


CHANGES = {
    "kind": Kind.RESPONSE,
    "drill": True,
    "sender": "11" * 32,
    "recipient": "22" * 32,
    "sender_card": "33" * 32,
    "recipient_card": "44" * 32,
    "urgency": Urgency.FUTURE,
    "epoch": 2,
    "position": 7,
    "previous": "55" * 32,
    "created_at": None,
    "nonce": bytes(32),
    "body": b"{}",
}


def with_changed_fields(towns) -> Iterator[bytes]:
    """Every field of a message changed: under the old signatures, and signed by somebody else."""
    message = a_letter(towns)
    assert set(CHANGES) == {each.name for each in fields(message)}
    signatures = sign_message(message, towns.bravo.node.keyring.sign).signatures
    for name, value in CHANGES.items():
        changed = message.created_at - timedelta(days=1) if name == "created_at" else value
        other = replace(message, **{name: changed, "previous": "55" * 32})
        yield sealed(towns, other, signatures)
        yield sealed(towns, other, sign=towns.charlie.node.keyring.sign)


def check_nothing_said(logs, *texts):
    written = "\n".join(map(repr, logs))
    for text in (SAID, "zinc", *texts):
        assert text not in written


def test_every_altered_envelope_gets_the_bare_refusal_and_is_not_logged_with_content(towns):
    good = sealed(towns, a_letter(towns), sign=towns.bravo.node.keyring.sign)
    envelopes = [*altered(good), *with_changed_fields(towns)]

    with TestClient(peer.create(towns.alpha.node)) as door, capture_logs() as logs:
        answers = [door.post("/envelopes", content=each) for each in envelopes]

    assert len(envelopes) >= 230
    assert {(answer.status_code, answer.content) for answer in answers} == {(400, REFUSAL)}
    assert len(logs) == len(envelopes)
    check_nothing_said(logs, "Bravo", towns.bravo.node.organisation.node_id)
    with towns.alpha.node.store.read() as tx:
        assert not tx.incoming.where()


def test_every_altered_card_is_refused_and_nobody_is_taken_up(towns):
    data, fingerprint = counterparts.our_card(a_federation()[2][0].node)
    cards = [each for each in altered(data) if each.strip() != data.strip()]  # mail may add or take a line break

    for card in cards:
        with pytest.raises(UntrustedError) as caught:
            counterparts.enrol(
                towns.charlie.node,
                towns.charlie.ada,
                card=card,
                fingerprint=fingerprint,
                agreement=an_agreement("PT"),
                contact="x",
            )
        assert len(str(caught.value)) < 200

    assert len(cards) >= 200
    assert len(counterparts.listing(towns.charlie.node, towns.charlie.ada)) == 2


def test_no_altered_receipt_counts_as_one(towns):
    _, wires, (alpha, bravo, _) = a_federation()
    _, delivery = release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    to = known_as(alpha, "Bravo")
    with alpha.node.store.read() as tx:
        envelope = tx.outgoing.get(delivery.id).envelope
    receipt = wires.carry(bravo.node.organisation.address, envelope)
    receipts = [each for each in altered(receipt) if each != receipt]
    answers = iter(receipts)
    wires.carry = lambda *_: next(answers)

    for _ in receipts:
        alpha.node.clock.advance(hours=1)  # it was put aside
        (sent,) = dispatch.send_next(alpha.node, counterpart=to.id) or dispatch.send_next(alpha.node, counterpart=to.id)
        assert (sent.state, sent.receipt) == (DeliveryState.BARRED, None)
        assert "not a receipt signed by them" in sent.last_error

    assert len(receipts) >= 200


def test_every_altered_checkpoint_is_refused(towns):
    head = audit.sign_head(towns.alpha.node).checkpoint
    keys = towns.alpha.node.keyring.log
    for each in (checkpoints := [each for each in altered(head) if each != head]):
        with pytest.raises(UntrustedError):
            checkpoint.open_checkpoint(each, keys)

    assert len(checkpoints) >= 200


@pytest.fixture(scope="module")
def file() -> bytes:
    _, _, (alpha, bravo, _) = a_federation()
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo)
    to = known_as(alpha, "Bravo").id
    return audit.prove(alpha.node, alpha.uma, notice=notice.id, to=to, with_content=True)


def test_every_altered_proof_is_refused_and_says_nothing_of_what_is_in_it(file):
    files = list(altered(file))
    for each in files:
        verdict = proof.verify(each)
        assert (verdict.holds, verdict.proven) == (False, ())
        assert len(verdict.failures[0]) < 200

    assert proof.verify(file).holds
    assert len(files) >= 200


# The peer door has no schema to make requests from: it takes bytes and nothing else. So the bytes are drawn.
REQUESTS = st.tuples(
    st.sampled_from(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]),
    st.sampled_from(["/envelopes", "/", "/envelopes/", "/schema"])
    | st.text("/abc.%?#é0", max_size=12).map("/".__add__),
    st.dictionaries(
        st.sampled_from(["content-type", "x-forwarded-for", "range", "accept"]), st.text("ab/;=1 ", max_size=20)
    ),
    st.binary(max_size=2000),
)


@pytest.fixture(scope="module")
def door(towns):
    with TestClient(peer.create(towns.alpha.node)) as client:
        yield client


@settings(max_examples=150, deadline=None)
@given(request=REQUESTS)
def test_any_request_to_the_peer_door_gets_the_bare_refusal(door, request):
    method, path, headers, content = request
    answer = door.request(method, path, headers=headers, content=content)

    assert answer.status_code == 400
    assert answer.content in {REFUSAL, b""}
    assert not answer.content or method != "HEAD"


def test_a_node_that_cannot_keep_anything_says_so_in_the_log_without_the_envelope(towns, monkeypatch):
    class Full:
        def read(self):
            raise UnavailableError("the disk is full")

    with TestClient(peer.create(replace(towns.alpha.node, store=Full()))) as client, capture_logs() as logs:
        answer = client.post("/envelopes", content=sealed(towns, a_letter(towns), sign=towns.bravo.node.keyring.sign))

    assert (answer.status_code, answer.content) == (503, b"")
    check_nothing_said(logs)
