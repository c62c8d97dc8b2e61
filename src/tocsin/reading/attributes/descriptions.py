"""Roles, memberships, ages and protection: what a description says of somebody besides where they are from."""

import re
from collections.abc import Iterator

from tocsin.domain.claim import AttributeKind, Claim, Status
from tocsin.domain.entity import EntityKind, Form
from tocsin.domain.ids import EntityId
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene, said
from tocsin.reading.coreference.coreference import Figure
from tocsin.reading.grammar.parse import Token, lemma
from tocsin.reading.grammar.phrases import Phrase
from tocsin.vocabulary.country import country_named, country_of_demonym

_AGE = re.compile(
    r"\b(\d{1,3})(?:\s?-\s?|\s)years?(?:\s?-\s?|\s)old\b|\s?,?\s?\baged?\s+(\d{1,3})\b|^\s?[,(]\s?(\d{2})\s?[,)]",
    re.IGNORECASE,
)
_TIES = frozenset({"of", "for", "with", "in", "at", "from", "to"})
_IN_A_GROUP = frozenset({"member", "leader", "head", "commander", "chief", "ringleader", "mastermind", "founder"})
_DOUBT = frozenset({"suspected", "alleged", "accused", "presumed", "purported", "reputed", "claimed"})


def descriptions(scene: Scene, figure: Figure, entity: EntityId) -> Iterator[Claim]:
    """Read every phrase of one person or group."""
    whole = scene.id(figure.part_of) if figure.part_of is not None else None
    if whole is not None:
        yield said(entity, AttributeKind.MEMBERSHIP, whole, [figure.best.span(scene.text)], status=Status.ALLEGED)
    for phrase in figure.phrases:
        if phrase.form is Form.NOMINAL:
            yield from _role(scene, phrase, entity)
            yield from _protection(scene, phrase, entity)
        yield from _age(scene, phrase, figure, entity)
        yield from _title(scene, phrase, entity)


def _role(scene: Scene, phrase: Phrase, entity: EntityId) -> Iterator[Claim]:
    head = phrase.doc[phrase.heads[-1]]
    organisation, place = _ties(scene, phrase, entity)
    before = phrase.doc[phrase.last - 1].lower_ if phrase.last else ""
    roles = lexicon.words("people", "nouns", "roles")
    evidence = [scene.quote(phrase.doc[phrase.first], head)]
    status = Status.ALLEGED if _is_doubted(phrase) else Status.STATED
    is_role = phrase.noun in roles or f"{before} {phrase.noun}" in roles
    if is_role:
        title = _title_of(scene, phrase)
        yield said(entity, AttributeKind.ROLE, title, evidence, status=status, organisation=organisation, place=place)
    if organisation is not None:
        yield said(entity, AttributeKind.MEMBERSHIP, organisation, evidence, status=status)


def _is_doubted(phrase: Phrase) -> bool:
    return any(token.lower_ in _DOUBT for token in phrase.doc[phrase.first : phrase.last])


def _title_of(scene: Scene, phrase: Phrase) -> str:
    """The description without names, countries, ages and articles: "deputy military attaché"."""
    kept: list[str] = []
    tokens = list(phrase.doc[phrase.first : phrase.last + 1])
    for token in tokens:
        is_small = (
            token.pos_ in {"DET", "NUM", "PRON", "PART", "PUNCT", "ADP"}
            or token.is_punct
            or token.lower_ in {"year", "old", "senior"}
        )
        is_group = token.lower_ in {"group", "dozens", "scores", "hundreds", "number"} and token.i != phrase.last
        if is_small or is_group or country_of_demonym(token.text) or country_named(token.text):
            continue
        if token.tag_ in {"NNP", "NNPS"} and token.i != phrase.last and token.text[0].isupper():
            continue
        if token.text[0].isupper() and token.text in lexicon.organisations():
            continue
        if scene.is_named(token) and token.i != phrase.last:
            continue
        if token.lower_ in {"national", "nationals"} and token.i and token.nbor(-1).text == "-":
            continue
        kept.append(token.text)
    return " ".join(kept) or phrase.noun


def _ties(scene: Scene, phrase: Phrase, phrase_entity: EntityId) -> tuple[EntityId | None, EntityId | None]:
    """The organisation and the place that a description names: before its noun, or after "of"."""
    organisation = place = None
    for token in _tied_words(phrase):
        figure = scene.cast.at(token)
        entity = scene.id(figure) if figure is not None else None
        if figure is None or entity is None:
            continue
        is_cell = figure.kind is EntityKind.GROUP and phrase.noun in _IN_A_GROUP and entity != phrase_entity
        if (figure.kind is EntityKind.ORGANISATION or is_cell) and organisation is None:
            organisation = entity
        elif figure.kind is EntityKind.PLACE and place is None and not _is_demonym_of(token):
            place = entity
    return organisation, place


def _is_demonym_of(token: Token) -> bool:
    ahead = token.nbor().text if token.i + 1 < len(token.doc) else ""
    after = token.doc[token.i + 2].lower_ if token.i + 2 < len(token.doc) else ""
    return country_of_demonym(token.text) is not None or (ahead == "-" and after in {"national", "born", "based"})


def _tied_words(phrase: Phrase) -> Iterator[Token]:
    doc = phrase.doc
    yield from (doc[at] for at in range(phrase.first, phrase.last))
    for head in (doc[each] for each in phrase.heads):
        for preposition in head.children:
            if preposition.dep_ == "prep" and preposition.lower_ in _TIES and preposition.i > head.i:
                for inner in preposition.children:
                    if inner.dep_ == "pobj":
                        yield inner
                        yield from (child for child in inner.children if child.dep_ in {"compound", "nmod", "amod"})
                        yield from _after_of(inner)


def _after_of(noun: Token) -> Iterator[Token]:
    """Read "The head of a cell of the group in Hamburg"; one step more, no further."""
    for preposition in noun.children:
        if preposition.dep_ == "prep" and preposition.lower_ in {"of", "in"}:
            yield from (inner for inner in preposition.children if inner.dep_ == "pobj")


def _protection(scene: Scene, phrase: Phrase, entity: EntityId) -> Iterator[Claim]:
    before = phrase.doc[phrase.last - 1].lower_ if phrase.last else ""
    protected = lexicon.words("people", "nouns", "protected")
    for word in (phrase.noun, f"{before} {phrase.noun}"):
        if word in protected:
            yield said(
                entity, AttributeKind.PROTECTED, word, [scene.quote(phrase.doc[phrase.first], phrase.doc[phrase.last])]
            )


def _age(scene: Scene, phrase: Phrase, figure: Figure, entity: EntityId) -> Iterator[Claim]:
    if figure.kind is not EntityKind.PERSON or phrase.form is Form.PRONOUN:
        return
    start, end = phrase.start, phrase.end
    match = _AGE.search(scene.text[start:end]) or _AGE.match(scene.text[end : end + 24])
    if match is None:
        return
    age = next(group for group in match.groups() if group)
    if not 1 <= int(age) <= 120:
        return
    last = phrase.doc[phrase.last]
    while (
        last.idx + len(last) < phrase.doc[phrase.last].idx + len(phrase.doc[phrase.last]) + match.end()
        and match.start() == 0
        and last.i + 1 < len(phrase.doc)
    ):
        if _AGE.search(scene.text[start:end]):
            break
        last = last.nbor()
    evidence = [scene.quote(phrase.doc[phrase.first], last)]
    yield said(entity, AttributeKind.AGE, age, evidence)
    if int(age) < 18:
        yield said(entity, AttributeKind.PROTECTED, "minor", evidence)


def _title(scene: Scene, phrase: Phrase, entity: EntityId) -> Iterator[Claim]:
    """Read "Colonel", "fugitive" right before a name; "Mr" says nothing."""
    if phrase.form is not Form.NAME or not phrase.first:
        return
    before = phrase.doc[phrase.first - 1]
    word = before.lower_.rstrip(".")
    roles = lexicon.words("people", "nouns", "roles")
    is_title = word in lexicon.words("people", "titles", "before") and before.text[0].isupper()
    if word in roles or (is_title and lemma(before) in roles):
        yield said(entity, AttributeKind.ROLE, word, [scene.quote(before, phrase.doc[phrase.last])])
