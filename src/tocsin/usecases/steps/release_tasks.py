"""What waits for a person because something is released: consents, emergencies, the night."""

from collections.abc import Iterator

from tocsin.domain.exchange import Direction
from tocsin.domain.task import Act, Task
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import requests
from tocsin.usecases.steps.scene import Scene


def unasked(view: Scene) -> Iterator[Task]:
    """Whom somebody decided to tell what its originator has not been asked about."""
    if not view.origins:
        return
    for counterpart in view.counterparts:
        if view.told_for(counterpart) and any(
            not requests.is_asked(view, each) for each in requests.missing(view, counterpart, view.claims)
        ):
            yield Task(
                act=Act.ASK_CONSENT,
                due=view.notice.answer_by,
                subject=view.notice.id,
                title=view.notice.title,
                counterpart=counterpart.name,
            )


def of_acts(tx: Transaction) -> Iterator[Task]:
    """What waits outside the duty board."""
    yield from _of_consents(tx)
    yield from _of_emergencies(tx)
    yield from _of_minimums(tx)
    yield from _of_lifts(tx)


def _of_consents(tx: Transaction) -> Iterator[Task]:
    """Requests to us that nobody has answered."""
    for held in tx.consents.where():
        if held.direction is Direction.IN and held.reply is None:
            name = tx.counterparts.get(held.counterpart).name
            yield Task(
                act=Act.ANSWER_CONSENT, due=held.answer_by, subject=held.id, title=name, detail=", ".join(held.wish.to)
            )


def _of_emergencies(tx: Transaction) -> Iterator[Task]:
    """Emergencies that wait for a second person, and those that nobody has reviewed."""
    for held in tx.emergencies.where():
        if held.reviewed_by is None:
            act = Act.REVIEW_EMERGENCY if held.is_confirmed else Act.CONFIRM_EMERGENCY
            notice = tx.notices.get(held.notice)
            name = tx.counterparts.get(held.counterpart).name
            yield Task(act=act, due=held.proposed_at, subject=held.id, title=notice.title, counterpart=name)


def _of_minimums(tx: Transaction) -> Iterator[Task]:
    """What one person sent at night, and nobody has reviewed."""
    for held in tx.minimums.where(waits=True):
        name, title = tx.counterparts.get(held.counterpart).name, tx.notices.get(held.notice).title
        yield Task(act=Act.REVIEW_MINIMUM, due=held.review_by, subject=held.id, title=title, counterpart=name)


def _of_lifts(tx: Transaction) -> Iterator[Task]:
    for held in tx.lifts.where():
        if held.confirmed_by is None:
            title = tx.notices.get(held.notice).title
            yield Task(act=Act.CONFIRM_LIFT, due=held.proposed_at, subject=held.id, title=title, detail=held.country)
