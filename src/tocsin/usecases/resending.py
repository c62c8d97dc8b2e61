"""Resending: ask a counterpart for what is missing, with growing pauses; say what it asked for and is gone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tocsin.domain.counterpart import Counterpart, Standing
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError
from tocsin.domain.exchange import Direction, Stream, Work, WorkKind
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import epochs, links
from tocsin.usecases.steps.post import Posting, post
from tocsin.wire.bodies.resend import Resend, resend_bytes
from tocsin.wire.limits import MAX_RANGES
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Reason

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(days=1)
UNTIL_ANSWERED = timedelta(hours=1)


def ask(node: Node, *, counterpart: CounterpartId) -> None:
    """Ask for what is missing and say what is gone; ask again later for as long as anything is missing."""
    with node.store.begin() as tx:
        now = node.clock.now()
        work = Work(kind=WorkKind.RESEND, subject=counterpart, due_at=now)
        to = tx.counterparts.get(counterpart)
        streams = _streams(tx, to)
        link = links.of(tx, counterpart)
        if not streams or to.standing is Standing.SUSPENDED:
            tx.work.remove(work.key)
            tx.links.put(replace(link, asked=0))
            return
        if _is_asked(tx, counterpart):
            tx.work.put(replace(work, due_at=now + UNTIL_ANSWERED))
            return
        tx.work.put(replace(work, due_at=now + min(FIRST_PAUSE * float(2 ** min(link.asked, 10)), LONGEST_PAUSE)))
        _ask(node, tx, to, streams)
        tx.links.put(replace(link, asked=link.asked + 1, asked_at=now))


def _is_asked(tx: Transaction, counterpart: CounterpartId) -> bool:
    """Say whether what we asked last is still on its way, or lies there until a person lets in what we send."""
    return any(
        each.state in {DeliveryState.QUEUED, DeliveryState.BARRED} or each.reason == Reason.EPOCH_UNKNOWN
        for each in tx.deliveries.newest(1, counterpart=counterpart, kind=Kind.RESEND)
    )


def _streams(tx: Transaction, to: Counterpart) -> list[Stream]:
    """Return the streams to write about; what comes in an epoch is asked for when a person has accepted it."""
    return [
        each
        for each in tx.streams.where(counterpart=to.id)
        if each.gone or (each.missing and epochs.is_known(tx, to, each.epoch))
    ]


def _ask(node: Node, tx: Transaction, to: Counterpart, streams: list[Stream]) -> None:
    try:
        for stream, body in _requests(node, streams):
            post(node, tx, to, Posting(kind=Kind.RESEND, urgency=stream.urgency, body=resend_bytes(body)))
            if stream.direction is Direction.OUT:
                tx.streams.put(replace(tx.streams.get(stream.key), gone=stream.gone[MAX_RANGES:]))
    except ConflictError:
        return  # they read no such messages, or their card has expired; the gap stays in sight and is asked for later


def _requests(node: Node, streams: list[Stream]) -> Iterator[tuple[Stream, Resend]]:
    for stream in streams:
        salt = node.entropy.random_bytes(32)
        missing, gone = stream.missing[:MAX_RANGES], stream.gone[:MAX_RANGES]
        yield stream, Resend(salt=salt, urgency=stream.urgency, epoch=stream.epoch, missing=missing, gone=gone)
