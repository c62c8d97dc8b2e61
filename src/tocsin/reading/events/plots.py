"""Plots: who means harm to whom, and where they pass and prepare, as the network marks it and no rule has said.

A mark makes a claim only where the same is not claimed already, and says that a model found it. The words that tell
of it are the nearest that the lists know, else the verb of its clause.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.domain.claim import (
    AttributeKind,
    Basis,
    Claim,
    Event,
    EventPlace,
    Participant,
    PlaceRole,
    Role,
    Status,
)
from tocsin.domain.entity import EntityKind
from tocsin.domain.ground import Ground, Question, Rule
from tocsin.domain.ids import EntityId
from tocsin.domain.report import Span
from tocsin.reading import lexicon
from tocsin.reading.attribution.attribution import attribution
from tocsin.reading.attribution.saying import Scene, said, told
from tocsin.reading.certainty.status import cues, judge
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.events.frames import Frame, Trigger, triggers
from tocsin.reading.events.placed import Placed
from tocsin.reading.grammar.clauses import climb
from tocsin.reading.grammar.parse import Token, lemma, offset
from tocsin.reading.model.sights import Sight, Sights
from tocsin.reading.places.places import Atlas
from tocsin.vocabulary.duty import AHEAD
from tocsin.vocabulary.harm import EVENT_TYPES

# How sure the network must be, by what its marks have been worth on reports that it had not seen.
_SURE = {
    "SUSPECT": 0.85, "TARGET": 0.8, "THREATENED": 0.85, "VICTIM": 0.93, "STAGING": 0.9, "TRANSIT": 0.85,
    "DETAINED": 0.85, "DESTINATION": 0.85, "PRESENCE": 0.8,
}  # fmt: skip
_LEAST = 2  # marks: fewer, alone, are likelier a slip than a plot
_MANY = 4  # so many need nobody who means harm beside them: a storm may "strike" and "target", too
_FAINT = 0.5  # enough for that
_PEOPLE = frozenset({"SUSPECT", "DETAINED", "THREATENED", "VICTIM"})
_TOLD = frozenset({"nsubj", "nsubjpass", "dobj"})
_PLOTTERS = frozenset({"SUSPECT", "DETAINED"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a mark says happens: an event of a family, told by its words or else called `type`."""

    family: str
    type: str
    role: Role | None = None
    place: PlaceRole | None = None
    status: Status = Status.OCCURRED
    ahead: bool | None = None  # whether it must be still to come, or over


_KINDS = {
    "DETAINED": Kind(family="custody", type="detention", role=Role.DETAINEE, ahead=False),
    "THREATENED": Kind(family="violence", type="threat", role=Role.TARGET, status=Status.POSSIBLE, ahead=True),
    "VICTIM": Kind(family="violence", type="attack", role=Role.VICTIM, ahead=False),
    "TARGET": Kind(
        family="violence", type="threat", role=Role.TARGET, place=PlaceRole.TARGET, status=Status.POSSIBLE, ahead=True
    ),
    "STAGING": Kind(family="preparation", type="preparation", place=PlaceRole.AT),
    "TRANSIT": Kind(family="movement", type="travel", place=PlaceRole.THROUGH),
    "DESTINATION": Kind(family="movement", type="travel", place=PlaceRole.TO, status=Status.PLANNED, ahead=True),
}


def plots(scene: Scene, sights: Sights, atlas: Atlas, known: Sequence[Claim]) -> Iterator[Claim]:
    """Claim what the network marks and nobody claims yet, in the order of the text."""
    sure = [each for each in sights.routes if each.marked.score >= _SURE.get(each.marked.label, 1)]
    is_meant = any(each.marked.label in _PLOTTERS and each.marked.score >= _FAINT for each in sights.routes)
    if len(sure) < (_LEAST if is_meant else _MANY):
        return
    placed = Placed(scene, atlas, known)
    made: set[tuple[str, EntityId]] = set()
    for sight in sure:
        figure = _figure(scene, sight)
        entity = scene.id(figure) if figure is not None else None
        if figure is None or entity is None or figure.is_people != (sight.marked.label in _PEOPLE):
            continue
        if _is_told_otherwise(sight):
            continue
        key = (sight.marked.label, entity)
        if key not in made and not _is_said(placed, sight.marked.label, figure, entity):
            made.add(key)
            yield from _of(scene, sight, figure, entity, sure, atlas)


def _is_said(placed: Placed, label: str, figure: Figure, entity: EntityId) -> bool:
    """Say whether the rules speak of it; who lives somewhere need not have prepared anything there."""
    kind = _KINDS.get(label)
    if label == "SUSPECT":
        return placed.plays_a_part(entity)
    if kind is not None and kind.role is not None and label in _PEOPLE:
        return placed.is_harmed_or_held(entity, role=kind.role, ahead=bool(kind.ahead))
    if label in {"STAGING", "PRESENCE"} and placed.is_home(figure):
        return True
    return kind is not None and placed.is_in(entity, kind.family, ahead=kind.ahead is True)


def _is_told_otherwise(sight: Sight) -> bool:
    """Read "he denied having talked of the cathedral", "the information came from a fisherman": no plot of theirs."""
    if any(cue.status is Status.DENIED for cue in cues(sight.root)):
        return True
    told = {lemma(each) for step in climb(sight.root) for each in step.word.children if each.dep_ in _TOLD}
    is_between = sight.root.head.dep_ in {"agent", "prep"} and sight.root.head.lower_ in {"by", "from"}
    return is_between and bool(told & lexicon.words("status", "tidings"))


def _of(
    scene: Scene, sight: Sight, figure: Figure, entity: EntityId, sure: Sequence[Sight], atlas: Atlas
) -> Iterator[Claim]:
    label = sight.marked.label
    if label == "SUSPECT":
        yield _by_model(said(entity, AttributeKind.ROLE, "suspect", [_quote(scene, sight)], status=Status.ALLEGED))
    elif label == "PRESENCE":
        who, where = _nearest(scene, sight, sure, {"SUSPECT"}), atlas.country_of(figure)
        if who is not None and where is not None:
            quote = [_quote(scene, sight)]
            yield _by_model(said(who, AttributeKind.COUNTRY, where[0], quote, status=Status.ALLEGED))
    elif label in _KINDS:
        found = _event(scene, sight, figure, entity, sure)
        yield from () if found is None else (found,)


def _event(scene: Scene, sight: Sight, figure: Figure, entity: EntityId, sure: Sequence[Sight]) -> Claim | None:
    kind = _KINDS[sight.marked.label]
    trigger, is_listed = _telling(sight, kind)
    is_victim = sight.marked.label == "VICTIM"
    if not is_listed and (kind.family == "custody" or is_victim):
        return None  # nobody is held or hurt without a word that says so
    if is_victim and {lemma(each) for each in sight.root.sent} & set(
        lexicon.table("status")["figurative"]["accidents"]
    ):
        return None
    judged = judge(trigger).status if is_listed else kind.status
    if kind.ahead is not None and (judged.value in AHEAD) != kind.ahead:
        judged = kind.status
    is_place = figure.kind is EntityKind.PLACE or kind.role is None
    people = [Participant(role=kind.role, entity=entity)] if kind.role is not None and not is_place else []
    if kind.family == "movement":
        who = _nearest(scene, sight, sure, _PLOTTERS)
        people += [Participant(role=Role.TRAVELLER, entity=who)] if who is not None else []
    event = Event(
        type=trigger.frame.type if is_listed else kind.type,
        trigger=scene.quote(trigger.first, trigger.last),
        participants=tuple(people),
        places=(EventPlace(role=kind.place, entity=entity),) if is_place and kind.place is not None else (),
    )
    return _by_model(
        told(event, judged, [_evidence(scene, sight, trigger)], attribution(scene, trigger), Basis.ASSESSMENT)
    )


def _telling(sight: Sight, kind: Kind) -> tuple[Trigger, bool]:
    """Find the nearest listed word of the family in its sentence, else the verb above the words."""
    root = sight.root
    sentence = root.sent
    listed = [
        replace(each, frame=frame)
        for each in triggers(sight.doc)
        if sentence.start <= each.head.i < sentence.end
        for frame in (each.frame, *each.others)
        if EVENT_TYPES[frame.type].family == kind.family
    ]
    if listed:
        return min(listed, key=lambda each: abs(each.head.i - root.i)), True
    verb = next((step.word for step in climb(root) if step.word.pos_ == "VERB"), root)
    return Trigger(frame=Frame(type=kind.type), head=verb, first=verb, last=verb, words=verb.text), False


def _nearest(scene: Scene, sight: Sight, sure: Iterable[Sight], labels: Iterable[str]) -> EntityId | None:
    """Return whom of those people the words stand nearest to, before them rather than after."""
    wanted = frozenset(labels)

    def far(other: Sight) -> tuple[bool, int]:
        gap = sight.marked.start - other.marked.start
        return (gap < 0, abs(gap))

    for other in sorted((each for each in sure if each.marked.label in wanted), key=far):
        figure = _figure(scene, other)
        if figure is not None and figure.is_people and scene.id(figure) is not None:
            return scene.id(figure)
    return None


def _figure(scene: Scene, sight: Sight) -> Figure | None:
    """Return whom or what the words mean, whichever of them the grammar hangs the others on."""
    is_people = sight.marked.label in _PEOPLE
    found: Figure | None = None
    for at in (sight.root.i, *range(sight.last, sight.first - 1, -1)):
        figure = scene.cast.at(sight.doc[at])
        if figure is not None and scene.id(figure) is not None:
            if figure.is_people == is_people:
                return figure
            found = found or figure
    return found


def _quote(scene: Scene, sight: Sight) -> Span:
    return scene.quote(sight.doc[sight.first], sight.doc[sight.last])


def _evidence(scene: Scene, sight: Sight, trigger: Trigger) -> Span:
    ends: list[Token] = [sight.doc[sight.first], sight.doc[sight.last], trigger.first, trigger.last]
    key: Callable[[Token], int] = offset
    return scene.quote(min(ends, key=key), max(ends, key=key))


def _by_model(claim: Claim) -> Claim:
    ground = Ground(question=Question.WHAT, answer="", rule=Rule.MODEL, words=claim.evidence)
    return replace(claim, grounds=(ground,), basis=Basis.ASSESSMENT)
