"""Asking again: what is missing from a counterpart's streams is left as work, once, however often it is noticed."""

from datetime import datetime, timedelta

from tocsin.domain.exchange import Work, WorkKind
from tocsin.domain.ids import CounterpartId
from tocsin.ports.store import Transaction

ASK_AFTER = timedelta(minutes=1)  # what is only out of order comes by itself


def leave(tx: Transaction, counterpart: CounterpartId, at: datetime) -> None:
    """Leave the work of asking a counterpart, and of telling it what is gone, unless it is there already."""
    work = Work(kind=WorkKind.RESEND, subject=counterpart, due_at=at)
    if tx.work.find(work.key) is None:
        tx.work.put(work)
