"""Secrets: everything by which one counterpart could tell what was withheld from it.

What it is told structurally (the people, groups and places of the claims it may hold) is no secret, nor are its own
states and ours. Somebody whom this counterpart in particular must not hear of is *guarded*: he stays a secret even
where his name has slipped into the words of a claim that it may hold.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event
from tocsin.domain.entity import Entity, EntityKind, Form
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.leaks.counting import remainders
from tocsin.domain.leaks.numbers import TELLING, numbers_in
from tocsin.domain.leaks.words import key
from tocsin.domain.rule import Rule
from tocsin.domain.tearline import Withheld

GUARDED = frozenset({Rule.GATE, Rule.PROTECTED, Rule.OTHERS_TARGET})
_STATES = frozenset({AttributeKind.NATIONALITY, AttributeKind.COUNTRY, AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One thing that must not show, and the claim it belongs to."""

    claim: ClaimId | None
    is_guarded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretName(Secret):
    """A name of somebody or something."""

    text: str
    kind: EntityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretState(Secret):
    """A state that plays a part."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretNumber(Secret):
    """A count or an age, or a number that stands in the words of the report."""

    value: int
    nouns: frozenset[str]  # what is counted, in folded words
    is_age: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretDay(Secret):
    """A time, as the claim gives it: YYYY-MM-DD, --MM-DD, YYYY-MM or with a time of day."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretQuote(Secret):
    """Words of a report on which something withheld rests."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretMark(Secret):
    """An identifier of ours, the name of a file, a document number."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretRest(Secret):
    """A group of which everybody but one is told of, and that one must not be."""

    group: str  # how the group is called


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """Everything that must not show, and what is no secret although something withheld has it too."""

    names: tuple[SecretName, ...] = ()
    states: tuple[SecretState, ...] = ()
    numbers: tuple[SecretNumber, ...] = ()
    days: tuple[SecretDay, ...] = ()
    quotes: tuple[SecretQuote, ...] = ()
    marks: tuple[SecretMark, ...] = ()
    rests: tuple[SecretRest, ...] = ()
    silent: frozenset[ClaimId] = frozenset()  # whose source is not even described
    told_words: frozenset[str] = frozenset()  # of names that the counterpart is told
    told_states: frozenset[str] = frozenset()
    told_quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What `gather` looks at: the claims of a notice and around it, and what one counterpart gets of them."""

    claims: Sequence[Claim]  # of the notice, and what else is held about the same people
    shared: Sequence[Claim]  # as they are told: some reduced
    withheld: Sequence[Withheld]
    entities: Mapping[EntityId, Entity]
    states: frozenset[str]  # the counterpart's own, and ours
    organisations: tuple[str, ...] = ()  # its name, and ours
    hidden: frozenset[EntityId] = frozenset()  # whom the counterpart must not hear of, in whatever claim
    spoken_of: frozenset[EntityId] = frozenset()  # who is behind a reason it is told: that there is somebody, it knows
    held: Sequence[Claim] = ()  # what the counterpart was told of all this before


def gather(portion: Portion, marks: Iterable[SecretMark] = (), sources: Iterable[str] = ()) -> Secrets:
    """Work out from the claims what must not show; and who gave us the reports."""
    told = _told(portion)
    secret = tuple(_secret_claims(portion, told))
    found = [*_names(portion, secret, told), *_sources(portion, sources)]
    names = {each.text: each for each in sorted(found, key=lambda each: each.is_guarded)}
    known = [name for entity in told for name in names_of(portion.entities.get(entity))]
    return Secrets(
        names=tuple(each for each in names.values() if key(each.text) not in {key(name) for name in known}),
        states=tuple(_states(secret, _guarded(portion, told))),
        numbers=tuple(_numbers(portion, secret, told)),
        days=tuple(_days(secret)),
        quotes=tuple(
            SecretQuote(text=span.text, claim=claim.id, is_guarded=guarded)
            for claim, guarded in secret
            for span in claim.evidence
        ),
        marks=(*marks, *_document_numbers(portion, secret, told)),
        rests=tuple(_rests(portion, told)),
        silent=frozenset(each.id for each in (*portion.claims, *portion.shared) if not each.marking.names_source),
        told_words=frozenset(word for name in (*known, *portion.organisations) for word in key(name)),
        told_states=portion.states | {state.code for state in _states((claim, False) for claim in portion.shared)},
        told_quotes=tuple(span.text for claim in portion.shared for span in claim.evidence),
    )


def names_of(entity: Entity | None) -> Iterator[str]:
    """Every name by which an entity is called, where it is called by a name."""
    if entity is None:
        return
    if any(mention.form is Form.NAME for mention in entity.mentions):
        yield entity.name
    yield from (mention.span.text for mention in entity.mentions if mention.form is Form.NAME)


def _told(portion: Portion) -> frozenset[EntityId]:
    told = {entity for claim in portion.shared for entity in claim.entities}
    values = (claim.content.value for claim in portion.shared if isinstance(claim.content, Attribute))
    return frozenset(told | {EntityId(value) for value in values if value in portion.entities})


def _secret_claims(portion: Portion, told: frozenset[EntityId]) -> Iterator[tuple[Claim, bool]]:
    """Every claim of which the counterpart does not get all, and whether it is guarded."""
    whole = {claim.id: claim for claim in portion.shared}
    guarded = {each.claim for each in portion.withheld if each.because in GUARDED}
    for claim in {claim.id: claim for claim in portion.claims}.values():
        if claim.id not in whole or set(claim.entities) - told:
            yield claim, claim.id in guarded


def _guarded(portion: Portion, told: frozenset[EntityId]) -> frozenset[EntityId]:
    found = {each.entity for each in portion.withheld if each.because in GUARDED and each.entity is not None}
    wholly = {each.claim for each in portion.withheld if each.because in GUARDED and each.entity is None}
    about = (claim.entities for claim in portion.claims if claim.id in wholly)
    return portion.hidden.union(found, *about) - told


def _names(portion: Portion, secret: Iterable[tuple[Claim, bool]], told: frozenset[EntityId]) -> Iterator[SecretName]:
    guarded = _guarded(portion, told)
    for claim, _ in secret:
        values = [EntityId(claim.content.value)] if isinstance(claim.content, Attribute) else []
        for entity in {*claim.entities, *values} - told:
            known = portion.entities.get(entity)
            for name in names_of(known):
                kind = known.kind if known is not None else EntityKind.PERSON
                yield SecretName(text=name, kind=kind, claim=claim.id, is_guarded=entity in guarded)
        content = claim.content
        if isinstance(content, Attribute) and content.kind is AttributeKind.ALIAS and claim not in portion.shared:
            bearer = portion.entities.get(content.entity)
            kind = bearer.kind if bearer is not None else EntityKind.PERSON
            yield SecretName(text=content.value, kind=kind, claim=claim.id, is_guarded=content.entity in guarded)


def _sources(portion: Portion, sources: Iterable[str]) -> Iterator[SecretName]:
    """Who says so, where that may not travel, and who gave us the reports: proper names, not "an official"."""
    silent = (claim for claim in portion.claims if not claim.marking.names_source)
    found: dict[str, ClaimId | None] = dict.fromkeys(sources)
    found |= {hop.source: claim.id for claim in silent for hop in claim.attribution}
    for source, claim in found.items():
        if source[1:] != source[1:].lower() or not source.isascii():
            yield SecretName(text=source, kind=EntityKind.ORGANISATION, claim=claim)


def _states(secret: Iterable[tuple[Claim, bool]], guarded: frozenset[EntityId] = frozenset()) -> Iterator[SecretState]:
    for claim, is_guarded in secret:
        content = claim.content
        if isinstance(content, Attribute) and content.kind in _STATES:
            yield SecretState(code=content.value, claim=claim.id, is_guarded=is_guarded or content.entity in guarded)


def _numbers(
    portion: Portion, secret: Iterable[tuple[Claim, bool]], told: frozenset[EntityId]
) -> Iterator[SecretNumber]:
    for claim, guarded in secret:
        for entity in claim.entities:
            known = portion.entities.get(entity)
            if entity not in told and known is not None and known.count is not None:
                yield SecretNumber(
                    value=known.count, nouns=frozenset(key(known.name)), claim=claim.id, is_guarded=guarded
                )
        content = claim.content
        if isinstance(content, Attribute) and content.kind in {AttributeKind.AGE, AttributeKind.COUNT}:
            digits = "".join(sign for sign in content.value if sign.isdigit())
            if digits and len(digits) < 5:
                is_age = content.kind is AttributeKind.AGE
                yield SecretNumber(
                    value=int(digits), nouns=frozenset(), is_age=is_age, claim=claim.id, is_guarded=guarded
                )
        for number in numbers_in(" ".join(span.text for span in claim.evidence)):
            if number.value >= TELLING and not number.is_bare_of_people:
                yield SecretNumber(
                    value=number.value, nouns=frozenset(number.behind[:1]), claim=claim.id, is_guarded=guarded
                )


def _days(secret: Iterable[tuple[Claim, bool]]) -> Iterator[SecretDay]:
    for claim, guarded in secret:
        if isinstance(claim.content, Event) and claim.content.time is not None:
            for value in {claim.content.time.start, claim.content.time.end} - {None}:
                yield SecretDay(value=str(value), claim=claim.id, is_guarded=guarded)


def _document_numbers(
    portion: Portion, secret: Iterable[tuple[Claim, bool]], told: frozenset[EntityId]
) -> Iterator[SecretMark]:
    for claim, guarded in secret:
        for entity in set(claim.entities) - told:
            known = portion.entities.get(entity)
            if known is not None and known.kind is EntityKind.IDENTIFIER:
                yield SecretMark(text=known.name, claim=claim.id, is_guarded=guarded)


def _rests(portion: Portion, told: frozenset[EntityId]) -> Iterator[SecretRest]:
    """Groups that single out somebody guarded, once everything that the counterpart holds is put together."""
    hidden = _guarded(portion, told)
    held = frozenset(entity for claim in portion.held for entity in claim.entities) - hidden
    people = frozenset(each for each in hidden - portion.spoken_of if _is_person(portion.entities.get(each)))
    for rest in remainders(portion.claims, portion.entities, told=told | held, hidden=people):
        if rest.group in told:
            yield SecretRest(group=portion.entities[rest.group].name, claim=rest.claim, is_guarded=True)


def _is_person(entity: Entity | None) -> bool:
    return entity is not None and entity.kind is EntityKind.PERSON
