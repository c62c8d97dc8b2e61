"""Lines: would a warning reach each counterpart now, red before the crisis and not after it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.domain import gaps
from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.exchange import Direction, Stream
from tocsin.domain.gaps import Ranges
from tocsin.domain.line import Line, Reached, Stretch, Trouble, Where
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards, links, outbox
from tocsin.usecases.steps.epochs import FIRST

_WORST = (Reached.NO, Reached.DOUBTFUL, Reached.YES, Reached.BY_HAND)  # nothing can fail where nothing goes


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A line, and what follows from it at this moment."""

    verdict: Reached
    troubles: tuple[Trouble, ...]
    line: Line


def states(node: Node, actor: Actor) -> tuple[State, ...]:
    """Return how every counterpart is reached, the worst first."""
    actor.require(*Role)
    now = node.clock.now()
    with node.store.read() as tx:
        lines = [_line(tx, each, now) for each in tx.counterparts.where()]
    found = [State(verdict=each.verdict(now), troubles=each.troubles(now), line=each) for each in lines]
    return tuple(sorted(found, key=lambda each: (_WORST.index(each.verdict), each.line.counterpart.name)))


def _line(tx: Transaction, counterpart: Counterpart, now: datetime) -> Line:
    link = links.of(tx, counterpart.id)
    if counterpart.node_id is None:
        return Line(counterpart=counterpart, link=link)
    heard = tx.incoming.newest(1, counterpart=counterpart.id)
    stored = tx.deliveries.newest(1, counterpart=counterpart.id, state=DeliveryState.STORED)
    waiting = outbox.under_way(tx, counterpart.id)
    streams = tx.streams.where(counterpart=counterpart.id)
    epochs = tx.epochs.where(counterpart=counterpart.id)
    newest = max((each.number for each in epochs if each.accepted_at is not None), default=FIRST)
    failing = [each.last_error for each in waiting if each.last_error is not None]
    return Line(
        counterpart=counterpart,
        link=link,
        heard_at=heard[0].received_at if heard else None,
        receipt_at=stored[0].delivered_at if stored else None,
        usable_until=_usable_until(tx, counterpart, now),
        clock_ahead=_clock_ahead(stored),
        waiting=len(waiting),
        oldest_waiting=min((each.created_at for each in waiting), default=None),
        barred=sum(each.state is DeliveryState.BARRED for each in waiting),
        last_error=failing[0] if failing else None,
        epochs=tuple(each.number for each in epochs if each.accepted_at is None),
        wheres=tuple(
            Where(what=what, urgency=stream.urgency, epoch=stream.epoch, ranges=ranges)
            for stream in sorted(streams, key=lambda each: (each.epoch, each.urgency))
            for what, ranges in _stretches(stream, newest)
            if ranges
        ),
    )


def _stretches(stream: Stream, newest: int) -> tuple[tuple[Stretch, Ranges], ...]:
    """Return what is the matter with a stream; `newest` is the number of their last epoch that we take."""
    if stream.direction is Direction.OUT:
        return (Stretch.GONE, stream.lost), (Stretch.FORGOTTEN, stream.forgotten)
    has_ended = stream.epoch < newest and stream.position > 0
    came = gaps.without(((1, stream.position),), (*stream.missing, *stream.lost)) if has_ended else ()
    return (Stretch.MISSING, stream.missing), (Stretch.LOST, stream.lost), (Stretch.ENDED, came)


def _usable_until(tx: Transaction, counterpart: Counterpart, now: datetime) -> datetime | None:
    """Return until when something can be sealed for them under the card that is in force."""
    card = cards.theirs(tx, counterpart).card
    if not card.is_valid_at(now) or card.sealing_key_at(now) is None:
        return None
    return min(card.valid_until, max(key.valid_until for key in card.sealing))


def _clock_ahead(stored: tuple[Delivery, ...]) -> timedelta | None:
    """Return how far their clock was ahead of ours when they gave a receipt at the first attempt."""
    for each in stored:
        if each.attempts == 1 and each.received_at is not None and each.delivered_at is not None:
            return each.received_at - each.delivered_at
    return None
