"""Permissions: what whoever told us a claim lets us pass on to a counterpart, and what binds."""

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.domain.claim import Claim
from tocsin.domain.consent import Permission, Standing, conditioned, permission
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.ids import ClaimId
from tocsin.domain.rule import Rule
from tocsin.domain.tearline import Withheld
from tocsin.usecases.steps.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Permitted:
    """The claims as their originators let them go to a counterpart."""

    claims: tuple[Claim, ...]
    refused: Mapping[ClaimId, Rule]
    consents: Mapping[ClaimId, frozenset[str]]  # whose consent each has, by our names for them
    left_out: tuple[Withheld, ...]  # what had to come out of claims that go


def permitted(view: Scene, counterpart: Counterpart) -> Permitted:
    """Apply every originator's answer, and its conditions, to the claims of a notice."""
    names = {each.id: each.name for each in view.counterparts}
    claims: list[Claim] = []
    refused: dict[ClaimId, Rule] = {}
    consents: dict[ClaimId, frozenset[str]] = {}
    left_out: list[Withheld] = []
    for claim in view.claims:
        found = permission_for(view, claim, counterpart)
        kept = conditioned(claim, found.conditions, view.entities)
        because = _objection(view, counterpart, found.standing, kept)
        if because is not None:
            refused[claim.id] = because
        elif claim.id in view.origins:
            consents[claim.id] = frozenset({names[view.origins[claim.id].counterpart]})
        claims.append(kept or claim)
        gone = set(claim.entities) - set(claims[-1].entities)
        left_out += [Withheld(claim=claim.id, because=Rule.CONDITION, entity=each) for each in sorted(gone)]
    return Permitted(claims=tuple(claims), refused=refused, consents=consents, left_out=tuple(left_out))


def permission_for(view: Scene, claim: Claim, counterpart: Counterpart) -> Permission:
    """Return how it stands with an originator's consent. Free is what is ours, told back, or was told without limit."""
    origin = view.origins.get(claim.id)
    if origin is None or origin.counterpart == counterpart.id or origin.is_free:
        return Permission(standing=Standing.FREE)
    return permission(origin, view.consents, to=told_for(counterpart), today=view.today)


def told_for(counterpart: Counterpart) -> tuple[str, ...]:
    """Return on whose behalf a counterpart is told, as an originator is asked about it."""
    return tuple(sorted(counterpart.agreement.countries | counterpart.agreement.organisations))


def is_emergency(view: Scene, counterpart: Counterpart) -> bool:
    """Say whether two persons have agreed to tell a counterpart of this version without waiting."""
    return any(
        each.is_confirmed and (each.counterpart, each.version) == (counterpart.id, view.notice.version)
        for each in view.emergencies
    )


def _objection(view: Scene, counterpart: Counterpart, standing: Standing, kept: Claim | None) -> Rule | None:
    if standing is Standing.DENIED:
        return Rule.DENIED
    if standing is Standing.NEEDED and not is_emergency(view, counterpart):
        return Rule.UNANSWERED
    return Rule.CONDITION if kept is None else None
