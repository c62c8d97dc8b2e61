"""Newer cards that come before the ones they follow: by sticks, or to a node that has forgotten one."""

import pytest

from exchange.test_keys_in_time import Pair
from federation import deliver
from tocsin.domain.counterpart import Standing
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import UntrustedError
from tocsin.usecases import keys, trust
from tocsin.usecases.reception import receive
from tocsin.usecases.steps import cards, seals
from tocsin.usecases.steps.post import Posting, post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind
from tocsin.wire.receipt import REFUSAL


@pytest.fixture
def pair():
    """Alpha has made two new cards, and Bravo has neither."""
    pair = Pair()
    pair.wires.cut.add("https://bravo.example/peer")
    for _ in range(2):
        keys.renew(pair.alpha.node, pair.alpha.ada)
    return pair


def cards_of(pair):
    with pair.alpha.node.store.read() as tx:
        held = tx.deliveries.where(counterpart=pair.to_bravo, kind=Kind.CARD)
        return sorted((tx.outgoing.get(each.id) for each in held), key=lambda each: each.position)


def newest(town):
    with town.node.store.read() as tx:
        return cards.ours(tx).digest


def test_a_card_that_comes_before_the_one_it_follows_is_turned_away_and_its_sender_stays_trusted(pair):
    first, second = cards_of(pair)

    assert receive(pair.bravo.node, second.envelope) == REFUSAL
    assert receive(pair.bravo.node, first.envelope) != REFUSAL
    assert receive(pair.bravo.node, second.envelope) != REFUSAL

    assert pair.alpha_as_known().standing is Standing.ACTIVE
    assert pair.alpha_as_known().card == newest(pair.alpha)


def test_a_card_brought_by_hand_before_the_one_it_follows_asks_for_that_one(pair):
    with pair.alpha.node.store.read() as tx:
        card = tx.cards.get(cards.ours(tx).digest).data

    with pytest.raises(UntrustedError, match="take that one first"):
        trust.take_card(pair.bravo.node, pair.bravo.ada, counterpart=pair.to_alpha, card=card)
    assert pair.alpha_as_known().standing is Standing.ACTIVE


def test_a_card_that_was_forgotten_in_a_restore_is_brought_again_before_the_one_that_follows_it(pair):
    first, second = cards_of(pair)
    with pair.alpha.node.store.begin() as tx:  # Bravo gave its word on the first, and has lost it since
        held = tx.deliveries.get(first.id)
        tx.deliveries.put(held.moved(DeliveryState.STORED, next_attempt_at=None, receipt=b"of before"))

    pair.wires.cut.clear()
    for _ in range(3):
        pair.clock.advance(hours=12)
        deliver(pair.alpha, pair.bravo)

    assert pair.alpha_as_known().card == newest(pair.alpha)
    assert pair.alpha_as_known().standing is Standing.ACTIVE
    assert {each.state for each in map(pair.state, (first, second))} == {DeliveryState.STORED}


@pytest.mark.parametrize("revoke", [False, True], ids=["rotated", "revoked"])
def test_two_who_have_both_changed_keys_and_know_nothing_of_it_find_together_again(revoke):
    """Neither can read the other's receipts, nor open what is sealed for keys that went with the stolen ones."""
    pair = Pair()
    for town, address in ((pair.alpha, "https://alpha.example/peer"), (pair.bravo, "https://bravo.example/peer")):
        pair.wires.cut.add(address)
        with town.node.store.begin() as tx:  # it goes before the card, and is signed with the keys until now
            them = tx.counterparts.where()[0]
            post(town.node, tx, them, Posting(kind=Kind.CANCEL, urgency=Urgency.IMMEDIATE, body=b"{}"))
        keys.rotate(town.node, town.ada, revoke=revoke)

    pair.wires.cut.clear()
    for _ in range(8):
        pair.clock.advance(hours=12)
        deliver(pair.alpha, pair.bravo)

    assert pair.alpha_as_known().card == newest(pair.alpha)
    assert pair.bravo_as_known().card == newest(pair.bravo)
    for town in (pair.alpha, pair.bravo):
        with town.node.store.read() as tx:
            assert {each.state for each in tx.deliveries.where()} <= {DeliveryState.STORED, DeliveryState.QUARANTINED}


def test_a_card_that_stolen_keys_signed_is_receipted_again_although_they_are_revoked_by_it(pair):
    pair.wires.cut.clear()
    deliver(pair.alpha)
    keys.rotate(pair.alpha.node, pair.alpha.ada, revoke=True)
    deliver(pair.alpha)
    with pair.alpha.node.store.read() as tx:
        (sent,) = tx.deliveries.newest(1, kind=Kind.CARD)
        outgoing = tx.outgoing.get(sent.id)
    keys.renew(pair.bravo.node, pair.bravo.ada)
    deliver(pair.bravo)
    with pair.alpha.node.store.begin() as tx:  # it lost the receipt, and its envelope is another by now
        newest_of_bravo = cards.theirs(tx, pair.bravo_as_known()).card
        sealed_again = seals.seal(outgoing, newest_of_bravo, pair.clock.now()).envelope

    assert receive(pair.bravo.node, sealed_again) == sent.receipt
