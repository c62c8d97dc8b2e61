"""The duty table, line by line where somebody once read it otherwise."""

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, EventPlace, Participant, PlaceRole, Role, Status
from tocsin.domain.duty import concerns
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.report import Span

SPAN = Span(start=0, end=1, text="x")


def a_claim(content: Event | Attribute, status: Status = Status.STATED) -> Claim:
    return Claim(id=ClaimId(str(id(content))), content=content, status=status, evidence=(SPAN,))


def of(entity: str, kind: AttributeKind, value: str) -> Claim:
    return a_claim(Attribute(entity=EntityId(entity), kind=kind, value=value))


def an(event: str, status: Status, *people: tuple[Role, str], at: str | None = None) -> Claim:
    participants = tuple(Participant(role=role, entity=EntityId(entity)) for role, entity in people)
    places = () if at is None else (EventPlace(role=PlaceRole.AT, entity=EntityId(at)),)
    return a_claim(Event(type=event, trigger=SPAN, participants=participants, places=places), status)


def found(*claims: Claim, **kinds: EntityKind) -> set[str]:
    entities = [Entity(id=EntityId(name), kind=kind, name=name, mentions=()) for name, kind in kinds.items()]
    return {f"{concern.country} {concern.reason}" for concern in concerns(claims, entities)}


def test_a_state_hears_of_suspects_who_trained_there_though_they_are_now_in_custody() -> None:
    arrest = an("arrest", Status.OCCURRED, (Role.DETAINEE, "man"))
    training = an("training", Status.OCCURRED, (Role.ATTENDEE, "man"), at="camp")

    held = found(
        arrest, training, of("camp", AttributeKind.COUNTRY, "SO"), man=EntityKind.PERSON, camp=EntityKind.FACILITY
    )

    assert held == {"SO staging"}


def test_a_threatened_event_makes_its_host_a_target() -> None:
    attack = an("attack", Status.PLANNED, (Role.TARGET, "summit"))

    held = found(attack, of("summit", AttributeKind.COUNTRY, "CA"), summit=EntityKind.EVENT)

    assert held == {"CA target", "CA protected-event"}


def test_a_firefighter_is_no_fighter() -> None:
    claims = (of("man", AttributeKind.ROLE, "firefighter"), of("man", AttributeKind.NATIONALITY, "NL"))

    assert found(*claims, man=EntityKind.PERSON) == set()
