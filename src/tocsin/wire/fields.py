"""Reading the members of decoded JSON: each helper returns what was asked for or refuses the whole thing."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.canonical import Json, parse_time
from tocsin.wire.limits import MAX_INTEGER, MAX_TEXT

_DIGEST = re.compile(r"[0-9a-f]{64}")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
# Controls, line breaks and reorderings would let a name rewrite the line it is printed on.
_MISLEADING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def members(value: Json, *names: str) -> Mapping[str, Json]:
    """Read an object that has exactly these members: formats grow by version, not by additions."""
    if not isinstance(value, Mapping) or set(value) != set(names):
        raise UntrustedError(f"expected an object with exactly {', '.join(sorted(names))}", code="schema")
    return value


def items(value: Json, *, limit: int) -> Sequence[Json]:
    """Read a list of at most `limit` items."""
    if not isinstance(value, list) or len(value) > limit:
        raise UntrustedError(f"expected a list of at most {limit}", code="schema")
    return value


def text(value: Json, *, limit: int = MAX_TEXT) -> str:
    """Read a text that is safe to print on one line."""
    if not isinstance(value, str) or not is_text(value, limit=limit):
        raise UntrustedError(f"expected one line of text of 1 to {limit} characters", code="schema")
    return value


def plain(value: Json) -> bytes:
    """Read text that is itself a format of its own, like a checkpoint: it is opened where it is used."""
    if not isinstance(value, str):
        raise UntrustedError("expected text", code="schema")
    return value.encode()


def hex_digest(value: Json) -> str:
    """Read a SHA-256 digest in lower-case hex."""
    if not isinstance(value, str) or not is_digest(value):
        raise UntrustedError("expected 64 lower-case hex digits", code="schema")
    return value


def integer(value: Json, *, low: int = 0, high: int = MAX_INTEGER) -> int:
    """Read a whole number within bounds; true and false are not numbers."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise UntrustedError(f"expected a whole number from {low} to {high}", code="schema")
    return value


def flag(value: Json) -> bool:
    """Read a yes or no."""
    if not isinstance(value, bool):
        raise UntrustedError("expected true or false", code="schema")
    return value


def moment(value: Json) -> datetime:
    """Read a time as the wire writes it."""
    return parse_time(text(value))


def octets(value: Json, *, size: int | None = None) -> bytes:
    """Read bytes written in base64url without padding; one sequence of bytes has one spelling."""
    if not isinstance(value, str):
        raise UntrustedError("expected base64url text", code="schema")
    try:
        data = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise UntrustedError("expected base64url without padding", code="schema") from error
    if base64url(data) != value or (size is not None and len(data) != size):
        raise UntrustedError("expected base64url of the stated length", code="schema")
    return data


def base64url(data: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def is_digest(value: str) -> bool:
    """Say whether this is a SHA-256 digest in lower-case hex."""
    return _DIGEST.fullmatch(value) is not None


def is_label(value: str) -> bool:
    """Say whether this is a short identifier: letters, digits, point, hyphen, underscore; at most 64."""
    return _LABEL.fullmatch(value) is not None


def is_text(value: str, *, limit: int) -> bool:
    """Say whether this is one line of text that cannot mislead the screen it is printed on."""
    return 0 < len(value) <= limit and _MISLEADING.search(value) is None


@contextmanager
def from_outside(what: str) -> Iterator[None]:
    """Turn `InvalidError` about a value made of outside bytes into `UntrustedError` with code `what`."""
    try:
        yield
    except InvalidError as error:
        raise UntrustedError(str(error), code=what) from error
