"""Small invented worlds for property tests: people, places, and claims about them in every combination."""

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from fakes import NOON
from tocsin.domain.claim import (
    Attribute,
    AttributeKind,
    Claim,
    Decision,
    Event,
    EventPlace,
    Likelihood,
    Participant,
    PlaceRole,
    Review,
    Role,
    Status,
)
from tocsin.domain.counterpart import Agreement, Counterpart, Reach
from tocsin.domain.entity import Entity, EntityKind, Form, Mention
from tocsin.domain.ids import AccountId, ClaimId, CounterpartId, EntityId
from tocsin.domain.marking import Marking
from tocsin.domain.personal import Personal, Subject
from tocsin.domain.report import Span
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.law import Purpose, SubjectCategory
from tocsin.vocabulary.tlp import Tlp

CODES = ("IE", "NO", "TZ", "DK")
PEOPLE = ("Baba Kidege", "Salim Faru", "Tomas Lund", "Ann Ravn")
GROUPS = {"the Ash Column": None, "group of 3 porters": 3, "group of 40 porters": 40}
PLACES = ("Arklow", "Bergen", "Pemba", "Odense")


@dataclass(frozen=True, kw_only=True)
class World:
    """What is claimed, about whom."""

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]

    def values(self, entity: str, kind: AttributeKind) -> set[str]:
        """What is held to be so of an entity."""
        return {
            claim.content.value
            for claim in self.claims
            if isinstance(claim.content, Attribute)
            and claim.content.entity == entity
            and claim.content.kind is kind
            and claim.status is not Status.DENIED
            and claim.review in {Review.DRAFT, Review.CONFIRMED}
        }


def a_span(words: str) -> Span:
    """Words at the start of a text."""
    return Span(start=0, end=len(words), text=words)


def an_entity(name: str, kind: EntityKind, count: int | None = None) -> Entity:
    """An entity whose id is its name."""
    mention = Mention(span=a_span(name), form=Form.NAME)
    return Entity(id=EntityId(name), kind=kind, name=name, mentions=(mention,), count=count)


ENTITIES = (
    *(an_entity(name, EntityKind.PERSON) for name in PEOPLE),
    *(an_entity(name, EntityKind.GROUP, count) for name, count in GROUPS.items()),
    *(an_entity(name, EntityKind.PLACE) for name in PLACES),
    an_entity("Harbour Summit", EntityKind.EVENT),
)


def a_claim(name: str, content: Event | Attribute, **changes: object) -> Claim:
    """A confirmed claim."""
    claim = Claim(
        id=ClaimId(name),
        content=content,
        status=Status.PLANNED if isinstance(content, Event) else Status.STATED,
        evidence=(a_span("words"),),
        review=Review.CONFIRMED,
        marking=Marking(tlp=Tlp.AMBER),
    )
    return replace(claim, **({"personal": a_ground(claim)} | changes))


def a_ground(claim: Claim, **changes: object) -> Personal:
    """Everything the law asks for, of everybody in a claim."""
    everybody = tuple(Subject(entity=each, category=SubjectCategory.OTHER) for each in claim.entities)
    ground = Personal(
        subjects=everybody,
        purpose=Purpose.PREVENTION,
        legal_basis="the act that founds us",
        review_on=NOON.date(),
        by=AccountId("a-1"),
    )
    return replace(ground, **changes)


def an_event(kind: str = "attack", *, by: tuple[str, ...] = (), role: Role = Role.PERPETRATOR, **places: str) -> Event:
    """An event by some people; `target="Bergen"`, `to="Odense"` name its places."""
    return Event(
        type=kind,
        trigger=a_span("trigger"),
        participants=tuple(Participant(role=role, entity=EntityId(each)) for each in by),
        places=tuple(EventPlace(role=PlaceRole(role), entity=EntityId(each)) for role, each in places.items()),
    )


def said(entity: str, kind: AttributeKind, value: str) -> Attribute:
    """Something said of an entity."""
    return Attribute(entity=EntityId(entity), kind=kind, value=value)


def an_agreement(*countries: str, ceiling: Tlp = Tlp.AMBER) -> Agreement:
    """What we grant for these countries."""
    return Agreement(
        countries=frozenset(countries), legal_basis="law", purpose="aim", review_on=date(2027, 1, 1), ceiling=ceiling
    )


def a_counterpart(name: str, *countries: str) -> Counterpart:
    """A counterpart told for these countries."""
    return Counterpart(
        id=CounterpartId(name),
        name=name,
        reach=Reach.BY_HAND,
        agreement=an_agreement(*countries),
        contact="line 1",
        added_by=AccountId("a-1"),
        added_at=NOON,
    )


_IDS = [entity.id for entity in ENTITIES]
_DOERS = (Role.PERPETRATOR, Role.PERPETRATOR, Role.TRAVELLER, Role.DETAINEE, Role.VICTIM, Role.TARGET, Role.ATTENDEE)
_USUAL = ("attack", "attack", "attack", "killing", "travel", "meeting", "detention")
_WORDS = {
    AttributeKind.MEMBERSHIP: tuple(GROUPS),
    AttributeKind.ALIAS: ("the Ferryman", "Lantern"),
    AttributeKind.ROLE: ("militant", "friend of Baba Kidege", "governor"),
    AttributeKind.PROTECTED: ("asylum",),
}
_KINDS = (*_WORDS, AttributeKind.NATIONALITY, AttributeKind.COUNTRY, AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE)


def _often(usual: object, *rare: object) -> st.SearchStrategy[object]:
    return st.sampled_from([usual] * 6 + list(rare))


@st.composite
def _events(draw: st.DrawFn) -> Event:
    people = draw(
        st.lists(st.sampled_from([*PEOPLE * 2, *GROUPS, "Harbour Summit"]), min_size=1, max_size=3, unique=True)
    )
    places = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=2, unique=True))
    return Event(
        type=draw(st.sampled_from([*_USUAL * 3, *sorted(EVENT_TYPES)])),
        trigger=a_span("trigger"),
        participants=tuple(Participant(role=draw(st.sampled_from(_DOERS)), entity=EntityId(each)) for each in people),
        places=tuple(
            EventPlace(role=draw(_often(PlaceRole.TARGET, *PlaceRole)), entity=EntityId(each)) for each in places
        ),
        likelihood=draw(st.sampled_from([None, Likelihood(scheme="icd203", term="likely")])),
    )


@st.composite
def _attributes(draw: st.DrawFn) -> Attribute:
    kind = draw(st.sampled_from(_KINDS))
    organisation = draw(st.sampled_from([None, *GROUPS])) if kind is AttributeKind.ROLE else None
    return Attribute(
        entity=draw(st.sampled_from(_IDS)),
        kind=kind,
        value=draw(st.sampled_from(_WORDS.get(kind, CODES))),
        organisation=EntityId(organisation) if organisation is not None else None,
    )


@st.composite
def _claims(draw: st.DrawFn, number: int, content: Event | Attribute) -> Claim:
    is_event = isinstance(content, Event)
    usual = draw(st.sampled_from([Status.PLANNED, Status.OCCURRED])) if is_event else Status.STATED
    review = draw(_often(Review.CONFIRMED, *Review))
    return a_claim(
        f"c{number}",
        content,
        status=draw(_often(usual, *Status)),
        marking=Marking(tlp=draw(_often(Tlp.AMBER, *Tlp))),
        review=review,
        decisions=(Decision(review=review, by=AccountId("a-1"), at=NOON, why="read"),),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Worlds where places lie somewhere, people come from somewhere, and something is afoot."""
    contents: list[Event | Attribute] = draw(st.lists(_events(), min_size=2, max_size=4))
    contents += [said(place, AttributeKind.COUNTRY, draw(st.sampled_from(CODES))) for place in PLACES]
    for person in draw(st.lists(st.sampled_from([*PEOPLE, *GROUPS]), min_size=2, max_size=5, unique=True)):
        contents.append(said(person, AttributeKind.NATIONALITY, draw(st.sampled_from(CODES))))
    contents += draw(st.lists(_attributes(), max_size=4))
    return World(entities=ENTITIES, claims=tuple(draw(_claims(number, each)) for number, each in enumerate(contents)))
