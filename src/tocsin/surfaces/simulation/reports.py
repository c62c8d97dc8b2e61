"""Reports of a simulation, and how they are read: one sentence each, always the same."""

import hashlib

from tocsin.domain.claim import (
    Attribute,
    AttributeKind,
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


def read(data: bytes) -> Reading:
    """Read a report of one sentence, `Two men plan an attack in XX.`, as the reader of a simulation."""
    text = data.decode()
    men = _entity(text, "Two men", EntityKind.PERSON)
    place = _entity(text, text.rstrip(".")[-2:], EntityKind.PLACE)
    attack = Event(
        type="attack",
        trigger=_span(text, "attack"),
        participants=(Participant(role=Role.PERPETRATOR, entity=men.id),),
        places=(EventPlace(role=PlaceRole.TARGET, entity=place.id),),
    )
    where = Attribute(entity=place.id, kind=AttributeKind.COUNTRY, value=place.name)
    contents: tuple[tuple[Event | Attribute, Status], ...] = ((attack, Status.PLANNED), (where, Status.STATED))
    claims = tuple(
        Claim(id=ClaimId(f"c{number}"), content=content, status=status, evidence=(_span(text, text),), found_by="hand")
        for number, (content, status) in enumerate(contents)
    )
    digest = hashlib.sha256(data).hexdigest()
    return Reading(
        document=Document(text=text, sha256=digest, text_sha256=digest, language="en"),
        reader="hand",
        entities=(men, place),
        claims=claims,
        concerns=concerns(claims, (men, place)),
    )


def _entity(text: str, name: str, kind: EntityKind) -> Entity:
    mention = Mention(span=_span(text, name), form=Form.NAME)
    return Entity(id=EntityId(name), kind=kind, name=name, mentions=(mention,))


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)
