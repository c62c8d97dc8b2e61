"""The body of a reply: opened, acknowledgement, response, outcome or redirect."""

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.domain.delivery import Result
from tocsin.wire.bodies.parts import SALT, name, one_of, require_format, words
from tocsin.wire.canonical import Json, decode, encode
from tocsin.wire.fields import base64url, hex_digest, members, octets, text
from tocsin.wire.limits import MAX_BODY, MAX_NAME
from tocsin.wire.message import Kind

_OWN: Mapping[Kind, tuple[str, ...]] = {Kind.OUTCOME: ("result",), Kind.REDIRECT: ("try_instead",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """About one alert, by one person in one office."""

    salt: bytes
    about: str  # the alert's message id
    notice: str  # the sender's own name for the notice, as the alert gave it
    person: str  # a name or an office, as the organisation wishes to be known
    said: str  # empty for opened
    result: Result | None = None  # of an outcome
    try_instead: str | None = None  # of a redirect: an organisation, in words


def reply_bytes(kind: Kind, reply: Reply) -> bytes:
    """Write the body of a reply of this kind."""
    body: dict[str, Json] = {
        "format": f"tocsin/{kind}/1",
        "salt": base64url(reply.salt),
        "about": reply.about,
        "notice": reply.notice,
        "person": reply.person,
        "said": reply.said,
    }
    if kind is Kind.OUTCOME:
        body["result"] = reply.result
    if kind is Kind.REDIRECT:
        body["try_instead"] = reply.try_instead
    return encode(body)


def read_reply(kind: Kind, data: bytes) -> Reply:
    """Read the body of a reply of this kind."""
    body = members(
        decode(data, limit=MAX_BODY), "format", "salt", "about", "notice", "person", "said", *_OWN.get(kind, ())
    )
    require_format(body["format"], f"tocsin/{kind}/1")
    return Reply(
        salt=octets(body["salt"], size=SALT),
        about=hex_digest(body["about"]),
        notice=name(body["notice"]),
        person=words(body["person"]),
        said=words(body["said"]),
        result=one_of(Result, body["result"]) if kind is Kind.OUTCOME else None,
        try_instead=text(body["try_instead"], limit=MAX_NAME) if kind is Kind.REDIRECT else None,
    )
