"""Canonical JSON: one value, one sequence of bytes, so that two nodes can sign and hash the same thing.

`encode` writes what RFC 8785 writes, for the values that need no agreement about numbers: no fractions, and
whole numbers that every reader keeps exact. `decode` reads bytes from outside and is strict. Bytes are
written once and then carried as they are: nothing in this package re-encodes a value to check it, with the
one exception that docs/spec/proof.md states.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NoReturn, TypeAlias

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.limits import MAX_DEPTH, MAX_INTEGER

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?Z")
_LONGEST_INTEGER = len(str(-MAX_INTEGER))
# A string runs to its closing quote or to the end: an unclosed one is never scanned again from a quote in it.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


def encode(value: Json) -> bytes:
    """Write a value as canonical JSON in UTF-8; `InvalidError` for a value that not every node can read."""
    text = json.dumps(_ordered(value, depth=0), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise InvalidError("a text holds half of a surrogate pair: it is not Unicode") from error


def decode(data: bytes, *, limit: int) -> Json:
    """Read JSON from outside; its size is checked first, then its depth, then the rest.

    Raises `UntrustedError` for anything but one I-JSON value without fractions: other encodings, repeated
    member names, NaN, numbers that are not exact everywhere, half surrogate pairs, nesting deeper than 32.
    """
    if len(data) > limit:
        raise UntrustedError(f"the JSON has {len(data)} bytes, more than {limit}", code="too-large")
    try:
        text = data.decode()
        _check_depth(text)
        value: Json = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
        if "\\u" in text:  # the only way in for half a surrogate pair
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeError as error:
        raise UntrustedError("the JSON is not Unicode text in UTF-8", code="json") from error
    except ValueError as error:
        raise UntrustedError("this is not JSON", code="json") from error
    return value


def rfc3339(time: datetime) -> str:
    """Write a moment as `2026-03-04T05:06:07Z`, with six more digits only where they are not all zero."""
    if time.tzinfo is None:
        raise InvalidError("a time on the wire needs a time zone")
    return time.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def parse_time(text: str) -> datetime:
    """Read a moment in UTC; one moment has one spelling, so whatever `rfc3339` would not write is refused."""
    if _TIME.fullmatch(text) is None or text.endswith(".000000Z"):
        raise UntrustedError("a time is not written as the wire writes it", code="time")
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise UntrustedError("a time names a day or an hour that does not exist", code="time") from error


def _ordered(value: Json, *, depth: int) -> Json:
    match value:
        case None | bool() | str():
            return value
        case int():
            return _exact(value)
    if depth == MAX_DEPTH:
        raise InvalidError(f"JSON nested deeper than {MAX_DEPTH}")
    match value:
        case Mapping():
            if not all(isinstance(name, str) for name in value):
                raise InvalidError("a JSON member name must be text")
            names = sorted(value, key=_utf16)
            return {name: _ordered(value[name], depth=depth + 1) for name in names}
        case list() | tuple():
            return [_ordered(item, depth=depth + 1) for item in value]
    raise InvalidError(f"JSON on the wire cannot hold a {type(value).__name__}")


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be", "surrogatepass")  # RFC 8785 sorts as ECMAScript does: by 16-bit units


def _exact(number: int) -> int:
    if abs(number) > MAX_INTEGER:
        raise InvalidError("a whole number beyond 2**53 - 1 is not exact in every JSON reader")
    return number


def _check_depth(text: str) -> None:
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        match token[0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
        if depth > MAX_DEPTH:
            raise UntrustedError(f"JSON nested deeper than {MAX_DEPTH}", code="json")


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise UntrustedError("a JSON object names a member twice", code="json")
    return members


def _integer(digits: str) -> int:
    if digits == "-0" or len(digits) > _LONGEST_INTEGER or abs(int(digits)) > MAX_INTEGER:
        raise UntrustedError("a number is not exact in every JSON reader", code="json")
    return int(digits)


def _no_number(text: str) -> NoReturn:  # noqa: ARG001  the text may be a megabyte of digits: it is not repeated
    raise UntrustedError("a JSON number is not a whole number", code="json")
