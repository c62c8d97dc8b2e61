"""Hand-made readings for tests: the words are invented, the offsets are worked out from the text."""

import hashlib
from collections.abc import Callable
from datetime import date

from tocsin.domain.claim import (
    Attribute,
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
from tocsin.domain.duty import concerns
from tocsin.domain.entity import Entity, EntityKind, Form, Mention
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.reading import Reading
from tocsin.domain.report import Document, Span

PLOT = (
    "Two men of the Ash Column, Baba Kidege, a Tanzanian, and Salim Faru, plan attacks in Ireland and Norway. "
    "A Dane was detained in Faro."
)


def span(text: str, words: str) -> Span:
    """Return where the words first stand in the text."""
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def an_entity(name: str, kind: EntityKind, words: str | None = None, text: str = PLOT) -> Entity:
    """Return an entity whose id is its name."""
    mention = Mention(span=span(text, words or name), form=Form.NAME)
    return Entity(id=EntityId(name), kind=kind, name=name, mentions=(mention,))


def an_attribute(entity: str, kind: AttributeKind, value: str, words: str, *, number: int, text: str = PLOT) -> Claim:
    """Return a claim that says something of an entity."""
    return Claim(
        id=ClaimId(f"a{number}"),
        content=Attribute(entity=EntityId(entity), kind=kind, value=value),
        status=Status.STATED,
        evidence=(span(text, words),),
        found_by="test",
    )


def the_plot(text: str = PLOT) -> Reading:
    """Return a plot by two men, one of them Tanzanian, against Ireland and Norway, and a Dane detained in Portugal."""
    people = (
        an_entity("Baba Kidege", EntityKind.PERSON),
        an_entity("Salim Faru", EntityKind.PERSON),
        an_entity("the Dane", EntityKind.PERSON, "Dane"),
        an_entity("Ireland", EntityKind.PLACE),
        an_entity("Norway", EntityKind.PLACE),
        an_entity("Faro", EntityKind.PLACE),
    )
    attack = Claim(
        id=ClaimId("v1"),
        content=Event(
            type="attack",
            trigger=span(text, "attacks"),
            participants=tuple(
                Participant(role=Role.PERPETRATOR, entity=EntityId(name)) for name in ("Baba Kidege", "Salim Faru")
            ),
            places=tuple(EventPlace(role=PlaceRole.TARGET, entity=EntityId(name)) for name in ("Ireland", "Norway")),
        ),
        status=Status.PLANNED,
        evidence=(span(text, "plan attacks in Ireland and Norway"),),
        found_by="test",
    )
    detention = Claim(
        id=ClaimId("v2"),
        content=Event(
            type="detention",
            trigger=span(text, "detained"),
            participants=(Participant(role=Role.DETAINEE, entity=EntityId("the Dane")),),
            places=(EventPlace(role=PlaceRole.AT, entity=EntityId("Faro")),),
        ),
        status=Status.OCCURRED,
        evidence=(span(text, "A Dane was detained in Faro"),),
        found_by="test",
        basis=Basis.FACT,
    )
    claims = (
        attack,
        detention,
        an_attribute("Baba Kidege", AttributeKind.NATIONALITY, "TZ", "Tanzanian", number=1),
        an_attribute("Baba Kidege", AttributeKind.ORIGIN, "KE", "Tanzanian", number=2),
        an_attribute("the Dane", AttributeKind.NATIONALITY, "DK", "Dane", number=3),
        an_attribute("Ireland", AttributeKind.COUNTRY, "IE", "Ireland", number=4),
        an_attribute("Norway", AttributeKind.COUNTRY, "NO", "Norway", number=5),
        an_attribute("Faro", AttributeKind.COUNTRY, "PT", "Faro", number=6),
    )
    return Reading(
        document=a_document(text),
        reader="test",
        entities=people,
        claims=claims,
        concerns=concerns(claims, people),
    )


def a_document(text: str) -> Document:
    """Return a document of this text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(text=text, sha256=digest, text_sha256=digest, language="en")


def reads(reading: Reading) -> Callable[..., Reading]:
    """Return a reader that reads this, whatever it is given."""

    def read(data: bytes, *, name: str | None = None, published: date | None = None) -> Reading:
        return reading

    return read
