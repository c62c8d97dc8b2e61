"""Telling: what may be told, as sentences of one language. Each names the claims that it says, and says nothing else.

Fact and assessment never share a sentence, claims of different grades neither, and a likelihood stands alone (ICD 203).
Nothing follows the order of the report.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.domain.claim import Attribute, AttributeKind, Basis, Claim, Event, PlaceRole, Role, Status
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.wording.cast import Cast
from tocsin.domain.wording.grammar import Grammar
from tocsin.domain.wording.likelihoods import how_likely
from tocsin.domain.wording.noun import Happening, Noun, Quality
from tocsin.domain.wording.statements import Statement, adds_nothing, grade_of, is_named
from tocsin.domain.wording.times import when
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.duty import AHEAD
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.likelihood import Scheme

_UNDERGONE: Mapping[str, tuple[Role, ...]] = {
    **dict.fromkeys(("killing", "execution", "wounding", "kidnapping", "hostage taking"), (Role.VICTIM, Role.TARGET)),
    **dict.fromkeys(("detention", "arrest", "release", "deportation", "extradition"), (Role.DETAINEE, Role.SUBJECT)),
    **dict.fromkeys(("interrogation", "trial", "search"), (Role.SUBJECT, Role.DETAINEE)),
}
_DOERS = (Role.PERPETRATOR, Role.TRAVELLER, Role.ATTENDEE, Role.SOURCE, Role.AUTHORITY)
_HOLDERS = (Role.AUTHORITY, *_DOERS[:-1])  # of custody and procedures
_OTHERS = {Role.RECIPIENT: "recipients", Role.INSTRUMENT: "instruments", Role.SUBJECT: "subjects"}
_FAMILIES = ("violence", "operation", "preparation", "movement", "custody", "procedure", "communication")
_OF_COUNTRIES = {AttributeKind.COUNTRY, AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE, AttributeKind.NATIONALITY}
_ORDER = (AttributeKind.ALIAS, AttributeKind.AGE, AttributeKind.NATIONALITY, AttributeKind.MEMBERSHIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence, and the claims that it says."""

    says: str
    claims: tuple[ClaimId, ...]
    basis: Basis
    grade: str | None = None  # None also where it says a likelihood
    is_likelihood: bool = False
    again: str = ""  # how the same would read once everybody in it has been introduced


def tell(
    claims: Sequence[Claim],
    entities: Mapping[EntityId, Entity],
    grammar: Grammar,
    *,
    tags: Mapping[EntityId, str],
    scheme: Scheme = Scheme.ICD203,
) -> tuple[Sentence, ...]:
    """Tell claims. `tags` are the recipient's own marks for people without a name who come up more than once."""
    told = [claim for claim in claims if not adds_nothing(claim, entities)]
    draft = _Teller(Cast(told, entities, grammar, tags, shown=()), scheme)
    written = tuple(draft.tell(told))
    again = {entity for entity, count in draft.cast.mentions.items() if count > 1}
    return tuple(_Teller(Cast(told, entities, grammar, tags, shown=again), scheme).tell(told)) if again else written


def tell_one(
    claim: Claim, entities: Mapping[EntityId, Entity], grammar: Grammar, *, tags: Mapping[EntityId, str], scheme: Scheme
) -> str:
    """Tell one claim by itself, as it is named when it is corrected or taken back."""
    teller = _Teller(Cast([claim], entities, grammar, tags, shown=tags), scheme)
    return " ".join(each.says for each in teller.tell([claim]))


class _Teller:
    """One telling."""

    def __init__(self, cast: Cast, scheme: Scheme) -> None:
        self.cast = cast
        self._grammar = cast.grammar
        self._scheme = scheme
        self._said: set[ClaimId] = set()

    def tell(self, told: Sequence[Claim]) -> Iterator[Sentence]:
        for basis in Basis:
            claims = [claim for claim in told if claim.basis is basis]
            events = [(claim, claim.content) for claim in claims if isinstance(claim.content, Event)]
            ordered = sorted(events, key=lambda each: self._weight(*each))
            yield from _merged(each for claim, event in ordered for each in self._event(claim, event))
            yield from self._states(claims)

    def _weight(self, claim: Claim, event: Event) -> tuple[object, ...]:
        """What lies ahead and is violent first; then by what is said, never by where the report says it."""
        family = EVENT_TYPES[event.type].family
        parts = sorted((part, self.cast.rank(entity)) for part, entity in _parts(event))
        start = event.time.start if event.time is not None else None
        is_ahead = claim.status.value in AHEAD
        order = (not is_ahead, _FAMILIES.index(family), event.type, claim.status, start or "")
        return (*order, parts, grade_of(claim) or "", str(event.likelihood))

    def _event(self, claim: Claim, event: Event) -> Iterator[Sentence]:
        self.cast.begin(claim)
        said = self._sentence(self._happening(claim, event), claim)
        yield replace(said, again=self._happening(claim, event))
        likely = how_likely(event.likelihood, self._grammar, self._scheme) if event.likelihood is not None else None
        if likely is not None:
            yield Sentence(says=likely, claims=(claim.id,), basis=claim.basis, is_likelihood=True)

    def _happening(self, claim: Claim, event: Event) -> str:
        parts: dict[str, list[EntityId]] = {}
        for part, entity in _parts(event):
            parts.setdefault(part, []).append(entity)
        return self._grammar.event(
            Happening(
                type=event.type,
                status=Status.ALLEGED if claim.status is Status.STATED else claim.status,
                parts={part: self.cast.nouns(entities, claim) for part, entities in parts.items()},
                when=when(event.time, self._grammar) if event.time is not None else "",
            )
        )

    def _sentence(self, says: str, claim: Claim) -> Sentence:
        claims = self.cast.end()
        self._said.update(claims)
        return Sentence(says=says, claims=claims, basis=claim.basis, grade=grade_of(claim))

    def _states(self, claims: Sequence[Claim]) -> Iterator[Sentence]:
        """Who is who: of each what has not been said yet."""
        groups: dict[tuple[object, ...], list[Statement]] = {}
        for claim in claims:
            if isinstance(claim.content, Attribute) and claim.id not in self._said:
                alone = claim.id if claim.status is Status.DENIED else ""
                key = (claim.content.entity, claim.status, grade_of(claim), alone)
                groups.setdefault(key, []).append(Statement(claim, claim.content))
        ordered = sorted(groups.values(), key=self._order)
        said = [self._state(group) for group in ordered]
        yield from _merged(sorted(said, key=lambda each: each.says))

    def _order(self, group: Sequence[Statement]) -> tuple[object, ...]:
        first = group[0]
        values = sorted(each.content.value for each in group)
        return (self.cast.rank(first.content.entity), first.claim.status, grade_of(first.claim) or "", values)

    def _state(self, group: Sequence[Statement]) -> Sentence:
        first, entity = group[0].claim, group[0].content.entity
        known = self.cast.known(entity)
        beside: list[Statement] = []
        if known is not None and not is_named(known) and not self.cast.knows_again(entity):
            beside = _beside(group)
        self.cast.begin(*(each.claim for each in group))
        subject = self.cast.subject(entity, beside)
        told = sorted((each for each in group if each not in beside), key=_rank)
        qualities = [self._quality(each.content, subject) for each in told]
        return self._sentence(self._grammar.state(subject, qualities, first.status), first)

    def _quality(self, content: Attribute, subject: Noun) -> Quality:
        kind, value = content.kind, content.value
        known = self.cast.known(content.entity)
        is_body = known is not None and known.kind not in {EntityKind.PERSON, EntityKind.GROUP}
        if kind in _OF_COUNTRIES:
            noun = self._grammar.country(value) if value in COUNTRIES else Noun(text=value)
            return Quality(kind="institution" if is_body and kind is AttributeKind.NATIONALITY else kind, noun=noun)
        if kind is AttributeKind.MEMBERSHIP:
            return Quality(kind=kind, noun=self.cast.plain(EntityId(value)))
        if kind is AttributeKind.ROLE:
            title = self._grammar.title(value, many=subject.plural)
            organisation = self.cast.plain(content.organisation) if content.organisation is not None else None
            place = self.cast.plain(content.place) if content.place is not None else None
            return Quality(kind=kind, value=title, organisation=organisation, place=place)
        if kind is AttributeKind.ALIAS and is_body:
            return Quality(kind="alias-of-body", value=value)
        words = self._grammar.words
        is_listed = kind is AttributeKind.PROTECTED and words.knows("protected", value)
        return Quality(kind=kind, value=words.say("protected", value) if is_listed else value)


def _parts(event: Event) -> Iterator[tuple[str, EntityId]]:
    """Who does it, to whom it is done, at whom it is aimed, where; everybody else is involved."""
    roles = {each.role for each in event.participants}
    ranked = _HOLDERS if EVENT_TYPES[event.type].family in {"custody", "procedure"} else _DOERS
    undergone = next((role for role in _UNDERGONE.get(event.type, ()) if role in roles), None)
    doing = next((role for role in ranked if role in roles and role is not undergone), None)
    for each in event.participants:
        if each.role is undergone:
            yield "objects", each.entity
        elif each.role is doing:
            yield "doers", each.entity
        elif each.role in {Role.TARGET, Role.VICTIM}:
            yield "targets", each.entity
        else:
            yield _OTHERS.get(each.role, "others"), each.entity
    for place in event.places:
        yield "targets" if place.role is PlaceRole.TARGET else place.role.value, place.entity


def _beside(group: Sequence[Statement]) -> list[Statement]:
    """What of a group goes into the description; something is left to be said."""
    if group[0].claim.status is not Status.STATED:
        return []
    found = sorted((each for each in group if each.is_descriptive), key=lambda each: each.content.value)
    if len(found) < len(group):
        return found
    kept = max(found, key=lambda each: (each.kind is AttributeKind.NATIONALITY, each.kind is AttributeKind.MEMBERSHIP))
    return [each for each in found if each is not kept]


def _rank(statement: Statement) -> tuple[int, str]:
    kind = statement.kind
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), statement.content.value)


def _merged(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Claims that read the same are said once. A likelihood stays behind the sentence it belongs to."""
    found: dict[tuple[str, ...], Sentence] = {}
    introduced: dict[tuple[str, ...], tuple[str, ...]] = {}  # by how it reads again
    before: tuple[str, ...] = ()
    for each in sentences:
        key = (*before, each.says) if each.is_likelihood else (each.says, each.grade or "")
        key = introduced.get(key, key)
        introduced.setdefault((each.again, each.grade or ""), key)
        earlier = found.get(key)
        claims = each.claims if earlier is None else tuple(dict.fromkeys([*earlier.claims, *each.claims]))
        found[key] = replace(earlier or each, claims=claims)
        before = before if each.is_likelihood else key
    yield from found.values()
