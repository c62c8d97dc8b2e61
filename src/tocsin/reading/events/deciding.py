"""Deciding: of violence that has happened, the network says who took part, and what only the rules saw is withheld.

It learnt from reports whose readers wanted what was done to whom, by whom and with what; it knows nothing of what is
still to come, so plans and threats stay the rules' own. People without a name, and places, are not its business.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tocsin.domain.claim import Role
from tocsin.domain.ids import EntityId
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.events.filled import Filled
from tocsin.reading.events.frames import Trigger
from tocsin.reading.events.incidents import ROLES, TOLD_BY, Incident, figure_of
from tocsin.reading.model.sights import Sight, Sights

_AGREED = 0.4  # what a mark needs where the rules give the same part
_REPORT = 400  # characters: it learnt from whole reports, and of a line or two it is no judge
_JUDGED = frozenset({Role.PERPETRATOR, Role.TARGET, Role.VICTIM, Role.INSTRUMENT})
_HARMED = frozenset({Role.TARGET, Role.VICTIM})
_TYPES = frozenset(name for names in TOLD_BY.values() for name in names)

Part = tuple[Role, EntityId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the network makes of a whole report."""

    parts: frozenset[EntityId]  # who and what plays a part in any incident
    agreed: frozenset[Part]  # what it marks faintly, for the rules to confirm
    unnamed: frozenset[EntityId]  # people of whom it was never asked
    is_whole: bool  # there is enough of the report to judge it

    @classmethod
    def of(cls, scene: Scene, sights: Sights, found: Iterable[Incident]) -> "Verdict":
        """Gather it from the marks."""
        faint = ((ROLES[each.marked.label], figure_of(scene, each)) for each in _at_least(sights, _AGREED))
        marked = ((role, scene.id(figure)) for role, figure in faint if figure is not None)
        people = (each for each in scene.cast.figures if each.is_people and not each.is_named)
        return cls(
            parts=_known(scene.id(part.figure) for incident in found for part in incident.parts),
            agreed=frozenset((role, entity) for role, entity in marked if entity is not None),
            unnamed=_known(map(scene.id, people)),
            is_whole=len(scene.text) >= _REPORT,
        )

    def is_asked(self, role: Role, entity: EntityId) -> bool:
        """Say whether the part is one that the network was taught to see."""
        return role in _JUDGED and not (role in _HARMED and entity in self.unnamed)

    def bears_out(self, role: Role, entity: EntityId) -> bool:
        """Say whether the network sees it too; whom the rules see harmed in a text with incidents, it may overlook."""
        is_harmed = role is Role.VICTIM and bool(self.parts)
        return is_harmed or entity in self.parts or (role, entity) in self.agreed


def _at_least(sights: Sights, score: float) -> Iterable[Sight]:
    return (each for each in sights.fillers if each.marked.score >= score)


def _known(ids: Iterable[EntityId | None]) -> frozenset[EntityId]:
    return frozenset(each for each in ids if each is not None)


def withhold(trigger: Trigger, own: Sequence[Incident], verdict: Verdict, filled: Filled) -> None:
    """Take away the parts that the network does not bear out, and those of an incident that is told elsewhere.

    Where it sees an incident in the very words, the rules may add to it.
    """
    if own or not verdict.is_whole or trigger.frame.type not in _TYPES:
        return
    asked = [part for part in filled.parts if verdict.is_asked(*part)]
    kept = [part for part in asked if verdict.bears_out(*part)]
    if not any(role in _HARMED for role, _ in (*kept, *(filled.parts.keys() - set(asked)))):
        kept = [part for part in kept if part[1] not in verdict.parts]
    for part in asked:
        if part not in kept:
            del filled.parts[part]


def refine(trigger: Trigger, own: Iterable[Incident]) -> Trigger:
    """An attack that the network sees done with a bomb is a bombing."""
    is_bombing = any(each.type == "bombing" and any(part.label == "Weapon" for part in each.parts) for each in own)
    if trigger.frame.type != "attack" or not is_bombing:
        return trigger
    return replace(trigger, frame=replace(trigger.frame, type="bombing"), others=(trigger.frame, *trigger.others))
