"""Records as JSON and back, by their types: what is read is equal to what was written, or it is an error."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from cattrs.preconf.json import make_converter

from tocsin.domain.errors import InvalidError

T = TypeVar("T")

_MICROSECOND = timedelta(microseconds=1)
_converter = make_converter(detailed_validation=False)


def utc(value: datetime) -> str:
    """Return a time as records have it."""
    if value.tzinfo is None:
        raise ValueError("a record holds no time without a zone")
    return value.astimezone(UTC).isoformat()


def _hook(kind: type[T], write: Callable[[T], Any], read: Callable[[Any], T]) -> None:
    _converter.register_unstructure_hook(kind, write)
    _converter.register_structure_hook(kind, lambda value, _: read(value))


_hook(bytes, lambda data: base64.b64encode(data).decode(), lambda text: base64.b64decode(text, validate=True))
_hook(datetime, utc, datetime.fromisoformat)
_hook(timedelta, lambda span: span // _MICROSECOND, lambda count: count * _MICROSECOND)


def write(record: object) -> str:
    """Return the record as JSON, in ASCII."""
    return _converter.dumps(record)


def read(text: str, kind: type[T]) -> T:
    """Return the record that `write` wrote."""
    try:
        return _converter.loads(text, kind)
    except (ValueError, TypeError, LookupError, InvalidError) as error:
        raise InvalidError(
            f"a {kind.__name__} in the database cannot be read: restore a backup, or use the Tocsin that wrote it"
        ) from error
