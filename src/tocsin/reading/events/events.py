"""Events: a frame filled with who takes part, where, when, how surely and on whose word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tocsin.domain.claim import Claim, Event, PlaceRole, Role, Status
from tocsin.domain.ids import EntityId
from tocsin.domain.report import Span
from tocsin.reading import lexicon
from tocsin.reading.attribution.attribution import attribution
from tocsin.reading.attribution.saying import Scene, told
from tocsin.reading.certainty.status import basis, judge, likelihood
from tocsin.reading.events import grounds
from tocsin.reading.events.arguments import arguments
from tocsin.reading.events.deciding import Verdict, refine, withhold
from tocsin.reading.events.fiction import is_fiction
from tocsin.reading.events.filled import Filled
from tocsin.reading.events.frames import Frame, Trigger, triggers
from tocsin.reading.events.incidents import Incident, incidents, key, take_part, told_by
from tocsin.reading.events.plausibility import speaks_of_arms
from tocsin.reading.events.roles import fill
from tocsin.reading.grammar.clauses import climb
from tocsin.reading.grammar.parse import Doc, lemma, offset
from tocsin.reading.grammar.prepositions import Argument
from tocsin.reading.model.sights import Sights
from tocsin.reading.places.places import Atlas
from tocsin.reading.places.setting import is_placed, is_still_to_come, place_where_told, setting
from tocsin.reading.places.stays import Stay
from tocsin.reading.times.timing import Timed, timing
from tocsin.vocabulary.duty import AHEAD
from tocsin.vocabulary.harm import EVENT_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a report says of where people and places are."""

    homes: Mapping[int, tuple[Stay, ...]]
    atlas: Atlas
    at_home: dict[EntityId, str]


_SPORT = 2  # so many words of sport make a passage one about a match


def events(
    scene: Scene, published: date | None, homes: Mapping[int, tuple[Stay, ...]], atlas: Atlas, sights: Sights
) -> Iterator[Claim]:
    """Find the events of a report, in its order, one event told twice in a sentence once."""
    world = World(homes=homes, atlas=atlas, at_home=setting(scene, atlas))
    if is_fiction(scene):
        return
    held = [list(triggers(doc)) for doc in scene.docs if not _is_about_sport(doc)]
    seen = incidents(scene, sights)
    told_of = told_by(seen, [each for found in held for each in found if _may_tell(scene, each)])
    verdict = Verdict.of(scene, sights, seen)
    for found in held:
        for trigger in found:
            learnt = told_of.get(key(trigger), ())
            if learnt or not _is_part_of_another(trigger, found):
                yield from _event(scene, trigger, found, published, world, learnt, verdict)


def _may_tell(scene: Scene, trigger: Trigger) -> bool:
    """Say whether the network may give parts to a trigger: "use" and "take" alone tell of nothing."""
    is_plain = trigger.frame.is_plain or " " in trigger.words or speaks_of_arms(trigger)
    return is_plain or _fitting(scene, trigger, judge(trigger).status) is not None


def _is_about_sport(doc: Doc) -> bool:
    words = {lemma(token) for token in doc} | {token.lower_ for token in doc}
    return len(words & set(lexicon.table("status")["figurative"]["sport"])) >= _SPORT


def _is_part_of_another(trigger: Trigger, others: Iterable[Trigger]) -> bool:
    """A plot to attack is the attack, planned; a threat to kill is the killing, threatened."""
    above = {"attack", "threat", "bombing"}
    if trigger.frame.type not in above:
        return False
    for other in others:
        if other is trigger or EVENT_TYPES[other.frame.type].family != "violence":
            continue
        is_below = any(
            step.word == trigger.head and step.relation in {"xcomp", "acl", "compound", "ccomp", "prep", "nmod"}
            for step in climb(other.head)
        )
        if is_below and (trigger.words in {"plot", "threaten", "threat against"} or "plot" in trigger.words):
            return True
    return False


def _event(
    scene: Scene,
    trigger: Trigger,
    others: Iterable[Trigger],
    published: date | None,
    world: World,
    learnt: Sequence[Incident],
    verdict: Verdict,
) -> Iterator[Claim]:
    judgement = judge(trigger)
    learnt = () if judgement.status.value in AHEAD else learnt  # the network has learnt from what happened
    fitting = _fitting(scene, trigger, judgement.status)
    if fitting is None and not learnt:
        return
    trigger, filled, held, unfit = fitting or (trigger, Filled(), (), ())
    take_part(scene, trigger, learnt, filled)
    judged = judgement.status
    if judged.value not in AHEAD:
        withhold(trigger, learnt, verdict, filled)
    refined = refine(trigger, learnt)
    _complete(scene, trigger, filled, judged, world)
    timed = timing(scene, trigger, others, published, ahead=judged.value in AHEAD)
    if timed is None and _is_empty(trigger, filled, judged):
        return
    speakers = attribution(scene, trigger)
    event = _told(scene, refined, filled, timed)
    why = (
        grounds.what(scene, refined, unfit, is_learnt=refined is not trigger),
        *grounds.who_and_where(scene, filled, held),
        *grounds.when(scene, timed),
        grounds.how_sure(scene, judgement),
        *grounds.who_says(speakers),
    )
    yield told(event, judged, [_evidence(scene, trigger, filled, timed)], speakers, basis(trigger, judged), why)


def _told(scene: Scene, trigger: Trigger, filled: Filled, timed: Timed | None) -> Event:
    return Event(
        type=trigger.frame.type,
        trigger=scene.quote(trigger.first, trigger.last),
        participants=filled.participants,
        places=filled.places,
        time=timed.when if timed else None,
        likelihood=likelihood(trigger),
    )


def _is_empty(trigger: Trigger, filled: Filled, judged: Status) -> bool:
    return _is_allusion(trigger, filled, judged) or _leads_nowhere(trigger, filled, judged)


def _is_allusion(trigger: Trigger, filled: Filled, judged: Status) -> bool:
    """Say whether it only calls to mind what all know of: "since the Brussels attacks", and nobody, and no day."""
    is_new = any(each.dep_ in {"det", "nummod"} and each.lower_ != "the" for each in trigger.head.lefts)
    is_violent = EVENT_TYPES[trigger.frame.type].family in {"violence", "operation"}
    return judged is Status.OCCURRED and is_violent and not (trigger.is_verb or filled.parts or is_new)


def _leads_nowhere(trigger: Trigger, filled: Filled, judged: Status) -> bool:
    """A journey to or from no place and on no day is none, unless it is told that it was made."""
    is_made = (trigger.is_verb and judged is Status.OCCURRED) or trigger.frame.type == "withdrawal"
    return EVENT_TYPES[trigger.frame.type].family == "movement" and not (filled.spots or is_made)


def _complete(scene: Scene, trigger: Trigger, filled: Filled, judged: Status, world: World) -> None:
    """Add the places that the sentence leaves to what the report says elsewhere."""
    family = EVENT_TYPES[trigger.frame.type].family
    if family == "movement":
        _set_out(scene, trigger, filled, world.homes)
    elif family == "violence" and judged.value in AHEAD and not is_placed(scene, world.atlas, filled):
        _seek_out(scene, trigger, filled, world.homes)
        if is_still_to_come(judged):
            place_where_told(scene, world.atlas, world.at_home, trigger, filled)


def _evidence(scene: Scene, trigger: Trigger, filled: Filled, timed: Timed | None) -> Span:
    """Quote the trigger's sentence from the first word that the event rests on to the last."""
    fillers = [each for word in filled.words for each in (scene.first_word(word), word)]
    words = [trigger.first, trigger.last, *fillers, *(timed.words if timed else ())]
    near = [word for word in words if word.sent.start == trigger.head.sent.start and word.doc is trigger.head.doc]
    return scene.quote(min(near, key=offset), max(near, key=offset))


def _fitting(
    scene: Scene, trigger: Trigger, judged: Status
) -> tuple[Trigger, Filled, tuple[Argument, ...], tuple[Frame, ...]] | None:
    """Take the first of the trigger's frames whose roles fit, and remember those that do not."""
    frames = (trigger.frame, *trigger.others)
    for at, frame in enumerate(frames):
        each = replace(trigger, frame=frame, others=frames[at + 1 :])
        held = tuple(arguments(scene, each))
        filled = fill(scene, each, held, judged)
        if filled is not None:
            return each, filled, held, frames[:at]
    return None


def _set_out(scene: Scene, trigger: Trigger, filled: Filled, homes: Mapping[int, tuple[Stay, ...]]) -> None:
    """Whoever is said in the same sentence to be somewhere sets out from there."""
    roles = {role for role, _ in filled.spots}
    if PlaceRole.FROM in roles or PlaceRole.TO not in roles:
        return
    sentence = trigger.head.sent
    start, end = offset(sentence[0]), offset(sentence[len(sentence) - 1])
    travellers = {entity for role, entity in filled.parts if role is Role.TRAVELLER}
    whither = {place for role, place in filled.spots if role is PlaceRole.TO}
    for figure in scene.cast.figures:
        if scene.id(figure) in travellers:
            for stay in homes.get(id(figure), ()):
                place = scene.id(stay.place)
                if place is not None and place not in whither and start <= stay.quote.start < end:
                    filled.spots.setdefault((PlaceRole.FROM, place), trigger.head)


def _seek_out(scene: Scene, trigger: Trigger, filled: Filled, homes: Mapping[int, tuple[Stay, ...]]) -> None:
    """Whoever means to harm somebody who lives in a place means to do it there, if no other place is named."""
    aimed = {entity for role, entity in filled.parts if role in {Role.VICTIM, Role.TARGET}}
    for figure in scene.cast.figures:
        place = next((scene.id(stay.place) for stay in homes.get(id(figure), ())), None)
        if scene.id(figure) in aimed and place is not None:
            filled.spots.setdefault((PlaceRole.TARGET, place), trigger.head)
