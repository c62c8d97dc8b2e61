"""Holdings: what each counterpart has been told of a notice and has not been asked to erase."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.ids import ClaimId, CounterpartId, NoticeId
from tocsin.domain.letter import SharedClaim
from tocsin.domain.tearline import Tearline
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import names
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.alert import Alert, read_alert
from tocsin.wire.bodies.recall import read_correction
from tocsin.wire.message import Kind

NEVER_HAD = {DeliveryState.REFUSED, DeliveryState.STOPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What one counterpart holds of a notice, under the names and in the words in which it was told."""

    counterpart: CounterpartId
    claims: Mapping[ClaimId, SharedClaim] = field(default_factory=dict)
    tlp: Tlp = Tlp.AMBER
    alert: Alert | None = None  # the newest version they were sent
    version: int = 0
    is_over: bool = False  # they have been told so
    taken_back: frozenset[ClaimId] = frozenset()
    is_withdrawn: bool = False  # all of it was taken back: under this notice they are told nothing more


def of_notice(tx: Transaction, notice: NoticeId) -> dict[CounterpartId, Holding]:
    """Work out from everything that went out who was told, and what each of them holds."""
    found: dict[CounterpartId, Holding] = {}
    for each in tx.deliveries.where(notice=notice):
        if each.state not in NEVER_HAD:
            held = found.get(each.counterpart) or Holding(counterpart=each.counterpart)
            found[each.counterpart] = _after(tx, held, each)
    return found


def _after(tx: Transaction, held: Holding, delivery: Delivery) -> Holding:
    if delivery.tearline is not None:
        return _told(tx, held, tx.tearlines.get(delivery.tearline))
    recall = tx.recalls.get(delivery.recall) if delivery.recall is not None else None
    if recall is None:
        return held
    if recall.kind == Kind.CANCEL:
        return replace(held, is_over=True)
    gone = recall.claims or tuple(held.claims)
    return replace(
        held,
        claims={claim: told for claim, told in held.claims.items() if claim not in gone},
        taken_back=held.taken_back | set(gone),
        is_withdrawn=held.is_withdrawn or not recall.claims,
    )


def _told(tx: Transaction, held: Holding, tearline: Tearline) -> Holding:
    if not tearline.body:  # all of it was erased here, because whoever told us took it back
        return replace(held, claims={}, version=tearline.version)
    if tearline.kind == Kind.CORRECTION:
        pairs = read_correction(tearline.body).replaced
        gone = {each.name for each in pairs}
        left = {claim: told for claim, told in held.claims.items() if told.name not in gone}
        return replace(held, claims=left | by_id(tx, held.counterpart, (each.by for each in pairs)))
    alert = read_alert(tearline.body)
    return replace(
        held, claims=by_id(tx, held.counterpart, alert.claims), tlp=tearline.tlp, alert=alert, version=tearline.version
    )


def by_id(tx: Transaction, who: CounterpartId, told: Iterable[SharedClaim]) -> dict[ClaimId, SharedClaim]:
    """Return claims by our own ids, which the counterpart does not know."""
    found = ((names.thing_named(tx, counterpart=who, name=each.name), each) for each in told)
    return {ClaimId(thing): each for thing, each in found if thing is not None}
