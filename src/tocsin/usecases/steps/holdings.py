"""Holdings: what each counterpart has been told of a notice and has not been asked to erase."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.ids import ClaimId, CounterpartId, NoticeId
from tocsin.domain.letter import SharedClaim
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import names
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.message import Kind

NEVER_HAD = {DeliveryState.REFUSED, DeliveryState.STOPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What one counterpart holds of a notice, under the names and in the words in which it was told."""

    counterpart: CounterpartId
    claims: Mapping[ClaimId, SharedClaim] = field(default_factory=dict)
    tlp: Tlp = Tlp.AMBER
    is_over: bool = False  # they have been told so


def of_notice(tx: Transaction, notice: NoticeId) -> dict[CounterpartId, Holding]:
    """Work out from everything that went out who holds what; whoever holds nothing any more is left out."""
    found: dict[CounterpartId, Holding] = {}
    for each in tx.deliveries.where(notice=notice):
        if each.state not in NEVER_HAD:
            held = found.get(each.counterpart) or Holding(counterpart=each.counterpart)
            found[each.counterpart] = _after(tx, held, each)
    return {who: held for who, held in found.items() if held.claims}


def _after(tx: Transaction, held: Holding, delivery: Delivery) -> Holding:
    if delivery.tearline is not None:
        tearline = tx.tearlines.get(delivery.tearline)
        shared = {each.name: each for each in read_alert(tearline.body).claims}
        claims = {
            ClaimId(thing): shared[name]
            for name in shared
            if (thing := names.thing_named(tx, counterpart=held.counterpart, name=name)) is not None
        }
        return replace(held, claims=claims, tlp=tearline.tlp)
    recall = tx.recalls.get(delivery.recall) if delivery.recall is not None else None
    if recall is None:
        return held
    if recall.kind == Kind.CANCEL:
        return replace(held, is_over=True)
    gone = recall.claims or tuple(held.claims)
    return replace(held, claims={claim: told for claim, told in held.claims.items() if claim not in gone})
