"""The door of a counterpart: what is refused there without a signed reason waits before it.

Whatever shuts a door, an epoch that a person has to accept or a card that is not known, shuts it for everything. So one
message at a time knocks, with pauses that grow with every knock, and once one is taken in the others follow at once.
Two keep a time of their own: a card, which may be what opens the door, and what came back from a bundle of which others
were taken in, which is at fault itself.
"""

from collections.abc import Iterable
from dataclasses import replace

from tocsin.domain.delivery import Delivery, DeliveryState, wait_at_the_door
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.wire.message import Kind


def shut(node: Node, tx: Transaction, held: Delivery, because: str) -> Delivery:
    """Put a message aside that was refused at the door. What waits there with it waits as long."""
    attempt = held.attempts + 1
    others = _before_it(tx, held.counterpart) if _is_one_of_many(held) else ()
    knocks = attempt + sum(each.attempts - 1 for each in others)
    at = node.clock.now() + wait_at_the_door(knocks, node.entropy.fraction())
    if attempt == 1:  # it knew nothing of a shut door: it waits with the others, and they no longer for its sake
        at = min((each.next_attempt_at or at for each in others), default=at)
    barred = held.moved(DeliveryState.BARRED, attempts=attempt, last_error=because, next_attempt_at=at)
    for each in (barred, *(replace(each, next_attempt_at=at) for each in others)):
        tx.deliveries.put(each)
    return barred


def knocking(due: Iterable[Delivery]) -> list[Delivery]:
    """Return of what was put aside for long enough what is carried now: of those before the door one, in turn."""
    due = list(due)
    waiting = [each for each in due if each.state is DeliveryState.BARRED and _is_one_of_many(each)]
    knocker = min(waiting, key=lambda each: each.attempts, default=None)
    return [each for each in due if each is knocker or each not in waiting]


def answered(node: Node, tx: Transaction, taken_in: Iterable[Delivery]) -> None:
    """Let everything in, at once, where they have taken in what had been tried before in vain."""
    for counterpart in {each.counterpart for each in taken_in if each.attempts and _is_one_of_many(each)}:
        for each in _before_it(tx, counterpart):
            tx.deliveries.put(each.moved(DeliveryState.QUEUED, next_attempt_at=node.clock.now()))


def _before_it(tx: Transaction, counterpart: CounterpartId) -> list[Delivery]:
    waiting = tx.deliveries.where(counterpart=counterpart, state=DeliveryState.BARRED)
    return [each for each in waiting if _is_one_of_many(each)]


def _is_one_of_many(delivery: Delivery) -> bool:
    return delivery.kind != Kind.CARD and not delivery.came_back
