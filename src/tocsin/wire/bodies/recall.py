"""The bodies that end a warning, put right what it said, or take it back; and what the recipient answers."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.letter import Handling, SharedClaim
from tocsin.domain.recall import CancelGround, Fate, Outcome, WithdrawalGround
from tocsin.wire.bodies.parts import MAX_CLAIMS, SALT, name, one_of, require_format, words
from tocsin.wire.bodies.told import claim_json, handling_json, read_claim, read_handling
from tocsin.wire.canonical import Json, decode, encode, rfc3339
from tocsin.wire.fields import base64url, from_outside, hex_digest, items, members, moment, octets
from tocsin.wire.limits import MAX_BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """A warning was right and is over."""

    salt: bytes
    notice: str
    ground: CancelGround


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Something should not have been sent: these claims, or the whole notice where none is named."""

    salt: bytes
    notice: str
    claims: tuple[str, ...]
    ground: WithdrawalGround
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """The recipient's name for a claim it was told, and the claim that stands in its place."""

    name: str
    by: SharedClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Claims are replaced by others. `text` is what the releasing officer read and approved."""

    salt: bytes
    notice: str
    replaced: tuple[Replacement, ...]
    handling: Handling
    answer_by: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallAnswer:
    """What became of everything a correction or withdrawal named, or of part of it."""

    salt: bytes
    about: str  # its message id
    notice: str  # as it named it
    person: str
    fates: tuple[Fate, ...]


def cancel_bytes(cancel: Cancel) -> bytes:
    """Write the body of a cancel."""
    return encode(
        {
            "format": "tocsin/cancel/1",
            "salt": base64url(cancel.salt),
            "notice": cancel.notice,
            "ground": cancel.ground,
        }
    )


def read_cancel(data: bytes) -> Cancel:
    """Read the body of a cancel."""
    body = members(decode(data, limit=MAX_BODY), "format", "salt", "notice", "ground")
    require_format(body["format"], "tocsin/cancel/1")
    return Cancel(
        salt=octets(body["salt"], size=SALT),
        notice=name(body["notice"]),
        ground=one_of(CancelGround, body["ground"]),
    )


def withdrawal_bytes(withdrawal: Withdrawal) -> bytes:
    """Write the body of a withdrawal."""
    return encode(
        {
            "format": "tocsin/withdrawal/1",
            "salt": base64url(withdrawal.salt),
            "notice": withdrawal.notice,
            "claims": list(withdrawal.claims),
            "ground": withdrawal.ground,
            "answer_by": rfc3339(withdrawal.answer_by),
        }
    )


def read_withdrawal(data: bytes) -> Withdrawal:
    """Read the body of a withdrawal."""
    body = members(decode(data, limit=MAX_BODY), "format", "salt", "notice", "claims", "ground", "answer_by")
    require_format(body["format"], "tocsin/withdrawal/1")
    return Withdrawal(
        salt=octets(body["salt"], size=SALT),
        notice=name(body["notice"]),
        claims=tuple(name(each) for each in items(body["claims"], limit=MAX_CLAIMS)),
        ground=one_of(WithdrawalGround, body["ground"]),
        answer_by=moment(body["answer_by"]),
    )


def correction_bytes(correction: Correction) -> bytes:
    """Write the body of a correction."""
    return encode(
        {
            "format": "tocsin/correction/1",
            "salt": base64url(correction.salt),
            "notice": correction.notice,
            "replaced": [{"name": each.name, "by": claim_json(each.by)} for each in correction.replaced],
            "handling": handling_json(correction.handling),
            "answer_by": rfc3339(correction.answer_by),
            "text": correction.text,
        }
    )


def read_correction(data: bytes) -> Correction:
    """Read the body of a correction; `UntrustedError` with code `marking-unknown` where a label is none we know."""
    names = ("format", "salt", "notice", "replaced", "handling", "answer_by", "text")
    body = members(decode(data, limit=MAX_BODY), *names)
    require_format(body["format"], "tocsin/correction/1")
    return Correction(
        salt=octets(body["salt"], size=SALT),
        notice=name(body["notice"]),
        replaced=tuple(_replacement(each) for each in items(body["replaced"], limit=MAX_CLAIMS)),
        handling=read_handling(body["handling"]),
        answer_by=moment(body["answer_by"]),
        text=words(body["text"], limit=MAX_BODY),
    )


def recall_answer_bytes(answer: RecallAnswer) -> bytes:
    """Write the body of an answer to a correction or withdrawal."""
    return encode(
        {
            "format": "tocsin/recall-answer/1",
            "salt": base64url(answer.salt),
            "about": answer.about,
            "notice": answer.notice,
            "person": answer.person,
            "fates": [{"claim": each.claim, "outcome": each.outcome, "basis": each.basis} for each in answer.fates],
        }
    )


def read_recall_answer(data: bytes) -> RecallAnswer:
    """Read the body of an answer to a correction or withdrawal."""
    body = members(decode(data, limit=MAX_BODY), "format", "salt", "about", "notice", "person", "fates")
    require_format(body["format"], "tocsin/recall-answer/1")
    with from_outside("schema"):
        return RecallAnswer(
            salt=octets(body["salt"], size=SALT),
            about=hex_digest(body["about"]),
            notice=name(body["notice"]),
            person=words(body["person"]),
            fates=tuple(_fate(each) for each in items(body["fates"], limit=MAX_CLAIMS)),
        )


def _replacement(value: Json) -> Replacement:
    body = members(value, "name", "by")
    return Replacement(name=name(body["name"]), by=read_claim(body["by"]))


def _fate(value: Json) -> Fate:
    body = members(value, "claim", "outcome", "basis")
    claim = body["claim"]
    return Fate(
        claim=None if claim is None else name(claim),
        outcome=one_of(Outcome, body["outcome"]),
        basis=words(body["basis"]),
    )
