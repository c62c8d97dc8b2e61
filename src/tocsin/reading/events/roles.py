"""Roles: what each argument is to the event, by its frame and by what sort of thing it is."""

from collections.abc import Iterable

from tocsin.domain.claim import PlaceRole, Role, Status
from tocsin.domain.entity import EntityKind
from tocsin.domain.ids import EntityId
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.events.filled import Filled
from tocsin.reading.events.frames import Frame, Trigger
from tocsin.reading.events.plausibility import is_event
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.prepositions import Argument
from tocsin.vocabulary.duty import AHEAD
from tocsin.vocabulary.harm import EVENT_TYPES

_WHERE = {
    **dict.fromkeys(
        [
            "in",
            "at",
            "near",
            "inside",
            "outside",
            "around",
            "on",
            "off",
            "along",
            "within",
            "throughout",
            "modifier",
            "of",
            "across",
        ],
        PlaceRole.AT,
    ),
    **dict.fromkeys(["to", "into", "towards", "toward", "for", "onto"], PlaceRole.TO),
    **dict.fromkeys(("through", "via"), PlaceRole.THROUGH),
    **dict.fromkeys(("against", "targeting"), PlaceRole.TARGET),
    "from": PlaceRole.FROM,
}
_VEHICLES = frozenset(
    {
        "car",
        "truck",
        "van",
        "bus",
        "plane",
        "aircraft",
        "train",
        "vehicle",
        "ship",
        "boat",
        "ferry",
        "helicopter",
        "vessel",
        "flight",
        "dhow",
        "minibus",
        "coach",
        "taxi",
        "lorry",
        "dinghy",
        "yacht",
        "speedboat",
        "freighter",
    }
)
_LEAVING = frozenset({"leave", "depart", "flee", "escape", "quit"})
_GOING = frozenset({"movement", "procedure", "preparation", "custody", "operation"})  # families that lead somewhere
_ARMED = frozenset({"violence", "operation"})
_PLACES = frozenset({EntityKind.PLACE, EntityKind.FACILITY})
# What a capital or country may do: speak, ask and be told.
_SPEECH = frozenset({Role.SOURCE, Role.RECIPIENT, Role.SUBJECT})
_STATELY = frozenset({Role.PERPETRATOR, Role.AUTHORITY})
_ABOARD = frozenset({"subject", "object", "by", "in", "on", "aboard", "modifier", "via"})
_ACTORS = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.ORGANISATION})


def fill(scene: Scene, trigger: Trigger, found: Iterable[Argument], judged: Status) -> Filled | None:
    """Give every argument its part; None where nothing is left that makes it an event."""
    filled = Filled()
    held = list(found)
    for argument in held:
        for figure in scene.all_at(argument.word):
            _give(scene, trigger, argument, figure, filled)
    _keep_near_places(filled, held)
    if EVENT_TYPES[trigger.frame.type].family == "violence" and judged.value in AHEAD - {"ongoing"}:
        _aim(filled)
    elif trigger.frame.type == "attack":
        _harm(scene, filled)
    return filled if is_event(scene, trigger, held, filled) else None


def _give(scene: Scene, trigger: Trigger, argument: Argument, figure: Figure, filled: Filled) -> None:
    entity = scene.id(figure)
    if entity is None:
        return
    where = _where(trigger, argument, figure)
    if where is not None and figure.kind is EntityKind.PLACE and not figure.is_named:
        return  # "across the country": nobody knows which
    if where is not None:
        filled.spots.setdefault((where, entity), argument.word)
        return
    role = _role(trigger, argument, figure)
    if role is None or (filled.roles_of(entity) and role not in filled.roles_of(entity)):
        return
    filled.parts.setdefault((role, entity), argument.word)


def _where(trigger: Trigger, argument: Argument, figure: Figure) -> PlaceRole | None:
    """The role of a place; None for what takes part instead, such as an embassy that is attacked."""
    if figure.kind not in _PLACES or argument.relation == "subject" or _is_means(trigger, argument, figure):
        return None
    family = EVENT_TYPES[trigger.frame.type].family
    match argument.relation:
        case "object":
            return _object_place(trigger, figure, family)
        case "possessor":
            return PlaceRole.AT if figure.kind is EntityKind.PLACE and family in {"violence", "preparation"} else None
        case relation if trigger.frame.prepositions.get(relation) == "target" and relation not in {"of", "at", "with"}:
            return PlaceRole.TARGET if figure.kind is EntityKind.PLACE else None
        case relation:
            return _after_preposition(trigger, relation, figure, family)


def _is_means(trigger: Trigger, argument: Argument, figure: Figure) -> bool:
    """Read "arrived aboard a ferry", "the convoy left for Homs": by what one goes is no place."""
    is_vehicle = figure.kind is EntityKind.FACILITY and any(each.noun in _VEHICLES for each in figure.phrases)
    return is_vehicle and argument.relation in _ABOARD and EVENT_TYPES[trigger.frame.type].family == "movement"


def _object_place(trigger: Trigger, figure: Figure, family: str) -> PlaceRole | None:
    """Read "Left Syria", "reached Vienna", "bombed Cologne"."""
    if lemma(trigger.head) in _LEAVING:
        return PlaceRole.FROM
    if trigger.frame.object_place and not any(each.noun in _VEHICLES for each in figure.phrases):
        return PlaceRole(trigger.frame.object_place)
    return PlaceRole.TARGET if family == "violence" and figure.kind is EntityKind.PLACE else None


def _after_preposition(trigger: Trigger, relation: str, figure: Figure, family: str) -> PlaceRole | None:
    where = _WHERE.get(relation)
    is_building = figure.kind is EntityKind.FACILITY
    if is_building and relation in {"modifier", "of"}:
        return None
    if where is PlaceRole.AT and trigger.frame.rest_place is not None:
        return PlaceRole(trigger.frame.rest_place)
    if where is PlaceRole.AT and trigger.frame.type == "arrival":
        return PlaceRole.TO
    if relation == "across" and family == "movement":
        return PlaceRole.THROUGH
    if where is PlaceRole.TO and family not in _GOING:
        return PlaceRole.AT if relation == "into" else None
    return where


def _role(trigger: Trigger, argument: Argument, figure: Figure) -> Role | None:
    if figure.kind is EntityKind.WEAPON:
        return Role.INSTRUMENT if EVENT_TYPES[trigger.frame.type].family in _ARMED else None
    if _is_means(trigger, argument, figure):
        return Role.INSTRUMENT
    name = _named_role(trigger, argument.relation, figure)
    if name is None:
        return None
    role = Role(name)
    if figure.kind in _ACTORS:
        return _state(trigger.frame, role, figure)
    return _of_place(trigger, argument, role, figure) if figure.kind is EntityKind.PLACE else _of_thing(role)


def _of_place(trigger: Trigger, argument: Argument, role: Role, figure: Figure) -> Role | None:
    """A country may speak, send, seize and strike, as an authority; any other place does nothing."""
    if _is_state(figure) and argument.relation in {"subject", "by", "possessor"} and role in _STATELY:
        return Role.AUTHORITY
    return role if EVENT_TYPES[trigger.frame.type].family == "communication" and role in _SPEECH else None


def _of_thing(role: Role) -> Role | None:
    if role in {Role.TARGET, Role.SUBJECT, Role.VICTIM}:
        return Role.TARGET if role is Role.VICTIM else role
    return None


def _named_role(trigger: Trigger, relation: str, figure: Figure) -> str | None:
    """What the frame calls whoever stands in this relation to the trigger."""
    frame = trigger.frame
    by_name = {
        "by": frame.subject if not trigger.is_verb or figure.kind in _ACTORS or _is_state(figure) else None,
        "subject": _subject_role(trigger),
        "object": frame.object,
        "possessor": _possessor(frame),
        "modifier": _modifier(frame, figure),
    }
    if relation in by_name:
        return by_name[relation]
    if figure.kind is EntityKind.EVENT and relation in {"during", "at", "on", "ahead", "before"}:
        return "target" if EVENT_TYPES[frame.type].family == "violence" else None
    if relation == "with" and figure.kind in _ACTORS and frame.prepositions.get("with") in {None, "instrument"}:
        return _company(frame)
    return frame.prepositions.get(relation)


def _is_state(figure: Figure) -> bool:
    """Say whether it is a country: what it does is a state's doing, and makes nobody a suspect."""
    return any(each.country for each in figure.phrases)


def _subject_role(trigger: Trigger) -> str | None:
    has_object = any(each.dep_ in {"dobj", "nsubjpass"} for each in trigger.head.children)
    if (
        trigger.frame.intransitive
        and trigger.is_verb
        and not has_object
        and (trigger.frame.type == "training" or trigger.head.lemma_ in {"die", "perish", "stand"})
    ):
        return trigger.frame.intransitive
    return trigger.frame.subject


def _company(frame: Frame) -> str | None:
    """Who is detained, travels or meets together with somebody does the same."""
    family = EVENT_TYPES[frame.type].family
    if family == "custody":
        return "detainee"
    return frame.subject if family in {"movement", "preparation"} else None


def _possessor(frame: Frame) -> str | None:
    """Read "His arrest" is of him; "its attack" is by it; "his killing" is of him."""
    if frame.possessor:
        return frame.possessor
    family = EVENT_TYPES[frame.type].family
    if family in {"custody", "procedure"} or frame.type in {"killing", "kidnapping", "execution"}:
        return frame.object
    return frame.subject


def _modifier(frame: Frame, figure: Figure) -> str | None:
    """Read "The embassy bombing" hits the embassy, "the DAESH attack" is by DAESH."""
    if figure.kind is EntityKind.FACILITY:
        return frame.object if frame.object in {"target", "victim"} else None
    if figure.kind is EntityKind.ORGANISATION and not any(each.plural for each in figure.phrases):
        return frame.subject
    return None


def _state(frame: Frame, role: Role, figure: Figure) -> Role:
    """Police and soldiers who shoot are an authority, not perpetrators: what they do makes nobody a suspect."""
    families = {"violence", "operation", "preparation", "movement"}
    if role is not Role.PERPETRATOR or EVENT_TYPES[frame.type].family not in families:
        return role
    nouns = {each.noun for each in figure.phrases if each.noun}
    known = any(each.known is not None and not each.known.armed for each in figure.phrases)
    return Role.AUTHORITY if known or nouns & lexicon.words("people", "nouns", "authority") else role


def _keep_near_places(filled: Filled, held: Iterable[Argument]) -> None:
    """A place on the verb around a trigger counts only where the trigger has none of its own."""
    near = {argument.word for argument in held if argument.is_near}
    own = {role for (role, _), word in filled.spots.items() if word in near}
    filled.spots = {key: word for key, word in filled.spots.items() if word in near or key[0] not in own}


def _aim(filled: Filled) -> None:
    """Where violence is still to come, the place it is to happen in is what it is aimed at."""
    spots: dict[tuple[PlaceRole, EntityId], Token] = {}
    for (role, entity), word in filled.spots.items():
        spots.setdefault((PlaceRole.TARGET if role is PlaceRole.AT else role, entity), word)
    filled.spots = spots


def _harm(scene: Scene, filled: Filled) -> None:
    """People whom an attack has hit are its victims; a building stays its target."""
    people = {scene.id(figure) for figure in scene.cast.figures if figure.is_people}
    filled.parts = {
        (Role.VICTIM if role is Role.TARGET and entity in people else role, entity): word
        for (role, entity), word in filled.parts.items()
    }
