"""Filled: the roles of one event, and the words that fill them."""

from dataclasses import dataclass, field

from tocsin.domain.claim import EventPlace, Participant, PlaceRole, Role
from tocsin.domain.ids import EntityId
from tocsin.reading.grammar.parse import Token


@dataclass(slots=True)
class Filled:
    """The roles of one event, and the words that fill them."""

    parts: dict[tuple[Role, EntityId], Token] = field(default_factory=dict)
    spots: dict[tuple[PlaceRole, EntityId], Token] = field(default_factory=dict)
    learnt: set[tuple[Role, EntityId]] = field(default_factory=set)  # parts that no rule gave

    @property
    def participants(self) -> tuple[Participant, ...]:
        """Return who takes part, in the order found."""
        return tuple(Participant(role=role, entity=entity) for role, entity in self.parts)

    @property
    def places(self) -> tuple[EventPlace, ...]:
        """Return where, in the order found."""
        return tuple(EventPlace(role=role, entity=entity) for role, entity in self.spots)

    @property
    def words(self) -> tuple[Token, ...]:
        """Return the words behind them."""
        return (*self.parts.values(), *self.spots.values())

    def roles_of(self, entity: EntityId) -> set[Role]:
        """Return the parts that somebody already plays."""
        return {role for role, each in self.parts if each == entity}
