"""Setting: the country of a report's dateline. What is planned there and nowhere else named is planned in it."""

import re
from collections.abc import Iterator

from tocsin.domain.claim import PlaceRole, Role, Status
from tocsin.domain.entity import EntityKind, Form
from tocsin.domain.ids import EntityId
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.events.filled import Filled
from tocsin.reading.events.frames import Trigger
from tocsin.reading.grammar.parse import Doc, Token, lemma
from tocsin.reading.places.places import Atlas, country_called
from tocsin.vocabulary.country import country_named

_CITY = 100_000  # people: no smaller place has correspondents
_DATELINE = re.compile(
    r"^\s*(?P<city>[A-Z][\w’' -]{2,24}?)(?:,\s*(?P<country>[A-Z][\w. ]{2,24}?))?"
    r"(?:,?\s+(?:\d{1,2} [A-Z]\w{2,8}|[A-Z]\w{2,8}\.? \d{1,2}))?\s*(?:\([^)]{2,40}\)(?:,[^.\n]{0,12})?)?"
    r"\s*(?:--|[-–—:.])\s"
)
_RESTING = frozenset(
    {"in", "at", "on", "near", "between", "outside", "inside", "off", "of", "along", "around", "against"}
)
_DEEP = 8
_STILL = frozenset({Status.PLANNED, Status.ATTEMPTED, Status.POSSIBLE})
_HIT = frozenset({Role.TARGET, Role.VICTIM})


def setting(scene: Scene, atlas: Atlas) -> dict[EntityId, str]:
    """Return the places of the report that lie in its dateline's country, the nearest to its beginning first."""
    match = _DATELINE.match(scene.text[:200])
    if match is None:
        return {}
    code = country_named(match["country"] or "") or country_called(match["city"].title(), atlas.near, _CITY)
    found: dict[EntityId, str] = {}
    for figure in scene.cast.figures:
        entity = scene.id(figure)
        is_place = figure.kind is EntityKind.PLACE and any(each.form is Form.NAME for each in figure.phrases)
        if entity is not None and is_place:
            where = atlas.country_of(figure)
            if where is not None and where[0] == code:
                found[entity] = code
    return found


def place_where_told(scene: Scene, atlas: Atlas, home: dict[EntityId, str], trigger: Trigger, filled: Filled) -> None:
    """Aim at the dateline's country, or at the one its sentence goes on to name, what is placed nowhere else."""
    hit = {entity for role, entity in filled.parts if role in _HIT}
    hit |= {entity for role, entity in filled.spots if role is PlaceRole.TARGET}
    if not hit:
        return
    figures = [figure for figure in scene.cast.figures if scene.id(figure) in hit]
    if any(figure.kind is EntityKind.ORGANISATION or _lies_somewhere(atlas, figure) for figure in figures):
        return
    if home and not _names_abroad(scene, atlas, home, trigger.head):
        filled.spots[PlaceRole.TARGET, next(iter(home))] = trigger.head
        return
    named = dict(_named_after(scene, atlas, trigger.head))
    places = {entity: place for place, (entity, _) in named.items() if entity is not None}
    if len({code for _, code in named.values()}) == 1 and places:
        entity, place = next(iter(places.items()))
        filled.spots[PlaceRole.TARGET, entity] = place


def _named_after(scene: Scene, atlas: Atlas, head: Token) -> Iterator[tuple[Token, tuple[EntityId | None, str]]]:
    """Find the places that stand after a trigger and say where something is: "a convoy on the road between A and B"."""
    doc: Doc = head.doc
    for at in range(head.i + 1, head.sent.end):
        figure = scene.cast.at(doc[at])
        where = atlas.country_of(figure) if figure is not None and figure.kind is EntityKind.PLACE else None
        if figure is not None and where is not None and _is_where(doc[at], head):
            yield doc[at], (scene.id(figure), where[0])


def _is_where(place: Token, head: Token) -> bool:
    """Say whether a place hangs on a preposition of rest below the trigger, or on a place that does."""
    at = place
    for _ in range(_DEEP):
        above = at.head
        if at.dep_ == "pobj" and (above.lower_ not in _RESTING or _is_whose(at)):
            return False
        if above == head:
            return True
        if above == at or above.pos_ in {"VERB", "AUX"}:
            return False
        at = above
    return False


def is_still_to_come(status: Status) -> bool:
    """Say whether violence of such a status may be aimed at home."""
    return status in _STILL


def is_placed(scene: Scene, atlas: Atlas, filled: Filled) -> bool:
    """Say whether it is told in which country it is to be: "the city" and "the island" may lie anywhere."""
    spots = {entity for _, entity in filled.spots}
    return any(_lies_somewhere(atlas, figure) for figure in scene.cast.figures if scene.id(figure) in spots)


def _lies_somewhere(atlas: Atlas, figure: Figure) -> bool:
    return not figure.is_people and atlas.country_of(figure) is not None


def _names_abroad(scene: Scene, atlas: Atlas, home: dict[EntityId, str], head: Token) -> bool:
    """Say whether the sentence names a place in another country."""
    doc: Doc = head.doc
    code = next(iter(home.values()))
    for at in range(head.sent.start, head.sent.end):
        figure = scene.cast.at(doc[at])
        if figure is not None and figure.kind is EntityKind.PLACE and not _is_whose(doc[at]):
            where = atlas.country_of(figure)
            if where is not None and where[0] != code:
                return True
    return False


def _is_whose(place: Token) -> bool:
    """Read "three citizens of Tajikistan": the country is theirs, and nothing happens in it."""
    of = place.head
    return of.lower_ == "of" and lemma(of.head) in lexicon.words("people", "nouns", "person")
