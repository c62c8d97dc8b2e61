"""What waits for a person because a law gives an authority something to hear or to say."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from tocsin.domain.delivery import Delivery
from tocsin.domain.direct import TELL_WITHIN, Direct
from tocsin.domain.task import Act, Task
from tocsin.ports.store import Transaction


def tasks(tx: Transaction) -> Iterator[Task]:
    """What is to be told to an authority, and what it has still to say."""
    yield from _of_breaches(tx)
    yield from _of_priors(tx)
    yield from _of_contracts(tx)
    yield from _of_directs(tx)


def _of_breaches(tx: Transaction) -> Iterator[Task]:
    """Whom to tell of a breach, with the clock of seventy-two hours."""
    for each in tx.breaches.where():
        if each.due is not None:
            yield Task(act=Act.TELL_AUTHORITY, due=each.due, subject=each.id, title=each.id, detail=each.nature)


def _of_priors(tx: Transaction) -> Iterator[Task]:
    """Processing that waits for what the authority says of it, within its six weeks (LED art. 28(5))."""
    for each in tx.priors.where():
        if each.answer_by is not None:
            yield Task(act=Act.HEAR_AUTHORITY, due=each.answer_by, subject=each.id, title=each.authority)


def _of_contracts(tx: Transaction) -> Iterator[Task]:
    """Standard contracts that are to be notified within five working days (KVKK art. 9(5))."""
    for each in tx.counterparts.where():
        last = each.agreement.abroad.notify_by if each.agreement.abroad is not None else None
        if last is not None:
            due = datetime.combine(last, time.max, tzinfo=UTC)
            yield Task(act=Act.NOTIFY_CONTRACT, due=due, subject=each.id, title=each.name)


def _of_directs(tx: Transaction) -> Iterator[Task]:
    """Authorities to be told of what was sent past them (LED art. 39(1)(d))."""
    for held in tx.directs.where(waits=True):
        sent = next((each for each in tx.deliveries.where(notice=held.notice) if _tells(tx, each, held)), None)
        if sent is not None:
            name = tx.counterparts.get(held.counterpart).name
            due = sent.created_at + TELL_WITHIN
            yield Task(act=Act.TELL_OF_DIRECT, due=due, subject=held.id, title=held.authority, counterpart=name)


def _tells(tx: Transaction, sent: Delivery, held: Direct) -> bool:
    """Say whether a letter that was sent since makes this person known to them."""
    if sent.counterpart != held.counterpart or sent.created_at < held.decided_at or sent.tearline is None:
        return False
    letter = tx.tearlines.get(sent.tearline)
    without = {each.claim for each in letter.withheld if each.entity == held.person}
    told = (tx.claims.find(each) for each in letter.claims if each not in without)
    return any(claim is not None and held.person in claim.entities for claim in told)
