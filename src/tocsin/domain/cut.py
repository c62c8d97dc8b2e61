"""The cut: which claims one counterpart may hold, and why everything else is withheld.

The policy judges each claim for itself; what is left is looked at as a whole: of bystanders nothing is said, and a
reason of which nothing may be told is not stated.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from tocsin.domain.claim import Attribute, Claim
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity
from tocsin.domain.ids import ClaimId
from tocsin.domain.marking import combined
from tocsin.domain.policy import judge
from tocsin.domain.rule import Rule
from tocsin.domain.rules import hidden
from tocsin.domain.tearline import Cut, Withheld
from tocsin.domain.view import Recipient, View


def cut(
    claims: Sequence[Claim],
    entities: Iterable[Entity],
    *,
    concerns: Sequence[Concern],
    recipient: Recipient,
    home: frozenset[str],
    today: date,
    known: Sequence[Claim] = (),
) -> Cut:
    """Cut what `recipient` may hold of `claims`, given the concerns it is told for.

    Hidden people drop out of the events they take part in; the threat still goes. `known` is what else is held about
    these people, confirmed or not: it is never shared, but who is somebody's national or protected by it is hidden.
    """
    there = tuple(entities)
    view = View(claims, there, concerns=concerns, recipient=recipient, home=home, today=today, known=known)
    judged = [judge(claim, view) for claim in claims]
    withheld = [each for judgement in judged for each in judgement.withheld]
    shared, beside = _without_bystanders([each.shared for each in judged if each.shared is not None], view.basis)
    withheld.extend(beside)
    carried = tuple(concern for concern in concerns if _is_carried(concern, shared, view))
    if len(carried) < len(concerns):
        again = cut(claims, there, concerns=carried, recipient=recipient, home=home, today=today, known=known)
        explained = {each.claim for each in withheld if each.entity is None}
        withheld += [each for each in again.withheld if each.claim not in explained]
        return replace(again, withheld=tuple(dict.fromkeys(withheld)))
    return Cut(
        shared=tuple(shared),
        withheld=tuple(withheld),
        marking=combined(*(claim.marking for claim in shared)),
        concerns=carried,
    )


def _without_bystanders(shared: list[Claim], basis: frozenset[ClaimId]) -> tuple[list[Claim], list[Withheld]]:
    """Keep what is said of those who are in what is shared; of everybody else nothing is said."""
    involved = {each for claim in shared if claim.id in basis for each in claim.entities}
    kept = [
        claim
        for claim in shared
        if claim.id in basis or (isinstance(claim.content, Attribute) and claim.content.entity in involved)
    ]
    beside = [Withheld(claim=claim.id, because=Rule.NOT_THEIRS) for claim in shared if claim not in kept]
    return kept, beside


def _is_carried(concern: Concern, shared: Iterable[Claim], view: View) -> bool:
    """Say whether anything of a concern is shared, and more than that somebody protected is theirs."""
    kept = {claim.id for claim in shared}
    about = {claim.id: claim.content.entity for claim in view.claims if isinstance(claim.content, Attribute)}
    people = [hidden(about[each], view) for each in concern.attributes if each in about]
    is_protected = bool(people) and all(rule is Rule.PROTECTED for rule in people)
    return not is_protected and not kept.isdisjoint(concern.events or concern.attributes)
