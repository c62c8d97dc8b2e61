"""Plausibility: whether a trigger with its roles tells of an event at all, or only looks like one.

"Hold talks", "come to power", a plan nobody makes; a storm that strikes, a driver who dies in a crash.
"""

from collections.abc import Iterable

from tocsin.domain.claim import PlaceRole, Role
from tocsin.domain.entity import EntityKind
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.events.filled import Filled
from tocsin.reading.events.frames import Trigger
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.prepositions import Argument
from tocsin.reading.grammar.trees import child
from tocsin.vocabulary.harm import EVENT_TYPES

_NEEDS_SOMEBODY = frozenset((
    "warning", "accusation", "trial", "interrogation", "training", "recruitment", "threat",
    "search", "release", "extradition", "request", "preparation",
))  # fmt: skip
_LEGS = frozenset({PlaceRole.FROM, PlaceRole.TO, PlaceRole.THROUGH})
_SUFFERED = frozenset({"killing", "wounding", "attack", "bombing", "arson"})


def is_event(scene: Scene, trigger: Trigger, held: Iterable[Argument], filled: Filled) -> bool:
    """Refuse what only looks like an event."""
    frame = trigger.frame
    roles = {role for role, _ in filled.parts}
    lacks = (
        frame.needs_traveller and not roles & {Role.TRAVELLER, Role.INSTRUMENT},
        frame.needs_place and not _has_leg(filled),
        frame.needs_journey and not (_has_leg(filled) or roles & {Role.TRAVELLER, Role.INSTRUMENT}),
        frame.type in _NEEDS_SOMEBODY and not roles and not _is_of_arms(trigger, filled),
        frame.type == "meeting" and not roles,
        frame.type == "threat" and not roles & {Role.TARGET, Role.VICTIM},
        frame.needs_detainee and not _has_detainee(scene, filled),
        frame.needs_authority and not _is_by_authority(scene, trigger, filled),
    )
    if not _has_what_it_needs(trigger, filled) or _is_body_called(scene, trigger):
        return False
    if any(lacks) or not _is_of_people(scene, trigger, filled):
        return False
    if frame.object_nouns and trigger.is_verb and " " not in trigger.words:
        things = {lemma(each.word) for each in held if each.relation == "object"}
        return bool(things & set(frame.object_nouns)) and (bool(roles) or _is_of_arms(trigger, filled))
    return bool(filled.parts or filled.spots)


def _has_leg(filled: Filled) -> bool:
    return any(role in _LEGS for role, _ in filled.spots)


def _is_of_arms(trigger: Trigger, filled: Filled) -> bool:
    """Read "the bombs were assembled in a workshop near Metz": somebody did, whoever it was."""
    arms = lexicon.words("places", "weapons")
    words = {lemma(each) for each in trigger.head.children if each.dep_ in {"nsubjpass", "nsubj"}}
    is_there = any(role is PlaceRole.AT for role, _ in filled.spots)
    return bool(trigger.frame.object_nouns and trigger.frame.type == "preparation" and is_there and words & arms)


def _has_what_it_needs(trigger: Trigger, filled: Filled) -> bool:
    """Words that are harmless by themselves need a thing they are aimed at, or arms beside them."""
    if trigger.frame.needs_target and not any(role is Role.TARGET for role, _ in filled.parts):
        return any(role is PlaceRole.TARGET for role, _ in filled.spots) and trigger.frame.type != "preparation"
    if trigger.frame.needs_weapon:
        return speaks_of_arms(trigger)
    if trigger.frame.needs_fighters:
        fighters = lexicon.words("status", "martial") | lexicon.words("status", "bloody")
        return any(lemma(token) in fighters for token in trigger.head.sent if token != trigger.head)
    return True


def speaks_of_arms(trigger: Trigger) -> bool:
    """Say whether the sentence of a trigger speaks of weapons or of blood."""
    arms = lexicon.words("places", "weapons") | lexicon.words("status", "bloody")
    return any(lemma(token) in arms for token in trigger.head.sent)


def _has_detainee(scene: Scene, filled: Filled) -> bool:
    people = {scene.id(figure) for figure in scene.cast.figures if figure.is_people}
    return any(role is Role.DETAINEE and entity in people for role, entity in filled.parts)


def _is_body_called(scene: Scene, trigger: Trigger) -> bool:
    """Say whether the words are a body's name: "the Rescue Committee", "the Conference of Mayors"."""
    head = trigger.head
    figure = scene.cast.at(head)
    if figure is not None and figure.kind is EntityKind.ORGANISATION:
        return True
    bodies = (
        (each for each in scene.cast.figures if each.kind is EntityKind.ORGANISATION) if head.pos_ == "PROPN" else ()
    )
    return any(each.doc is head.doc and each.first <= head.i <= each.last for body in bodies for each in body.phrases)


def _is_by_authority(scene: Scene, trigger: Trigger, filled: Filled) -> bool:
    """Refuse "a father holds his sons": whoever gets hold of people without being a state's detains nobody."""
    doers = {entity for role, entity in filled.parts if role is Role.AUTHORITY}
    if not doers:
        return child(trigger.head, "nsubj") is None
    return any(_is_body(figure) for figure in scene.cast.figures if scene.id(figure) in doers)


def _is_body(figure: Figure) -> bool:
    nouns = lexicon.words("people", "nouns", "authority")
    is_state = figure.kind in {EntityKind.ORGANISATION, EntityKind.PLACE}
    return is_state or any(each.noun in nouns for each in figure.phrases)


def _is_of_people(scene: Scene, trigger: Trigger, filled: Filled) -> bool:
    """Violence is done by somebody: a storm, a fall in prices and an accident do none."""
    if EVENT_TYPES[trigger.frame.type].family != "violence":
        return True
    figurative = lexicon.table("status")["figurative"]
    things = [each for each in trigger.head.children if each.dep_ in {"nsubj", "agent"}]
    things += [inner for each in things if each.dep_ == "agent" for inner in each.children]
    subjects = {lemma(each) for each in things if not _is_assault(each)}
    if subjects & set(figurative["forces"]):
        return False
    roles = {role for role, _ in filled.parts}
    if trigger.frame.type in _SUFFERED and Role.PERPETRATOR not in roles:
        words = {lemma(token) for token in trigger.head.sent}
        if words & set(figurative["accidents"]):
            return False
    return _has_whom_it_needs(scene, trigger, filled, subjects)


def _is_assault(thing: Token) -> bool:
    """Say whether what is said to do it is itself violence: an air strike, a blast."""
    arms = lexicon.words("places", "weapons") | {"air", "artillery"}
    if lemma(thing) == "strike":
        return any(lemma(each) in arms for each in thing.lefts)
    return lemma(thing) in lexicon.words("status", "assaults")


def _has_whom_it_needs(scene: Scene, trigger: Trigger, filled: Filled, subjects: set[str]) -> bool:
    """Words that are harmless by themselves tell of violence only with a captor, a victim or a doer."""
    frame, roles = trigger.frame, {role for role, _ in filled.parts}
    if frame.needs_captor:
        return Role.VICTIM in roles and (_is_by_outlaws(scene, filled) or _is_among_captors(scene, trigger, filled))
    if frame.needs_victim:
        return Role.VICTIM in roles
    if not frame.needs_actor:
        return True
    return bool(roles & {Role.PERPETRATOR, Role.AUTHORITY}) or _is_suffered(scene, filled, subjects)


def _is_among_captors(scene: Scene, trigger: Trigger, filled: Filled) -> bool:
    """Say whether nobody is said to hold them and their passage speaks of captors, a ransom or a kidnapping."""
    if any(role is Role.PERPETRATOR for role, _ in filled.parts):
        return False
    if {lemma(token) for token in trigger.head.sent} & lexicon.words("status", "lawful"):
        return False
    is_held = lemma(trigger.head) in {"hold", "keep", "detain", "take"}
    if not is_held:
        return bool(scene.lemmas & lexicon.words("status", "snatched"))
    return any(lemma(token) in lexicon.words("status", "captors") for token in trigger.head.doc)


def _is_by_outlaws(scene: Scene, filled: Filled) -> bool:
    """Say whether fighters, kidnappers or an armed group do it."""
    doers = {entity for role, entity in filled.parts if role is Role.PERPETRATOR}
    return any(is_outlaw(figure) for figure in scene.cast.figures if scene.id(figure) in doers)


def is_outlaw(figure: Figure) -> bool:
    """Say whether the words for somebody mean people who fight or kill outside a state."""
    nouns = lexicon.words("people", "nouns", "outlaws")
    return any(each.noun in nouns or (each.known is not None and each.known.armed) for each in figure.phrases)


def _is_suffered(scene: Scene, filled: Filled, subjects: set[str]) -> bool:
    """Read "soldiers will be hit" and "the embassy was targeted", where no thing is said to do it."""
    solid = {
        scene.id(figure) for figure in scene.cast.figures if figure.is_people or figure.kind is EntityKind.FACILITY
    }
    suffering = {Role.TARGET, Role.VICTIM}
    return not subjects and any(role in suffering and entity in solid for role, entity in filled.parts)
