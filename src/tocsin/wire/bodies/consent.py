"""The bodies of a request for an originator's consent, and of the answer."""

from datetime import datetime

from tocsin.domain.consent import Conditions, Ground, Part, Reply, Verdict, Wish
from tocsin.domain.errors import UntrustedError
from tocsin.wire.bodies.parts import MAX_CLAIMS, MAX_LINES, SALT, day, name, one_of, require_format, tlp, words
from tocsin.wire.canonical import Json, decode, encode, rfc3339
from tocsin.wire.fields import base64url, from_outside, hex_digest, items, members, moment, octets
from tocsin.wire.limits import MAX_BODY

REQUEST = "tocsin/consent-request/1"
ANSWER = "tocsin/consent-answer/1"
MAX_WHO = 200


def request_bytes(wish: Wish, *, answer_by: datetime, salt: bytes) -> bytes:
    """Write the body of a request."""
    body: Json = {
        "format": REQUEST,
        "salt": base64url(salt),
        "notice": wish.notice,
        "claims": list(wish.claims),
        "to": list(wish.to),
        "ground": wish.ground,
        "passed_on_at": None if wish.passed_on_at is None else rfc3339(wish.passed_on_at),
        "answer_by": rfc3339(answer_by),
    }
    return encode(body)


def read_request(data: bytes) -> tuple[Wish, datetime]:
    """Read the body of a request: what is asked, and by when an answer is wanted."""
    names = ("format", "salt", "notice", "claims", "to", "ground", "passed_on_at", "answer_by")
    body = members(decode(data, limit=MAX_BODY), *names)
    require_format(body["format"], REQUEST)
    octets(body["salt"], size=SALT)
    wish = Wish(
        notice=name(body["notice"]),
        claims=tuple(name(each) for each in items(body["claims"], limit=MAX_CLAIMS)),
        to=_set(body["to"]),
        ground=one_of(Ground, body["ground"]),
        passed_on_at=None if body["passed_on_at"] is None else moment(body["passed_on_at"]),
    )
    if not wish.claims or not wish.to or list(wish.claims) != sorted(set(wish.claims)):
        raise UntrustedError("a request names claims, each once and in order, and who would be told", code="schema")
    return wish, moment(body["answer_by"])


def answer_bytes(reply: Reply, *, about: str, salt: bytes) -> bytes:
    """Write the body of an answer to the request of this message id."""
    bound = reply.conditions
    body: Json = {
        "format": ANSWER,
        "salt": base64url(salt),
        "about": about,
        "verdict": reply.verdict,
        "leave_out": sorted(bound.leave_out),
        "mark": bound.mark,
        "only": sorted(bound.only),
        "until": None if bound.until is None else bound.until.isoformat(),
    }
    return encode(body)


def read_answer(data: bytes) -> tuple[str, Reply]:
    """Read the body of an answer: the request's message id, and what is said to it."""
    body = members(
        decode(data, limit=MAX_BODY), "format", "salt", "about", "verdict", "leave_out", "mark", "only", "until"
    )
    require_format(body["format"], ANSWER)
    octets(body["salt"], size=SALT)
    parts = [one_of(Part, each) for each in items(body["leave_out"], limit=len(Part))]
    if parts != sorted(set(parts)):
        raise UntrustedError("what is left out is named once, in order", code="schema")
    with from_outside("schema"):
        reply = Reply(
            verdict=one_of(Verdict, body["verdict"]),
            conditions=Conditions(
                leave_out=tuple(parts),
                mark=None if body["mark"] is None else tlp(body["mark"]),
                only=_set(body["only"]),
                until=None if body["until"] is None else day(body["until"]),
            ),
        )
        reply.require_sense()
    return hex_digest(body["about"]), reply


def _set(value: Json) -> tuple[str, ...]:
    found = tuple(words(each, limit=MAX_WHO) for each in items(value, limit=MAX_LINES))
    if list(found) != sorted(set(found)):
        raise UntrustedError("whom it is about is named once, in order", code="schema")
    return found
