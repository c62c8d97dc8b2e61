"""The body of an alert: a tearline on its way. An update is written the same way, under its own name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.errors import UntrustedError
from tocsin.domain.letter import Handling, SharedClaim, SharedReason, SharedSentence
from tocsin.domain.notice import Outcome
from tocsin.domain.substance import Missing, Question, Why
from tocsin.vocabulary.language import Language
from tocsin.wire.bodies.parts import DIGEST, MAX_CLAIMS, MAX_LINES, SALT, name, one_of, require_format, words
from tocsin.wire.bodies.told import (
    claim_json,
    handling_json,
    read_claim,
    read_handling,
    read_sentences,
    require_covered,
    sentence_json,
)
from tocsin.wire.canonical import Json, decode, encode, rfc3339
from tocsin.wire.fields import base64url, from_outside, integer, items, members, moment, octets
from tocsin.wire.limits import MAX_BODY
from tocsin.wire.message import Kind

_MEMBERS = (
    *("format", "salt", "notice", "version", "reasons", "handling", "asks", "answer_by", "contact"),
    *("claims", "language", "sentences", "missing", "text", "assessment"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A tearline on its way. `text` is what the releasing officer read and approved."""

    kind: Kind = Kind.ALERT  # or an update: a later version, for whoever holds an earlier one
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
    assessment: bytes | None = None  # a commitment to the whole it was cut from; a drill is cut from nothing
    language: Language = Language.ENGLISH  # of the text, the sentences and the claims
    sentences: tuple[SharedSentence, ...] = ()
    missing: tuple[Missing, ...] = ()


def alert_bytes(alert: Alert) -> bytes:
    """Write the body of an alert or an update."""
    body: Json = {
        "format": f"tocsin/{alert.kind}/1",
        "salt": base64url(alert.salt),
        "notice": alert.notice,
        "version": alert.version,
        "reasons": [
            {"country": each.country, "reason": each.reason, "outcome": each.outcome, "why": each.why}
            for each in alert.reasons
        ],
        "handling": handling_json(alert.handling),
        "asks": list(alert.asks),
        "answer_by": rfc3339(alert.answer_by),
        "contact": alert.contact,
        "claims": [claim_json(each) for each in alert.claims],
        "language": alert.language,
        "sentences": [sentence_json(each) for each in alert.sentences],
        "missing": {each.question: each.why for each in alert.missing},
        "text": alert.text,
        "assessment": None if alert.assessment is None else base64url(alert.assessment),
    }
    return encode(body)


def read_alert(data: bytes) -> Alert:
    """Read an alert's or update's body; `UntrustedError` with code `marking-unknown` where a label is none we know."""
    names = ("format", "salt", "notice", "version", "reasons", "handling", "asks", "answer_by", "contact")
    body = members(
        decode(data, limit=MAX_BODY), *names, "claims", "text", "language", "sentences", "missing", "assessment"
    )
    kind = Kind.UPDATE if body["format"] == "tocsin/update/1" else Kind.ALERT
    require_format(body["format"], f"tocsin/{kind}/1")
    with from_outside("schema"):
        claims = tuple(read_claim(each) for each in items(body["claims"], limit=MAX_CLAIMS))
        text = words(body["text"], limit=MAX_BODY)
        handling = read_handling(body["handling"])
        require_covered(handling, claims)
        return Alert(
            kind=kind,
            salt=octets(body["salt"], size=SALT),
            notice=name(body["notice"]),
            version=integer(body["version"], low=1),
            reasons=tuple(_reason(each) for each in items(body["reasons"], limit=MAX_LINES)),
            handling=handling,
            asks=tuple(words(each) for each in items(body["asks"], limit=MAX_LINES)),
            answer_by=moment(body["answer_by"]),
            contact=words(body["contact"]),
            claims=claims,
            text=text,
            language=one_of(Language, body["language"]),
            missing=_missing(body["missing"]),
            sentences=read_sentences(body["sentences"], claims, text),
            assessment=None if body["assessment"] is None else octets(body["assessment"], size=DIGEST),
        )


def _missing(value: Json) -> tuple[Missing, ...]:
    if not isinstance(value, Mapping) or not set(value) <= set(Question):
        raise UntrustedError("what is missing is said of the five questions", code="schema")
    return tuple(Missing(question=each, why=one_of(Why, value[each])) for each in Question if each in value)


def _reason(value: Json) -> SharedReason:
    body = members(value, "country", "reason", "outcome", "why")
    return SharedReason(
        country=words(body["country"], limit=200),
        reason=words(body["reason"], limit=64),
        outcome=one_of(Outcome, body["outcome"]),
        why=words(body["why"]),
    )
