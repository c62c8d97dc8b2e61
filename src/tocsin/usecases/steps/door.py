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
    others = _before_it(tx, held.counterpart) if _is_one_of_many(held) else []
    knocks = attempt + sum(each.attempts - 1 for each in others)
    at = node.clock.now() + wait_at_the_door(knocks, node.entropy.fraction())
    if attempt == 1 and others:  # it knew nothing of a shut door: it waits with the others, and they not for its sake
        at = others[0].next_attempt_at or at
    else:
        for each in others:
            tx.deliveries.put(replace(each, next_attempt_at=at))
    barred = held.moved(DeliveryState.BARRED, attempts=attempt, last_error=because, next_attempt_at=at)
    tx.deliveries.put(barred)
    return barred


def knocking(due: Iterable[Delivery]) -> list[Delivery]:
    """Return of what was put aside for long enough what is carried now: of those before the door one, in turn."""
    waiting: list[Delivery] = []
    going: list[Delivery] = []
    for each in due:
        (waiting if _waits_before_it(each) else going).append(each)
    return [*going, *sorted(waiting, key=lambda each: each.attempts)[:1]]


def answered(node: Node, tx: Transaction, taken_in: Delivery) -> None:
    """Let everything in, at once, where they have taken in what had been tried before in vain."""
    if taken_in.last_error is not None and _is_one_of_many(taken_in):
        for each in _before_it(tx, taken_in.counterpart):
            tx.deliveries.put(each.moved(DeliveryState.QUEUED, next_attempt_at=node.clock.now()))


def _before_it(tx: Transaction, counterpart: CounterpartId) -> list[Delivery]:
    aside = tx.deliveries.where(counterpart=counterpart, state=DeliveryState.BARRED)
    return [each for each in aside if _waits_before_it(each)]


def _waits_before_it(delivery: Delivery) -> bool:
    return delivery.state is DeliveryState.BARRED and _is_one_of_many(delivery)


def _is_one_of_many(delivery: Delivery) -> bool:
    return delivery.kind != Kind.CARD and not delivery.came_back
