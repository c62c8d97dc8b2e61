"""Attributes: what a report says its people, groups, organisations and places *are*."""

import re
from collections.abc import Iterator, Mapping

from tocsin.domain.claim import AttributeKind, Claim, Status
from tocsin.domain.entity import EntityKind, Form
from tocsin.domain.ids import EntityId
from tocsin.domain.report import Span
from tocsin.reading import lexicon
from tocsin.reading.attributes.descriptions import descriptions
from tocsin.reading.attributes.grounds import grounded
from tocsin.reading.attributes.joining import joinings
from tocsin.reading.attributes.nationality import belongings
from tocsin.reading.attributes.papers import births, papers
from tocsin.reading.attributes.ringleaders import ringleaders
from tocsin.reading.attributes.suspicion import suspicions
from tocsin.reading.attribution.saying import Scene, said
from tocsin.reading.coreference import equations
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.grammar.parse import Token
from tocsin.reading.grammar.phrases import Phrase
from tocsin.reading.places.places import Atlas
from tocsin.reading.places.stays import Stay
from tocsin.vocabulary.country import country_named, country_of_demonym


def attributes(scene: Scene, atlas: Atlas, homes: Mapping[int, tuple[Stay, ...]]) -> Iterator[Claim]:
    """Find everything the report says of its entities, in the order of the entities."""
    yield from grounded(scene, atlas, _found(scene, atlas, homes))


def _found(scene: Scene, atlas: Atlas, homes: Mapping[int, tuple[Stay, ...]]) -> Iterator[Claim]:
    for figure in scene.cast.figures:
        entity = scene.id(figure)
        if entity is not None:
            yield from _unique(_of(scene, atlas, homes, figure, entity))
    yield from joinings(scene)
    yield from papers(scene)
    yield from births(scene, atlas)
    yield from suspicions(scene)
    yield from ringleaders(scene)


def _unique(claims: Iterator[Claim]) -> Iterator[Claim]:
    """One claim for one statement: the first words that carry it."""
    seen: set[object] = set()
    for claim in claims:
        if claim.content not in seen:
            seen.add(claim.content)
            yield claim


def _of(
    scene: Scene, atlas: Atlas, homes: Mapping[int, tuple[Stay, ...]], figure: Figure, entity: EntityId
) -> Iterator[Claim]:
    yield from _aliases(scene, figure, entity)
    if figure.kind in {EntityKind.PLACE, EntityKind.FACILITY, EntityKind.EVENT, EntityKind.ORGANISATION}:
        yield from _countries(scene, atlas, figure, entity)
    if figure.is_people or figure.kind in {EntityKind.FACILITY, EntityKind.ORGANISATION}:
        yield from _nationalities(scene, figure, entity)
    if figure.is_people:
        yield from descriptions(scene, figure, entity)
        yield from _count(scene, figure, entity)
        for stay in homes.get(id(figure), ()):
            found = atlas.country_of(stay.place)
            if found is not None:
                yield said(entity, AttributeKind.COUNTRY, found[0], [stay.quote], status=stay.status)
    elif figure.kind is EntityKind.ORGANISATION and any(map(_is_armed, figure.phrases)):
        named = next(filter(_is_armed, figure.phrases))
        yield said(entity, AttributeKind.ROLE, "armed group", [named.span(scene.text)])


def _is_armed(phrase: Phrase) -> bool:
    """A group the lists know to fight, or one whose name says so and is no regiment's."""
    if phrase.known is not None:
        return phrase.known.armed
    words = phrase.name.casefold().split()
    is_regular = any(word in lexicon.words("organisations", "regular") or word[0].isdigit() for word in words)
    if phrase.form is not Form.NAME or is_regular or country_of_demonym(phrase.name.split()[0]):
        return False
    names = lexicon.words("organisations", "fighting")
    return words[-1] in names or " ".join(words[-2:]) in names


def _aliases(scene: Scene, figure: Figure, entity: EntityId) -> Iterator[Claim]:
    main = figure.best
    for phrase in figure.phrases:
        if phrase.form is not Form.NAME or phrase.country is not None:
            continue
        cue = _cue_before(scene.text, phrase)
        is_other = phrase.name.casefold() != main.name.casefold() and (
            phrase in figure.aliases or phrase.known is not None
        )
        if cue is not None and figure.is_people:
            start = phrase.start - cue
            yield said(
                entity, AttributeKind.ALIAS, phrase.span(scene.text).text, [_stretch(scene.text, start, phrase.end)]
            )
        elif is_other:
            yield said(entity, AttributeKind.ALIAS, phrase.span(scene.text).text, [phrase.span(scene.text)])


def _stretch(text: str, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=text[start:end])


def _cue_before(text: str, phrase: Phrase) -> int | None:
    """How many characters before the name an alias cue begins, if one stands right before it."""
    before = text[max(0, phrase.start - 40) : phrase.start]
    found = None
    for cue in equations.cues().finditer(before):
        if cue.group().casefold() not in {"named", "called", "identified as", "born"} and re.fullmatch(
            r"[\s\"“'‘(:,]*", before[cue.end() :]
        ):
            found = len(before) - cue.start()
    return found


def _countries(scene: Scene, atlas: Atlas, figure: Figure, entity: EntityId) -> Iterator[Claim]:
    found = atlas.country_of(figure)
    if found is not None:
        code, phrase = found
        yield said(entity, AttributeKind.COUNTRY, code, [phrase.span(scene.text)])


def _nationalities(scene: Scene, figure: Figure, entity: EntityId) -> Iterator[Claim]:
    for phrase in figure.phrases:
        if (
            _is_nickname(scene.text, phrase)
            or phrase.form is Form.PRONOUN
            or (phrase.form is Form.NAME and not figure.is_people)
        ):
            continue
        for found in belongings(phrase, _stop(scene, phrase)):
            if figure.is_people or found.kind is AttributeKind.NATIONALITY:
                quote = scene.quote(*_ordered(found.first, found.last))
                is_denied = phrase.is_nobody or _is_negated(phrase)
                status = Status.DENIED if is_denied else Status.STATED
                for each in _each(scene, figure, entity):
                    yield said(each, found.kind, found.country, [quote], status=status)
        yield from _national_before(scene, phrase, entity)


def _is_nickname(text: str, phrase: Phrase) -> bool:
    """Read "called “the Turk”": what people call somebody makes nobody a national."""
    around = text[max(phrase.start - 1, 0) : phrase.start + 1], text[phrase.end : phrase.end + 2]
    return len(phrase.name.split()) <= 2 and all(set(each) & _QUOTES for each in around)


def _is_negated(phrase: Phrase) -> bool:
    """Read "X, not the Belgian of the same name"."""
    return phrase.first > 0 and phrase.doc[phrase.first - 1].lower_ in {"not", "neither", "nor"}


def _each(scene: Scene, figure: Figure, entity: EntityId) -> Iterator[EntityId]:
    """A group, and everybody the text lists as one of it ("two Austrians, A and B")."""
    yield entity
    members = (scene.id(each) for each in figure.members) if figure.is_listed else ()
    yield from (each for each in members if each is not None)


def _ordered(one: Token, other: Token) -> tuple[Token, Token]:
    return (one, other) if one.i <= other.i else (other, one)


def _stop(scene: Scene, phrase: Phrase) -> int:
    """Read after a phrase only as far as the next people's phrase begins, or the sentence ends."""
    for at in range(phrase.last + 1, len(phrase.doc)):
        token = phrase.doc[at]
        figure = scene.cast.at(token)
        is_other = figure is not None and figure.is_people and phrase not in figure.phrases
        if token.is_sent_start or (is_other and token.lower_ != "holder"):
            return at if token.is_sent_start else max(phrase.last + 1, scene.first_word(token).i)
    return len(phrase.doc)


_QUOTES = frozenset('"“”„«»‘’')
_NATIONAL = re.compile(
    r"\b(?:a|an|the)\s+(?P<country>(?:[^\W\d_]+\s){1,3}?)(?:national|citizen)s?\s*,?\s*"
    r"(?:code\s?-?\s?named|named|called|identified as|known as|alias)?\s*[\"“'‘]?$",
    re.IGNORECASE,
)


# "the Belgian Farid L.", "British convert Hannah L.": no comma, nothing in capitals but the people's name.
_DESCRIBED = re.compile(
    r"(?<![-‑\w])(?P<country>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?P<noun>(?:[a-z][a-z-]* ){0,3})[\"“'‘]?$"
)


_BODIES = lexicon.words("people", "nouns", "organisation") | lexicon.words("people", "nouns", "group")


def _is_description(words: str) -> bool:
    """Nothing stands between the people's name and the person, or what the person is."""
    *others, last = words.split() or [""]
    people = lexicon.words("people", "nouns", "person")
    is_clause = any(
        each.endswith("s") or each in people or each in _BODIES for each in others
    )  # "Danish police suspect X"
    return not words or (last in people and not is_clause)


def _national_before(scene: Scene, phrase: Phrase, entity: EntityId) -> Iterator[Claim]:
    """Read "a Tunisia national, code-named X" where the parser made the noun a part of the name."""
    if phrase.form is not Form.NAME:
        return
    at = max(0, phrase.start - 60)
    match = _NATIONAL.search(scene.text[at : phrase.start])
    if match is None:
        match = _DESCRIBED.search(scene.text[at : phrase.start])
        if match is None or not _is_description(match["noun"]):
            return
    words = match["country"].strip()
    code = country_of_demonym(words) or (country_named(words) if match.re is _NATIONAL else None)
    if code is not None and phrase.kind is EntityKind.PERSON:
        yield said(entity, AttributeKind.NATIONALITY, code, [_stretch(scene.text, at + match.start(), phrase.end)])


def _count(scene: Scene, figure: Figure, entity: EntityId) -> Iterator[Claim]:
    phrase = figure.best
    if figure.kind is EntityKind.GROUP and phrase.count_text is not None:
        value = str(phrase.count) if phrase.count is not None else phrase.count_text
        yield said(entity, AttributeKind.COUNT, value, [phrase.span(scene.text)])
