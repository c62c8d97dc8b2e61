"""The body of a reply: opened, acknowledgement or response."""

from dataclasses import dataclass

from tocsin.wire.bodies.parts import SALT, name, require_format, words
from tocsin.wire.canonical import Json, decode, encode
from tocsin.wire.fields import base64url, hex_digest, members, octets
from tocsin.wire.limits import MAX_BODY
from tocsin.wire.message import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Opened, acknowledgement or response: about one alert, by one person in one office."""

    salt: bytes
    about: str  # the alert's message id
    notice: str  # the sender's own name for the notice, as the alert gave it
    person: str  # a name or an office, as the organisation wishes to be known
    said: str  # empty for opened


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
    require_format(body["format"], f"tocsin/{kind}/1")
    return Reply(
        salt=octets(body["salt"], size=SALT),
        about=hex_digest(body["about"]),
        notice=name(body["notice"]),
        person=words(body["person"]),
        said=words(body["said"]),
    )
