"""Keys that are renewed, rotated, stolen and run out, between two whole nodes on one clock."""

from dataclasses import replace
from datetime import timedelta

import pytest

from exchange.forging import an_envelope
from fakes import FixedClock
from federation import Wires, a_town, deliver, enrol
from tocsin.domain.counterpart import Standing
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, RefusedError, UntrustedError
from tocsin.domain.task import Act
from tocsin.usecases import audit, browse, counterparts, dispatch, heartbeat, keys, trust
from tocsin.usecases.reception import receive
from tocsin.usecases.steps import cards, outbox, resends
from tocsin.usecases.steps.post import Posting, post
from tocsin.usecases.steps.succession import Outcome
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import card as wire_card
from tocsin.wire import proof
from tocsin.wire.message import Kind
from tocsin.wire.receipt import REFUSAL, Reason, Verdict
from wire.keys import TestKeys

LONG = timedelta(days=70)


class Pair:
    """Alpha and Bravo, who know each other."""

    def __init__(self):
        self.clock, self.wires = FixedClock(), Wires()
        self.alpha = a_town(self.wires, name="Alpha", country="PT", clock=self.clock)
        self.bravo = a_town(self.wires, name="Bravo", country="IE", clock=self.clock)
        self.to_bravo = enrol(self.alpha, self.bravo).id
        self.to_alpha = enrol(self.bravo, self.alpha).id

    def post(self, kind=Kind.CANCEL):
        """Let Alpha say something to Bravo. What it says is not read here."""
        posting = Posting(kind=kind, urgency=Urgency.EXPECTED, body=b"{}")
        with self.alpha.node.store.begin() as tx:
            return post(self.alpha.node, tx, tx.counterparts.get(self.to_bravo), posting)

    def state(self, delivery):
        with self.alpha.node.store.read() as tx:
            return tx.deliveries.get(delivery.id)

    def outgoing(self, delivery):
        with self.alpha.node.store.read() as tx:
            return tx.outgoing.get(delivery.id)

    def bravo_as_known(self):
        with self.alpha.node.store.read() as tx:
            return tx.counterparts.get(self.to_bravo)

    def alpha_as_known(self):
        with self.bravo.node.store.read() as tx:
            return tx.counterparts.get(self.to_alpha)

    def run(self, days, *towns):
        """Let days pass, on each of which these towns look after their keys and carry their mail."""
        for _ in range(days):
            self.clock.advance(days=1)
            for town in towns:
                keys.look_after(town.node)
            deliver(*towns)


@pytest.fixture
def pair():
    return Pair()


def in_force(town):
    with town.node.store.read() as tx:
        return cards.ours(tx)


def acts(town):
    return {task.act for task in browse.now(town.node, town.ada)}


def has_arrived(pair, delivery):
    """Say whether Bravo gave its word on a message; what is in it makes no sense to it."""
    return pair.state(delivery).state in {DeliveryState.STORED, DeliveryState.QUARANTINED}


def test_sealing_keys_are_renewed_every_thirty_days_and_the_old_ones_destroyed(pair):
    seen = set()
    for _ in range(200):
        pair.run(1, pair.alpha, pair.bravo)
        held = pair.alpha.node.keyring.held()
        seen |= {key.id for key in held}
        assert all(key.valid_until + timedelta(days=2) > pair.clock.now() for key in held)
        assert pair.alpha_as_known().card == in_force(pair.alpha).digest
        assert Act.ASK_FOR_CARD not in acts(pair.bravo)
        assert Act.RENEW_KEYS not in acts(pair.alpha)

    assert len(seen) == 7
    assert len(pair.alpha.node.keyring.held()) <= 3


def test_nothing_is_renewed_or_sent_on_a_day_on_which_nothing_is_due(pair):
    card = in_force(pair.alpha).digest
    pair.run(5, pair.alpha)

    assert in_force(pair.alpha).digest == card
    assert not pair.wires.carried


def test_what_waits_for_a_peer_that_is_away_for_seventy_days_is_sealed_again_and_arrives(pair):
    waiting = pair.post()
    before = pair.outgoing(waiting)
    pair.wires.cut.add("https://bravo.example/peer")
    pair.run(LONG.days, pair.alpha)
    assert not has_arrived(pair, waiting)

    pair.wires.cut.clear()
    pair.run(2, pair.bravo, pair.alpha)

    after = pair.outgoing(waiting)
    assert has_arrived(pair, waiting)
    assert (after.id, after.position, after.signed) == (before.id, before.position, before.signed)
    assert after.sealed_for != before.sealed_for
    assert before.sealed_for not in {key.id for key in pair.bravo.node.keyring.held()}


def test_two_nodes_that_both_slept_for_seventy_days_find_each_other_again(pair):
    waiting = pair.post()
    pair.clock.advance(days=LONG.days)

    pair.run(2, pair.alpha, pair.bravo)

    assert has_arrived(pair, waiting)
    assert pair.alpha_as_known().card == in_force(pair.alpha).digest
    assert pair.bravo_as_known().card == in_force(pair.bravo).digest


def test_mail_sealed_for_an_older_key_opens_during_the_overlap(pair):
    waiting = pair.post()
    keys.renew(pair.bravo.node, pair.bravo.ada)
    before = pair.outgoing(waiting)

    deliver(pair.alpha)

    assert has_arrived(pair, waiting)
    assert pair.outgoing(waiting) == before


def test_a_rotation_is_followed_by_counterparts_and_mail_goes_on(pair):
    node_id, before = pair.alpha.node.organisation.node_id, in_force(pair.alpha).card
    in_flight = pair.post()

    keys.rotate(pair.alpha.node, pair.alpha.ada)
    afterwards = pair.post()
    deliver(pair.alpha)

    after = in_force(pair.alpha).card
    known = pair.alpha_as_known()
    assert after.signing.digest == before.next_signing_digest
    assert after.node_id == node_id == pair.alpha.node.keyring.node_id
    assert (known.card, known.standing) == (in_force(pair.alpha).digest, Standing.ACTIVE)
    assert known.fingerprint == after.signing.fingerprint
    assert has_arrived(pair, in_flight)
    assert has_arrived(pair, afterwards)


def test_a_receipt_signed_before_a_rotation_still_counts(pair):
    sent = pair.post()
    pair.wires.lose_receipts = 1
    deliver_once(pair)
    assert not has_arrived(pair, sent)

    keys.rotate(pair.bravo.node, pair.bravo.ada)
    deliver(pair.bravo)
    pair.clock.advance(hours=1)
    deliver(pair.alpha)

    assert has_arrived(pair, sent)


def deliver_once(pair):
    dispatch.send_next(pair.alpha.node, counterpart=pair.to_bravo)


def test_a_rotation_that_was_broken_off_is_finished_at_the_next_look(pair):
    pair.alpha.node.keyring.rotate(None)  # and the process died before the card was made

    pair.run(1, pair.alpha)

    assert in_force(pair.alpha).card.signing == pair.alpha.node.keyring.signing
    assert pair.alpha_as_known().card == in_force(pair.alpha).digest


def test_only_an_administrator_changes_keys(pair):
    for person in (pair.alpha.ines, pair.alpha.rosa, pair.alpha.uma):
        with pytest.raises(RefusedError):
            keys.rotate(pair.alpha.node, person)
        with pytest.raises(RefusedError):
            keys.renew(pair.alpha.node, person)


def test_after_a_revocation_nothing_the_stolen_keys_sign_counts(pair):
    thief = pair.alpha.node.keyring.copy()
    stolen = in_force(pair.alpha)
    keys.rotate(pair.alpha.node, pair.alpha.ada, revoke=True)
    deliver(pair.alpha)

    node, ours = pair.alpha.node, replace(pair.alpha.node, keyring=thief)
    forged = an_envelope(replace(pair.alpha, node=ours), pair.bravo, sender_card=stolen.digest)

    assert pair.alpha_as_known().card == in_force(pair.alpha).digest
    assert stolen.card.signing.digest in in_force(pair.alpha).card.revoked
    assert receive(pair.bravo.node, forged) == REFUSAL
    assert receive(pair.bravo.node, an_envelope(pair.alpha, pair.bravo)) != REFUSAL
    assert node.keyring.signing != thief.signing


def test_what_waits_at_a_revocation_is_signed_again_and_arrives_under_its_id(pair):
    pair.wires.cut.add("https://bravo.example/peer")
    waiting = pair.post()
    before = pair.outgoing(waiting)
    keys.rotate(pair.alpha.node, pair.alpha.ada, revoke=True)
    pair.wires.cut.clear()

    deliver(pair.alpha)

    after = pair.outgoing(waiting)
    assert (after.id, after.position) == (before.id, before.position)
    assert after.signed != before.signed
    assert has_arrived(pair, waiting)


def test_what_waited_for_days_before_a_revocation_is_not_refused_for_being_older_than_the_card(pair):
    pair.wires.cut.add("https://bravo.example/peer")
    waiting = pair.post(Kind.RESEND)
    pair.clock.advance(days=3)
    keys.rotate(pair.alpha.node, pair.alpha.ada, revoke=True)
    pair.wires.cut.clear()

    deliver(pair.alpha)

    assert pair.state(waiting).reason is not Reason.CARD_EXPIRED
    assert has_arrived(pair, waiting)


def test_what_is_asked_for_again_after_a_revocation_is_signed_again(pair):
    sent = pair.post()
    deliver(pair.alpha)
    keys.rotate(pair.alpha.node, pair.alpha.ada, revoke=True)
    deliver(pair.alpha)
    with pair.bravo.node.store.begin() as tx:
        tx.incoming.remove(sent.id)
        (stream,) = [each for each in tx.streams.where() if each.last == sent.id]
        tx.streams.put(replace(stream, missing=((1, 1),)))
        resends.leave(tx, pair.to_alpha, pair.clock.now())
    deliver(pair.bravo, pair.alpha)

    with pair.bravo.node.store.read() as tx:
        assert tx.incoming.find(sent.id) is not None


def test_who_has_forgotten_our_card_is_brought_it_again(pair):
    old = in_force(pair.alpha)
    with pair.bravo.node.store.read() as tx:
        before = tx.counterparts.get(pair.to_alpha)
    keys.rotate(pair.alpha.node, pair.alpha.ada)
    deliver(pair.alpha)
    new = in_force(pair.alpha)
    with pair.bravo.node.store.begin() as tx:  # as after a restore
        tx.counterparts.put(before)
        tx.cards.remove(new.digest)
        for held in tx.incoming.where():
            tx.incoming.remove(held.id)
        for stream in tx.streams.where():
            tx.streams.remove(stream.key)
    assert pair.alpha_as_known().card == old.digest

    sent = pair.post()
    deliver(pair.alpha)
    pair.clock.advance(hours=1)
    deliver(pair.alpha)

    assert pair.alpha_as_known().card == new.digest
    assert has_arrived(pair, sent)


def test_a_card_brought_again_that_is_refused_since_they_know_a_later_one_stays_receipted(pair):
    keys.renew(pair.alpha.node, pair.alpha.ada)
    deliver(pair.alpha)
    keys.rotate(pair.alpha.node, pair.alpha.ada, revoke=True)
    deliver(pair.alpha)
    with pair.alpha.node.store.begin() as tx:
        (first, _) = tx.deliveries.where(kind=Kind.CARD)
        tx.outgoing.put(replace(tx.outgoing.get(first.id), sealed_for="s-gone"))  # so that it is sealed again
        outbox.bring_cards(pair.alpha.node, tx, pair.to_bravo)
    deliver(pair.alpha)

    assert pair.state(first).state is DeliveryState.STORED


def test_a_status_that_comes_before_the_card_it_names_is_heard(pair):
    pair.wires.cut.add("https://bravo.example/peer")
    audit.sign_head(pair.alpha.node)
    keys.renew(pair.alpha.node, pair.alpha.ada)
    heartbeat.tell(pair.alpha.node, counterpart=pair.to_bravo)
    with pair.alpha.node.store.read() as tx:
        (status,) = tx.deliveries.where(kind=Kind.STATUS)
    receive(pair.bravo.node, pair.outgoing(status).envelope)

    with pair.bravo.node.store.read() as tx:
        assert tx.incoming.get(status.id).verdict == Verdict.STORED
        assert tx.watched.find(pair.to_alpha) is not None


def test_what_names_a_card_that_never_came_is_proven_all_the_same(pair):
    pair.wires.cut.add("https://bravo.example/peer")
    keys.renew(pair.alpha.node, pair.alpha.ada)
    message = pair.post()
    receive(pair.bravo.node, pair.outgoing(message).envelope)
    audit.sign_head(pair.bravo.node)

    proven = proof.verify(audit.prove_received(pair.bravo.node, pair.bravo.uma, message=message.id))

    assert proven.holds, proven.failures


def test_a_receipt_that_stolen_keys_signed_is_signed_again_when_it_is_asked_for_again(pair):
    sent = pair.post()
    pair.wires.lose_receipts = 1
    deliver_once(pair)
    keys.rotate(pair.bravo.node, pair.bravo.ada, revoke=True)
    deliver(pair.bravo)
    pair.clock.advance(hours=1)

    deliver(pair.alpha)

    assert has_arrived(pair, sent)


def test_the_sealing_keys_go_with_the_stolen_ones(pair):
    (old,) = pair.alpha.node.keyring.held()
    keys.rotate(pair.alpha.node, pair.alpha.ada, revoke=True)

    assert old not in pair.alpha.node.keyring.held()
    assert [key.id for key in in_force(pair.alpha).card.sealing] == [key.id for key in pair.alpha.node.keyring.held()]


def test_a_card_that_does_not_follow_suspends_its_sender_loudly(pair):
    own = pair.alpha.node.keyring.sign
    held = in_force(pair.alpha)
    broken = replace(
        held.card, previous=held.digest, node=held.card.node_id, next_signing_digest=TestKeys("thief").signing.digest
    )
    bring_card(pair, wire_card.compose(broken, own))
    deliver(pair.alpha)

    known = pair.alpha_as_known()
    assert known.standing is Standing.SUSPENDED
    assert known.card == held.digest
    assert Act.COMPARE_FINGERPRINTS in acts(pair.bravo)
    with pytest.raises(RefusedError, match="no mail may go"):
        begin_with(pair.bravo, known)


def begin_with(town, counterpart):
    posting = Posting(kind=Kind.ALERT, urgency=Urgency.EXPECTED, body=b"{}")
    with town.node.store.begin() as tx:
        return post(town.node, tx, counterpart, posting)


def bring_card(pair, data):
    with pair.alpha.node.store.begin() as tx:
        posting = Posting(kind=Kind.CARD, urgency=Urgency.IMMEDIATE, body=data)
        return post(pair.alpha.node, tx, tx.counterparts.get(pair.to_bravo), posting)


def test_after_fingerprints_were_compared_the_card_that_came_is_in_force(pair):
    own, held = pair.alpha.node.keyring.sign, in_force(pair.alpha)
    lost = replace(
        held.card, previous=held.digest, node=held.card.node_id, next_signing_digest=TestKeys("a9").signing.digest
    )
    data = wire_card.compose(lost, own)
    bring_card(pair, data)
    deliver(pair.alpha)

    with pytest.raises(UntrustedError, match="none of their cards"):
        trust.resume(pair.bravo.node, pair.bravo.rosa, counterpart=pair.to_alpha, fingerprint="00")
    told = held.card.signing.fingerprint
    resumed = trust.resume(pair.bravo.node, pair.bravo.rosa, counterpart=pair.to_alpha, fingerprint=told, card=data)

    assert (resumed.standing, resumed.card) == (Standing.ACTIVE, wire_card.open_card(data).digest)
    assert Act.COMPARE_FINGERPRINTS not in acts(pair.bravo)


def test_a_card_of_somebody_else_is_set_aside_and_suspends_nobody(pair):
    bring_card(pair, TestKeys("stranger").card_file())
    deliver(pair.alpha)

    assert pair.alpha_as_known().standing is Standing.ACTIVE


def test_a_card_that_changes_more_than_keys_and_dates_waits_for_a_person(pair):
    moved = replace(pair.alpha.node.organisation, address="https://elsewhere.example/peer")
    pair.alpha = replace(pair.alpha, node=replace(pair.alpha.node, organisation=moved))
    before = pair.alpha_as_known().card
    pair.run(1, pair.alpha)

    assert pair.alpha_as_known().card == before
    assert Act.ACCEPT_CARD in acts(pair.bravo)
    (told,) = trust.waiting(pair.bravo.node, pair.bravo.rosa, counterpart=pair.to_alpha)
    assert told == "endpoints: https://alpha.example/peer -> https://elsewhere.example/peer"

    keys.renew(pair.alpha.node, pair.alpha.ada)  # follows the card that waits
    deliver(pair.alpha)
    trust.accept_card(pair.bravo.node, pair.bravo.rosa, counterpart=pair.to_alpha)

    assert pair.alpha_as_known().card == in_force(pair.alpha).digest
    assert Act.ACCEPT_CARD not in acts(pair.bravo)


def test_mail_for_who_is_suspended_waits_and_goes_when_fingerprints_have_been_compared(pair):
    waiting = pair.post()
    trust.suspend(pair.alpha.node, pair.alpha.rosa, counterpart=pair.to_bravo, because="their phone was answered oddly")

    later = pair.post()
    deliver(pair.alpha)
    assert not pair.wires.carried
    assert {pair.state(each).last_error for each in (waiting, later)} == {"it waits: their phone was answered oddly"}

    spoken = counterparts.our_card(pair.bravo.node)[1]
    trust.resume(pair.alpha.node, pair.alpha.rosa, counterpart=pair.to_bravo, fingerprint=spoken)
    deliver(pair.alpha)
    assert has_arrived(pair, waiting)


def test_who_suspended_us_answers_as_to_a_stranger_and_gets_everything_afterwards(pair):
    trust.suspend(pair.bravo.node, pair.bravo.rosa, counterpart=pair.to_alpha, because="a doubt")
    waiting = pair.post()
    deliver_once(pair)
    assert not has_arrived(pair, waiting)

    spoken = counterparts.our_card(pair.alpha.node)[1]
    trust.resume(pair.bravo.node, pair.bravo.rosa, counterpart=pair.to_alpha, fingerprint=spoken)
    pair.clock.advance(days=1)
    deliver(pair.alpha)
    assert has_arrived(pair, waiting)


def test_nobody_is_resumed_who_is_not_suspended(pair):
    with pytest.raises(ConflictError, match="is not suspended"):
        trust.resume(pair.alpha.node, pair.alpha.rosa, counterpart=pair.to_bravo, fingerprint="00")


def test_a_card_brought_by_hand_is_judged_as_one_that_came_by_mail(pair):
    pair.wires.cut.add("https://bravo.example/peer")
    keys.renew(pair.alpha.node, pair.alpha.ada)
    data = counterparts.our_card(pair.alpha.node)[0]

    taken = [trust.take_card(pair.bravo.node, pair.bravo.rosa, counterpart=pair.to_alpha, card=data) for _ in range(2)]

    assert taken == [Outcome.IN_FORCE, Outcome.KNOWN]
    assert pair.alpha_as_known().card == in_force(pair.alpha).digest


def test_both_sides_are_warned_thirty_days_before_keys_run_out(pair):
    (key,) = pair.alpha.node.keyring.held()
    pair.clock.set(key.valid_until - timedelta(days=31))
    assert not {Act.RENEW_KEYS, Act.ASK_FOR_CARD} & (acts(pair.alpha) | acts(pair.bravo))

    pair.clock.set(key.valid_until - timedelta(days=30))

    assert Act.RENEW_KEYS in acts(pair.alpha)
    assert Act.ASK_FOR_CARD in acts(pair.bravo)


def test_every_key_is_listed_with_what_it_is_for(pair):
    keys.renew(pair.alpha.node, pair.alpha.ada)

    rows = keys.listing(pair.alpha.node, pair.alpha.ada)

    assert [row.purpose for row in rows] == ["signing", "next-signing", "log", "sealing", "sealing"]
    assert all(row.since is not None and row.until is not None for row in rows if row.purpose == "sealing")


def test_what_came_in_before_a_rotation_of_ours_is_still_listed(pair):
    sent = pair.post()
    deliver(pair.alpha)
    assert has_arrived(pair, sent)

    keys.rotate(pair.bravo.node, pair.bravo.ada)

    assert [item.incoming.id for item in browse.inbox(pair.bravo.node, pair.bravo.ines)] == [sent.id]
