"""Disclosing: whatever leaves about people goes into the journal here, with who gets it and by which right (LED 25)."""

from collections.abc import Iterable

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.ids import AccountId, ClaimId
from tocsin.domain.logbook import Act, Operation
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import logbook


def enter(
    node: Node,
    tx: Transaction,
    to: Counterpart,
    *,
    by: AccountId | None,
    what: str,
    case: str,
    claims: Iterable[ClaimId] = (),
) -> None:
    """Tell the journal that `what` (an id) goes to a counterpart, under our agreement with it."""
    act = Act(
        by=by,
        why=to.agreement.purpose,
        claims=tuple(claim for each in claims if (claim := tx.claims.find(each)) is not None),
        objects=(what,),
        case=case,
        recipient=to.id,
        legal_basis=to.agreement.legal_basis,
    )
    logbook.enter(node, tx, Operation.DISCLOSURE, act)
