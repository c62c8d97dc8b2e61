"""What the bodies of messages are made of: texts, names, words of closed lists.

A body is canonical JSON with exactly the members of its kind and 32 random bytes of its own, so that no digest of
it can be guessed. Names in it (of notices and claims) are the recipient's own: 128 random bits, in hex.
"""

import re
from datetime import date
from enum import StrEnum
from typing import TypeVar

from tocsin.domain.errors import UntrustedError
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.canonical import Json

E = TypeVar("E", bound=StrEnum)

SALT = 32
DIGEST = 32
MAX_CLAIMS = 500
MAX_SENTENCES = 1000
MAX_LINES = 50
MAX_FIELDS = 200  # of one claim
MAX_WORDS = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_NAME = re.compile(r"[0-9a-f]{32}")


def require_format(value: Json, wanted: str) -> None:
    """Raise unless a body says that it is of this format."""
    if value != wanted:
        raise UntrustedError(f"the body is not of the format {wanted}", code="schema")


def name(value: Json) -> str:
    """Read a recipient's own name for a notice or a claim."""
    if not isinstance(value, str) or _NAME.fullmatch(value) is None:
        raise UntrustedError("expected a name of 32 hex digits", code="schema")
    return value


def words(value: Json, *, limit: int = MAX_WORDS) -> str:
    """Read text that people wrote: several lines are allowed, other control characters are not."""
    if not isinstance(value, str) or len(value) > limit:
        raise UntrustedError(f"expected a text of at most {limit} characters", code="schema")
    if _CONTROL.search(value):
        raise UntrustedError("a text must not hold control characters", code="schema")
    return value


def one_of(kind: type[E], value: Json) -> E:
    """Read a word of a closed list."""
    if not isinstance(value, str) or value not in set(kind):
        raise UntrustedError("a word is not on the closed list for its place", code="schema")
    return kind(value)


def tlp(value: Json) -> Tlp:
    """Read a marking; code `marking-unknown` where it is none."""
    if not isinstance(value, str) or value not in set(Tlp):
        raise UntrustedError("a marking is none of TLP 2.0", code="marking-unknown")
    return Tlp(value)


def day(value: Json) -> date:
    """Read a date."""
    try:
        return date.fromisoformat(words(value, limit=10))
    except ValueError as error:
        raise UntrustedError("expected a date like 2026-11-22", code="schema") from error
