"""The bodies of messages: what an alert, an opened, an acknowledgement and a response say.

A body is canonical JSON with exactly the members of its kind and 32 random bytes of its own, so that no digest of
it can be guessed. Names in it (of notices and claims) are the recipient's own: 128 random bits, in hex.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from tocsin.domain.claim import Basis, Status
from tocsin.domain.errors import UntrustedError
from tocsin.domain.letter import Handling, SharedClaim, SharedReason
from tocsin.domain.notice import Outcome
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.canonical import Json, decode, encode, rfc3339
from tocsin.wire.fields import base64url, from_outside, hex_digest, integer, items, members, moment, octets
from tocsin.wire.limits import MAX_BODY
from tocsin.wire.message import Kind

E = TypeVar("E", bound=StrEnum)

SALT = 32
MAX_CLAIMS = 500
MAX_LINES = 50
MAX_WORDS = 20_000
_NAME = re.compile(r"[0-9a-f]{32}")
_GRADE = re.compile(r"[A-F][1-6]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A tearline on its way. `text` is what the releasing officer read and approved."""

    salt: bytes
    notice: str
    version: int
    reasons: tuple[SharedReason, ...]
    handling: Handling
    asks: tuple[str, ...]
    answer_by: datetime
    contact: str
    claims: tuple[SharedClaim, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Opened, acknowledgement or response: about one alert, by one person in one office."""

    salt: bytes
    about: str  # the alert's message id
    notice: str  # the sender's own name for the notice, as the alert gave it
    person: str  # a name or an office, as the organisation wishes to be known
    said: str  # empty for opened


def alert_bytes(alert: Alert) -> bytes:
    """Write an alert's body."""
    body: Json = {
        "format": "tocsin/alert/1",
        "salt": base64url(alert.salt),
        "notice": alert.notice,
        "version": alert.version,
        "reasons": [
            {"country": each.country, "reason": each.reason, "outcome": each.outcome, "why": each.why}
            for each in alert.reasons
        ],
        "handling": {
            "tlp": alert.handling.tlp,
            "legal_basis": alert.handling.legal_basis,
            "purpose": alert.handling.purpose,
            "onward": alert.handling.onward,
            "review_on": alert.handling.review_on.isoformat(),
        },
        "asks": list(alert.asks),
        "answer_by": rfc3339(alert.answer_by),
        "contact": alert.contact,
        "claims": [
            {
                "name": each.name,
                "says": each.says,
                "status": each.status,
                "basis": each.basis,
                "grade": each.grade,
                "tlp": each.tlp,
            }
            for each in alert.claims
        ],
        "text": alert.text,
    }
    return encode(body)


def read_alert(data: bytes) -> Alert:
    """Read an alert's body; `UntrustedError` with code `marking-unknown` where a label is none we know."""
    names = ("format", "salt", "notice", "version", "reasons", "handling", "asks", "answer_by", "contact")
    body = members(decode(data, limit=MAX_BODY), *names, "claims", "text")
    _require_format(body["format"], "tocsin/alert/1")
    with from_outside("schema"):
        return Alert(
            salt=octets(body["salt"], size=SALT),
            notice=_name(body["notice"]),
            version=integer(body["version"], low=1),
            reasons=tuple(_reason(each) for each in items(body["reasons"], limit=MAX_LINES)),
            handling=_handling(body["handling"]),
            asks=tuple(_words(each) for each in items(body["asks"], limit=MAX_LINES)),
            answer_by=moment(body["answer_by"]),
            contact=_words(body["contact"]),
            claims=tuple(_claim(each) for each in items(body["claims"], limit=MAX_CLAIMS)),
            text=_words(body["text"], limit=MAX_BODY),
        )


def reply_bytes(kind: Kind, reply: Reply) -> bytes:
    """Write the body of an opened, an acknowledgement or a response."""
    body: Json = {
        "format": f"tocsin/{kind}/1",
        "salt": base64url(reply.salt),
        "about": reply.about,
        "notice": reply.notice,
        "person": reply.person,
        "said": reply.said,
    }
    return encode(body)


def read_reply(kind: Kind, data: bytes) -> Reply:
    """Read the body of a reply of this kind."""
    body = members(decode(data, limit=MAX_BODY), "format", "salt", "about", "notice", "person", "said")
    _require_format(body["format"], f"tocsin/{kind}/1")
    return Reply(
        salt=octets(body["salt"], size=SALT),
        about=hex_digest(body["about"]),
        notice=_name(body["notice"]),
        person=_words(body["person"]),
        said=_words(body["said"]),
    )


def _require_format(value: Json, wanted: str) -> None:
    if value != wanted:
        raise UntrustedError(f"the body is not of the format {wanted}", code="schema")


def _name(value: Json) -> str:
    if not isinstance(value, str) or _NAME.fullmatch(value) is None:
        raise UntrustedError("expected a name of 32 hex digits", code="schema")
    return value


def _words(value: Json, *, limit: int = MAX_WORDS) -> str:
    """Read text that people wrote: several lines are allowed, other control characters are not."""
    if not isinstance(value, str) or len(value) > limit:
        raise UntrustedError(f"expected a text of at most {limit} characters", code="schema")
    if any(ord(letter) < 32 and letter not in "\n\t" for letter in value):
        raise UntrustedError("a text must not hold control characters", code="schema")
    return value


def _one_of(words: type[E], value: Json) -> E:
    if not isinstance(value, str) or value not in set(words):
        raise UntrustedError("a word is not on the closed list for its place", code="schema")
    return words(value)


def _tlp(value: Json) -> Tlp:
    if not isinstance(value, str) or value not in set(Tlp):
        raise UntrustedError("a marking is none of TLP 2.0", code="marking-unknown")
    return Tlp(value)


def _day(value: Json) -> date:
    try:
        return date.fromisoformat(_words(value, limit=10))
    except ValueError as error:
        raise UntrustedError("expected a date like 2026-11-22", code="schema") from error


def _reason(value: Json) -> SharedReason:
    body = members(value, "country", "reason", "outcome", "why")
    return SharedReason(
        country=_words(body["country"], limit=200),
        reason=_words(body["reason"], limit=64),
        outcome=_one_of(Outcome, body["outcome"]),
        why=_words(body["why"]),
    )


def _handling(value: Json) -> Handling:
    body = members(value, "tlp", "legal_basis", "purpose", "onward", "review_on")
    return Handling(
        tlp=_tlp(body["tlp"]),
        legal_basis=_words(body["legal_basis"]),
        purpose=_words(body["purpose"]),
        onward=_words(body["onward"]),
        review_on=_day(body["review_on"]),
    )


def _claim(value: Json) -> SharedClaim:
    body = members(value, "name", "says", "status", "basis", "grade", "tlp")
    grade = body["grade"]
    if grade is not None and (not isinstance(grade, str) or _GRADE.fullmatch(grade) is None):
        raise UntrustedError("a grade is a letter A to F and a digit 1 to 6", code="schema")
    return SharedClaim(
        name=_name(body["name"]),
        says=_words(body["says"]),
        status=_one_of(Status, body["status"]),
        basis=_one_of(Basis, body["basis"]),
        grade=grade,
        tlp=_tlp(body["tlp"]),
    )
