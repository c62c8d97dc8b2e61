"""Mentions: where somebody stands in what counterparts told us, whether or not a report was made of them."""

from collections.abc import Collection
from dataclasses import dataclass

from tocsin.domain.assessment import Aspect
from tocsin.domain.blackening import names_in
from tocsin.domain.ids import MessageId
from tocsin.domain.letter import SharedClaim
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import standing
from tocsin.usecases.steps.persons import WORTH_A_LOOK
from tocsin.wire.message import Kind

_TELLING = standing.WARNINGS | {Kind.CORRECTION}  # a correction may be all that ever came of a notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A claim of a counterpart in which somebody may be meant. A person looks at it."""

    message: MessageId  # the newest warning of its notice that still tells anything, else its correction
    claim: str  # their name for it
    counterpart: str
    says: str
    likeness: float

    @property
    def key(self) -> str:
        """What it is named by, in a form and on a command line."""
        return f"{self.message}:{self.claim}"


def mentions_of(node: Node, tx: Transaction, names: Collection[str]) -> tuple[Mention, ...]:
    """Return the claims of counterparts in which one of the names may stand, the likest first."""
    if not names:
        return ()
    telling = [each for kind in sorted(_TELLING) for each in tx.incoming.where(kind=kind)]
    found = []
    for who, notice in dict.fromkeys((each.counterpart, each.notice) for each in telling):
        dossier = standing.dossier(tx, who, notice)
        for claim in dossier.claims.values():
            likeness = _likeness(node, claim, names)
            if likeness >= WORTH_A_LOOK:
                found.append(
                    Mention(
                        message=[held for held, _ in (*dossier.corrections, *dossier.alerts)][-1].id,
                        claim=claim.name,
                        counterpart=tx.counterparts.get(who).name,
                        says=claim.says,
                        likeness=likeness,
                    )
                )
    return tuple(sorted(found, key=lambda each: -each.likeness))


def _likeness(node: Node, claim: SharedClaim, names: Collection[str]) -> float:
    if names_in(claim.says, names):
        return 1.0
    said = {field.value for field in claim.fields if field.aspect is Aspect.WHO}
    return max((node.matcher.likeness(name, each) for name in names for each in said), default=0.0)
