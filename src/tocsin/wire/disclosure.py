"""A disclosure: the sender opens the commitment in one tearline, so that its holder can show of what it is a part.

Whoever is told something gets, in the alert, the commitment SHA-256(domain ‖ blind ‖ root) to the assessment it was cut
from. `consistency`
says what a disclosure shows.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain import ledger
from tocsin.domain.assessment import LARGEST, SMALLEST, Field
from tocsin.domain.errors import UntrustedError
from tocsin.wire.bodies.parts import name
from tocsin.wire.bodies.told import field_json, read_field
from tocsin.wire.canonical import Json, decode, encode, rfc3339
from tocsin.wire.fields import base64url, from_outside, integer, items, members, moment, octets
from tocsin.wire.limits import MAX_DISCLOSURE, MAX_PATH
from tocsin.wire.signing import Context, Sign, Signatures

FORMAT = "tocsin/disclosure/1"
TAG = 16
HASH = 32
_DOMAIN = b"tocsin/assessment-blind/1\x00"
_SIZES = frozenset(SMALLEST * 4**step for step in range(8) if SMALLEST * 4**step <= LARGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """The root over an assessment, and when it was approved."""

    root: bytes
    size: int
    approved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Where a field that was told stands under the root. `claim` is the recipient's name for its claim."""

    claim: str
    field: Field
    tag: bytes
    salt: bytes
    index: int
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Everything in the file. `message` is the alert or update as it was signed, with the sender's card beside it."""

    card: bytes
    message: bytes
    root: Root
    root_card: bytes
    signatures: Signatures
    blind: bytes
    openings: tuple[Opening, ...]


def leaf(field: Field, *, tag: bytes, salt: bytes) -> bytes:
    """Return the hash of a field as it stands in the tree."""
    record = encode({"claim": base64url(tag), **field_json(field)})
    return ledger.leaf_hash(ledger.leaf_data(salt, record))


def commitment(root: bytes, blind: bytes) -> bytes:
    """Return what one counterpart is given instead of the root."""
    return hashlib.sha256(_DOMAIN + blind + root).digest()


def sign_root(root: Root, sign: Sign) -> Signatures:
    """Sign the root of an assessment."""
    return sign(Context.ASSESSMENT, root_bytes(root))


def compose(disclosure: Disclosure) -> bytes:
    """Write the file."""
    data = encode(
        {
            "format": FORMAT,
            "card": base64url(disclosure.card),
            "message": base64url(disclosure.message),
            "root": _root_json(disclosure.root),
            "root_card": base64url(disclosure.root_card),
            "signatures": base64url(disclosure.signatures.to_bytes()),
            "blind": base64url(disclosure.blind),
            "openings": [_opening_json(each) for each in disclosure.openings],
        }
    )
    return data + b"\n"


def read(data: bytes) -> Disclosure:
    """Read the file; `UntrustedError` where it is none. Whether it holds, `consistency` says."""
    value = decode(data, limit=MAX_DISCLOSURE)
    names = ("format", "card", "message", "root", "root_card", "signatures", "blind", "openings")
    file = members(value, *names)
    if file["format"] != FORMAT:
        raise UntrustedError(f"this is not a disclosure of the format {FORMAT}", code="disclosure")
    with from_outside("disclosure"):
        if encode(value) + b"\n" != data:
            raise UntrustedError("the file is not in canonical form", code="disclosure")
        return Disclosure(
            card=octets(file["card"]),
            message=octets(file["message"]),
            root=_read_root(file["root"]),
            root_card=octets(file["root_card"]),
            signatures=Signatures.from_bytes(octets(file["signatures"])),
            blind=octets(file["blind"], size=HASH),
            openings=tuple(_read_opening(each) for each in items(file["openings"], limit=LARGEST)),
        )


def _root_json(root: Root) -> Json:
    return {"root": base64url(root.root), "size": root.size, "approved_at": rfc3339(root.approved_at)}


def root_bytes(root: Root) -> bytes:
    """Return what is signed of a root."""
    return encode(_root_json(root))


def _read_root(value: Json) -> Root:
    body = members(value, "root", "size", "approved_at")
    size = integer(body["size"])
    if size not in _SIZES:
        raise UntrustedError("an assessment is filled up to a size class", code="disclosure")
    return Root(root=octets(body["root"], size=HASH), size=size, approved_at=moment(body["approved_at"]))


def _opening_json(opening: Opening) -> Json:
    return {
        "claim": opening.claim,
        "field": field_json(opening.field),
        "tag": base64url(opening.tag),
        "salt": base64url(opening.salt),
        "index": opening.index,
        "path": [base64url(each) for each in opening.path],
    }


def _read_opening(value: Json) -> Opening:
    body = members(value, "claim", "field", "tag", "salt", "index", "path")
    return Opening(
        claim=name(body["claim"]),
        field=read_field(body["field"]),
        tag=octets(body["tag"], size=TAG),
        salt=octets(body["salt"], size=HASH),
        index=integer(body["index"], high=LARGEST),
        path=tuple(octets(each, size=HASH) for each in items(body["path"], limit=MAX_PATH)),
    )
