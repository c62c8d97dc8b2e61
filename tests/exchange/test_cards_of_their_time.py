"""Mail made under a card that has been replaced since, and mail of a kind that the other side does not read."""

from dataclasses import replace

import pytest

from fakes import FixedClock
from federation import Wires, a_town, deliver, enrol
from tocsin.domain.counterpart import CardRecord
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError
from tocsin.usecases import browse
from tocsin.usecases.steps import cards
from tocsin.usecases.steps.post import Posting, post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import card as wire_card
from tocsin.wire.bodies.reply import Reply, reply_bytes
from tocsin.wire.message import Kind

REPLY = Reply(salt=bytes(32), about="0" * 64, notice="0" * 32, person="analyst", said="")


@pytest.fixture
def pair():
    clock, wires = FixedClock(), Wires()
    alpha = a_town(wires, name="Alpha", country="PT", clock=clock)
    bravo = a_town(wires, name="Bravo", country="IE", clock=clock)
    return alpha, bravo, enrol(alpha, bravo), enrol(bravo, alpha)


def posted(town, counterpart, kind=Kind.ACKNOWLEDGEMENT):
    posting = Posting(kind=kind, urgency=Urgency.EXPECTED, body=reply_bytes(kind, REPLY))
    with town.node.store.begin() as tx:
        return post(town.node, tx, tx.counterparts.get(counterpart.id), posting)


def renewed(town, counterpart, **changes):
    """Put a newer card of the same keys in force at `town`."""
    with town.node.store.begin() as tx:
        held = tx.counterparts.get(counterpart.id)
        old = cards.theirs(tx, held)
        new = replace(old.card, previous=old.digest, node=old.card.node_id, **changes)
        data = wire_card.compose(new, signer_of(counterpart))
        digest = wire_card.open_card(data).digest
        tx.cards.add(CardRecord(digest=digest, data=data, owner=held.id))
        tx.counterparts.put(replace(held, card=digest))


def signer_of(counterpart):
    from nodes import a_keyring

    return a_keyring(counterpart.name).sign


def test_a_message_under_a_replaced_card_is_not_refused(pair):
    alpha, bravo, to_bravo, to_alpha = pair
    sent = posted(alpha, to_bravo)
    renewed(bravo, to_alpha)

    deliver(alpha)

    (held,) = browse.outbox(alpha.node, alpha.rosa)
    assert held.id == sent.id
    assert held.state is DeliveryState.QUARANTINED  # it answers nothing they sent, but it was read
    assert "reference-unknown" in held.last_error


def test_nothing_is_posted_that_the_other_side_says_it_does_not_read(pair):
    alpha, _, to_bravo, _ = pair
    renewed(alpha, to_bravo, formats=("tocsin/alert/1",))

    with pytest.raises(ConflictError, match="does not read"):
        posted(alpha, to_bravo)
