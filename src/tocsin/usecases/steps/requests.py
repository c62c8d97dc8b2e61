"""Requests: an originator is asked whether others may be told, or told that they were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.claim import Claim
from tocsin.domain.consent import ANSWER_WITHIN, Consent, Ground, Standing, Wish
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import AccountId, CounterpartId, MessageId
from tocsin.domain.tearline import Tearline
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import disclosing, journal, permissions
from tocsin.usecases.steps.post import Posting, post
from tocsin.usecases.steps.scene import Scene
from tocsin.wire.bodies.consent import request_bytes
from tocsin.wire.message import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What one originator has not consented to."""

    originator: CounterpartId
    notice: str  # its name for it
    names: frozenset[str]
    to: tuple[str, ...]


def missing(view: Scene, counterpart: Counterpart, claims: Iterable[Claim]) -> tuple[Missing, ...]:
    """Gather, by originator and notice, the claims that a counterpart may not be told for want of a consent."""
    found: dict[tuple[CounterpartId, str], frozenset[str]] = {}
    for claim in claims:
        if permissions.permission_for(view, claim, counterpart).standing is Standing.NEEDED:
            origin = view.origins[claim.id]
            key = (origin.counterpart, origin.notice)
            found[key] = found.get(key, frozenset()) | origin.names
    to = permissions.told_for(counterpart)
    return tuple(Missing(originator=who, notice=notice, names=names, to=to) for (who, notice), names in found.items())


def tell_originators(node: Node, tx: Transaction, view: Scene, tearline: Tearline, *, by: AccountId) -> None:
    """Tell every originator whose consent was not awaited what goes to whom (LED art. 35(2), last sentence)."""
    sent = [claim for claim in view.claims if claim.id in tearline.claims]
    for each in missing(view, tx.counterparts.get(tearline.counterpart), sent):
        send(node, tx, view, each, ground=Ground.THREAT_TO_LIFE, by=by, passed_on_at=node.clock.now())


def is_asked(view: Scene, each: Missing) -> bool:
    """Say whether a request about it waits for its answer."""
    return any(
        held.direction is Direction.OUT and held.reply is None and held.covers(each.names, each.to)
        for held in view.consents
        if (held.counterpart, held.wish.notice) == (each.originator, each.notice)
    )


def send(
    node: Node,
    tx: Transaction,
    view: Scene,
    each: Missing,
    *,
    ground: Ground,
    by: AccountId,
    passed_on_at: datetime | None = None,
) -> Consent:
    """Ask an originator, or tell it what has been done already; the names it gave us are all that it is shown."""
    now = node.clock.now()
    urgency = view.notice.urgency
    wish = Wish(
        notice=each.notice,
        claims=tuple(sorted(each.names)),
        to=each.to,
        ground=ground,
        passed_on_at=passed_on_at,
    )
    answer_by = now + ANSWER_WITHIN[urgency]
    body = request_bytes(wish, answer_by=answer_by, salt=node.entropy.random_bytes(32))
    posting = Posting(kind=Kind.CONSENT_REQUEST, urgency=urgency, body=body, answer_by=answer_by)
    delivery = post(node, tx, tx.counterparts.get(each.originator), posting)
    made = Consent(
        id=MessageId(delivery.id),
        direction=Direction.OUT,
        counterpart=each.originator,
        wish=wish,
        urgency=urgency,
        made_at=now,
        answer_by=answer_by,
        made_by=by,
    )
    tx.consents.add(made)
    to = tx.counterparts.get(each.originator)
    disclosing.enter(node, tx, to, by=by, what=made.id, case=view.notice.id)
    action = "consent.asked" if passed_on_at is None else "consent.told"
    journal.record(node, tx, action, consent=made.id, notice=view.notice.id, by=by)
    return made
