"""The body of an alert: a tearline on its way."""

import re
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.claim import Basis, Status
from tocsin.domain.errors import UntrustedError
from tocsin.domain.letter import Handling, SharedClaim, SharedReason
from tocsin.domain.notice import Outcome
from tocsin.wire.bodies.parts import MAX_CLAIMS, MAX_LINES, SALT, day, name, one_of, require_format, tlp, words
from tocsin.wire.canonical import Json, decode, encode, rfc3339
from tocsin.wire.fields import base64url, from_outside, integer, items, members, moment, octets
from tocsin.wire.limits import MAX_BODY

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
    require_format(body["format"], "tocsin/alert/1")
    with from_outside("schema"):
        return Alert(
            salt=octets(body["salt"], size=SALT),
            notice=name(body["notice"]),
            version=integer(body["version"], low=1),
            reasons=tuple(_reason(each) for each in items(body["reasons"], limit=MAX_LINES)),
            handling=_handling(body["handling"]),
            asks=tuple(words(each) for each in items(body["asks"], limit=MAX_LINES)),
            answer_by=moment(body["answer_by"]),
            contact=words(body["contact"]),
            claims=tuple(_claim(each) for each in items(body["claims"], limit=MAX_CLAIMS)),
            text=words(body["text"], limit=MAX_BODY),
        )


def _reason(value: Json) -> SharedReason:
    body = members(value, "country", "reason", "outcome", "why")
    return SharedReason(
        country=words(body["country"], limit=200),
        reason=words(body["reason"], limit=64),
        outcome=one_of(Outcome, body["outcome"]),
        why=words(body["why"]),
    )


def _handling(value: Json) -> Handling:
    body = members(value, "tlp", "legal_basis", "purpose", "onward", "review_on")
    return Handling(
        tlp=tlp(body["tlp"]),
        legal_basis=words(body["legal_basis"]),
        purpose=words(body["purpose"]),
        onward=words(body["onward"]),
        review_on=day(body["review_on"]),
    )


def _claim(value: Json) -> SharedClaim:
    body = members(value, "name", "says", "status", "basis", "grade", "tlp")
    grade = body["grade"]
    if grade is not None and (not isinstance(grade, str) or _GRADE.fullmatch(grade) is None):
        raise UntrustedError("a grade is a letter A to F and a digit 1 to 6", code="schema")
    return SharedClaim(
        name=name(body["name"]),
        says=words(body["says"]),
        status=one_of(Status, body["status"]),
        basis=one_of(Basis, body["basis"]),
        grade=grade,
        tlp=tlp(body["tlp"]),
    )
