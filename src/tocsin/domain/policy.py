"""The policy of release: what one counterpart may hold of a claim. There is no other judge of it.

The rules are asked in the order of their tables (`domain.rules`); the first that objects decides, and is named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tocsin.domain.claim import Claim, Event, PlaceRole, Role
from tocsin.domain.ids import EntityId
from tocsin.domain.rule import Rule
from tocsin.domain.rules import ON_CLAIMS, ON_PARTS, hidden
from tocsin.domain.tearline import Withheld
from tocsin.domain.view import View
from tocsin.domain.wording.plain import sentence
from tocsin.vocabulary.country import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What becomes of one claim: as they may hold it, or None; and what of it is withheld, by which rule."""

    shared: Claim | None
    withheld: tuple[Withheld, ...] = ()


def judge(claim: Claim, view: View) -> Judged:
    """Decide what the view's recipient may hold of a claim."""
    agreement = view.recipient.agreement
    for objects in ON_CLAIMS:
        if (objection := objects(claim, view, agreement)) is not None:
            return _kept(claim, objection.rule, objection.about)
    judged = _reduced(claim, view)
    given_away = None if judged.shared is None else _given_away(judged.shared, view)
    return judged if given_away is None else _kept(claim, given_away)


def _kept(claim: Claim, rule: Rule, about: tuple[str, ...] = ()) -> Judged:
    return Judged(shared=None, withheld=(Withheld(claim=claim.id, because=rule, about=about),))


def _reduced(claim: Claim, view: View) -> Judged:
    """Return a claim without the people, places and things they may not hear of."""
    event = claim.content
    if not isinstance(event, Event):
        return Judged(shared=claim)
    reasons = {each: _keeping_out(claim, each, view) for each in claim.entities}
    if Rule.OTHERS_TARGET in reasons.values():
        # "Two countries" beside one that is named would tell that there is another.
        reasons |= {each: Rule.OTHERS_TARGET for each in reasons if _is_vague_target(event, each, view)}
    kept = replace(
        event,
        participants=tuple(each for each in event.participants if reasons[each.entity] is None),
        places=tuple(each for each in event.places if reasons[each.entity] is None),
    )
    gone = (Withheld(claim=claim.id, because=rule, entity=part) for part, rule in reasons.items() if rule is not None)
    return Judged(shared=replace(claim, content=kept), withheld=tuple(gone))


def _keeping_out(claim: Claim, part: EntityId, view: View) -> Rule | None:
    agreement = view.recipient.agreement
    rules = (rule for rule, objects in ON_PARTS if objects(claim, part, view, agreement))
    return hidden(part, view) or next(rules, None)


def _is_vague_target(event: Event, part: EntityId, view: View) -> bool:
    aimed_at = {each.entity for each in event.places if each.role is PlaceRole.TARGET} | {
        each.entity for each in event.participants if each.role in {Role.TARGET, Role.VICTIM}
    }
    return part in aimed_at and not view.is_named(part) and not view.states_of(part)


def _given_away(claim: Claim, view: View) -> Rule | None:
    """Return why the sentence of a claim must stay here: it names somebody who is hidden, whatever it is about."""
    written = f" {_letters(sentence(claim, view.entities))} "
    return next((rule for name, rule in _hidden_names(view) if name in written), None)


def _hidden_names(view: View) -> Iterator[tuple[str, Rule]]:
    for entity in view.entities:
        if (rule := hidden(entity, view)) is not None:
            for name in view.names(entity):
                if folded := _letters(name):
                    yield f" {folded} ", rule


def _letters(text: str) -> str:
    """Level a text for comparison: letters and digits of its words, one space between them."""
    return " ".join(re.findall(r"\w+", fold(text)))
