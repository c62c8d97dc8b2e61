"""What is taken over from a warning, for tests: a reader of lines, and an originator who says yes."""

from dataclasses import replace
from datetime import date

from federation import Town, deliver
from readings import a_document
from stories import known_as
from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, EventPlace, Participant, PlaceRole, Role, Status
from tocsin.domain.consent import Ground, Reply, Verdict
from tocsin.domain.entity import Entity, EntityKind, Form, Mention
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.notice import Notice
from tocsin.domain.reading import Reading
from tocsin.domain.report import Span
from tocsin.usecases import consents


def consent_to(alpha: Town, bravo: Town, notice: Notice, name: str) -> None:
    """Let bravo ask alpha whether this counterpart may be told, and alpha say yes to everything it is asked."""
    to = known_as(bravo, name).id
    consents.ask(bravo.node, bravo.ines, notice=notice.id, to=to, ground=Ground.PREVENTION)
    deliver(alpha, bravo)
    for each in consents.listing(alpha.node, alpha.rosa):
        if each.direction is Direction.IN and each.reply is None:
            consents.answer(alpha.node, alpha.rosa, consent=each.id, reply=Reply(verdict=Verdict.GRANTED))
    deliver(alpha, bravo)


def read_lines(data: bytes, *, name: str | None = None, published: date | None = None) -> Reading:
    """Read each line as a claim: of an attack on Norway where it speaks of one, else of somebody's name."""
    assert (name, published) == (None, None)
    text = data.decode()
    norway = Entity(
        id=EntityId("norway"),
        kind=EntityKind.PLACE,
        name="Norway",
        mentions=(Mention(span=Span(start=0, end=2, text=text[:2]), form=Form.NAME),),
    )
    words = "Baba Kidege"
    him = ()
    if (stands := text.find(words)) >= 0:
        said = Mention(span=Span(start=stands, end=stands + len(words), text=words), form=Form.NAME)
        him = (Entity(id=EntityId("him"), kind=EntityKind.PERSON, name=words, mentions=(said,)),)
    claims, at = [], 0
    for number, line in enumerate(text.splitlines()):
        span = Span(start=at, end=at + len(line), text=line)
        at += len(line) + 1
        content: Event | Attribute = Attribute(entity=norway.id, kind=AttributeKind.ALIAS, value=f"name {number}")
        if "an attack on" in line.casefold():
            place = EventPlace(role=PlaceRole.TARGET, entity=norway.id)
            doers = tuple(Participant(role=Role.PERPETRATOR, entity=each.id) for each in him)
            content = Event(
                type="attack",
                trigger=replace(span, end=span.start + 9, text=line[:9]),
                places=(place,),
                participants=doers,
            )
            country = Attribute(entity=norway.id, kind=AttributeKind.COUNTRY, value="NO")
            claims.append(_claim(f"n{number}", country, span, Status.STATED))
        status = Status.PLANNED if isinstance(content, Event) else Status.STATED
        claims.append(_claim(f"c{number}", content, span, status))
    return Reading(document=a_document(text), reader="test", entities=(norway, *him), claims=tuple(claims), concerns=())


def _claim(name: str, content: Event | Attribute, span: Span, status: Status) -> Claim:
    return Claim(id=ClaimId(name), content=content, status=status, evidence=(span,), found_by="test")


class Lines:
    """A reader of lines."""

    def read(self, data: bytes, *, name: str | None, published: date | None) -> Reading:
        """Read lines."""
        return read_lines(data, name=name, published=published)
