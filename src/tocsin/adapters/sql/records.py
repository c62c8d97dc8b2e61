"""Records as JSON and back, by their types: what is read is equal to what was written, or it is an error."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from tocsin.domain.errors import InvalidError

T = TypeVar("T")

_encoder = msgspec.json.Encoder(enc_hook=dict)  # a mapping may be of any type


def utc(value: datetime) -> str:
    """Return a time as columns have it: in order as text."""
    _check_zones(value)
    return value.astimezone(UTC).isoformat()


def write(record: object) -> str:
    """Return the record as JSON."""
    _check_zones(record)
    return _encoder.encode(record).decode()


def reader(kind: type[T]) -> Callable[[str | bytes], T]:
    """Return what reads a record of this type that `write` wrote."""
    decode = _decoder(kind)

    def read(text: str | bytes) -> T:
        try:
            return decode(text)
        except (ValueError, TypeError, LookupError, InvalidError) as error:
            raise InvalidError(
                f"a {kind.__name__} in the database cannot be read: restore a backup, or use the Tocsin that wrote it"
            ) from error

    return read


def _decoder(kind: type[T]) -> Callable[[str | bytes], T]:
    """Return what decodes a type: field by field where one of them is of several types, which msgspec does not take."""
    hints = get_type_hints(kind)
    if all(len(_records_in(hint)) < 2 for hint in hints.values()):
        return msgspec.json.Decoder(kind).decode

    def by_field(text: str | bytes) -> T:
        values: dict[str, object] = msgspec.json.decode(text)
        return kind(**{name: msgspec.convert(value, _fitting(hints[name], value)) for name, value in values.items()})

    return by_field


def _fitting(hint: Any, value: object) -> Any:  # noqa: ANN401  # types as they are annotated
    """Return the one of several types that has the value's fields."""
    kinds = _records_in(hint)
    if len(kinds) < 2 or not isinstance(value, dict):
        return hint
    return next((kind for kind in kinds if value.keys() <= {field.name for field in fields(kind)}), hint)


def _records_in(hint: Any) -> list[Any]:  # noqa: ANN401
    return [kind for kind in get_args(hint) if is_dataclass(kind)]


def _check_zones(value: Any) -> None:  # noqa: ANN401  # a record, or what stands in one
    """Refuse a time without a zone, at whatever depth: it could be compared with none that is stored."""
    for name in _with_times(value.__class__):
        _check_zones(getattr(value, name))
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("a record holds no time without a zone")
    if isinstance(value, tuple | Mapping):
        for each in value.values() if isinstance(value, Mapping) else value:
            _check_zones(each)


@cache
def _with_times(kind: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return the fields of a record in which a time may stand."""
    hints = get_type_hints(kind) if is_dataclass(kind) else {}
    return tuple(name for name, hint in hints.items() if _may_be_time(hint))


def _may_be_time(hint: Any) -> bool:  # noqa: ANN401
    return hint is datetime or bool(_with_times(hint)) or any(_may_be_time(each) for each in get_args(hint))
