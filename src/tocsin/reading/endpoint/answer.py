"""Answer: from what the model wrote to items of the form asked for. One item that is malformed spoils no other."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from cattrs import Converter

from tocsin.domain.claim import AttributeKind, PlaceRole, Role, Status
from tocsin.domain.entity import EntityKind
from tocsin.domain.readers import Dropped, Failed
from tocsin.reading.endpoint.endpoint import PassageError
from tocsin.reading.endpoint.schema import ATTRIBUTE_KINDS, ATTRIBUTE_STATUSES, EVENT_STATUSES, LONGEST_QUOTE, MOST
from tocsin.vocabulary.harm import EVENT_TYPES

T = TypeVar("T")


class Quote(str):
    """Words that the model says stand in the text; nobody has looked yet."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody or something in an event."""

    role: Role
    name: Quote
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Where:
    """A place in an event."""

    role: PlaceRole
    name: Quote


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as the model tells it."""

    type: str
    status: Status
    trigger: Quote
    quote: Quote
    participants: tuple[Part, ...] = ()
    places: tuple[Where, ...] = ()
    time: Quote | None = None
    source: Quote | None = None


@dataclass(frozen=True, slots=True)
class ToldAttribute:
    """Something said of somebody, as the model tells it."""

    name: Quote
    kind: EntityKind
    says: AttributeKind
    value: Quote
    status: Status
    quote: Quote


Told = ToldEvent | ToldAttribute


def told(content: str, dropped: Counter[Dropped]) -> Iterator[Told]:
    """Read an answer item by item, and count what is not taken; `PassageError` where it is no answer at all."""
    answer = _object(content)
    kinds: tuple[tuple[str, type[Told]], ...] = (("events", ToldEvent), ("attributes", ToldAttribute))
    for name, kind in kinds:
        items = answer.get(name, [])
        listed = items if isinstance(items, list) else [None]
        dropped[Dropped.MANY] += len(listed[MOST:])
        for item in listed[:MOST]:
            if isinstance(found := _item(item, kind), Dropped):
                dropped[found] += 1
            else:
                yield found


def as_json(text: str | bytes) -> Any:  # noqa: ANN401  # whatever was sent
    """Parse JSON from outside."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PassageError(Failed.ANSWER) from error


def _object(content: str) -> dict[str, Any]:
    """Find the object in an answer: servers that ignore the schema let models talk around it."""
    first, last = content.find("{"), content.rfind("}")
    found = as_json(content[first : last + 1])
    if not isinstance(found, dict) or not ({"events", "attributes"} & found.keys()):
        raise PassageError(Failed.ANSWER)
    return found


def _item(item: object, kind: type[T]) -> T | Dropped:
    try:
        found = _converter.structure(item, kind)
    except _UnlistedError:
        return Dropped.LIST
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return Dropped.FORM
    return found if _is_listed(found) else Dropped.LIST


def _is_listed(item: object) -> bool:
    """Say whether the words for which no type of ours is narrow enough are on their lists."""
    match item:
        case ToldEvent():
            return item.type in EVENT_TYPES and item.status in EVENT_STATUSES
        case ToldAttribute():
            return item.status in ATTRIBUTE_STATUSES and item.says in ATTRIBUTE_KINDS
    return False


class _UnlistedError(ValueError):
    """A word that is not on its closed list."""


def _listed(value: str, words: type[StrEnum]) -> StrEnum:
    try:
        return words(value)
    except ValueError as error:
        raise _UnlistedError from error


def _quote(value: object, _: type) -> Quote:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_QUOTE:
        raise ValueError
    return Quote(value)


_converter = Converter(detailed_validation=False)
_converter.register_structure_hook(Quote, _quote)
for words in (Status, Role, PlaceRole, EntityKind, AttributeKind):
    _converter.register_structure_hook(words, _listed)
