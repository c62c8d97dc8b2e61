"""Acts that go the whole way: from a report to a released warning, to its end or its recall, and inquiries."""

import hashlib
from datetime import date

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
from tocsin.domain.notice import Outcome, Threshold
from tocsin.domain.reading import Reading
from tocsin.domain.report import Document, Span
from tocsin.usecases.duties import Choice

_WARN = Choice(outcome=Outcome.WARN, test=Threshold(credible=True, specific=True, impending=True, harm=True))


def read(data: bytes, *, name: str | None = None, published: date | None = None) -> Reading:
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
    claims = tuple(
        Claim(id=ClaimId(f"c{number}"), content=content, status=status, evidence=(_span(text, text),), found_by="hand")
        for number, (content, status) in enumerate(((attack, Status.PLANNED), (where, Status.STATED)))
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
