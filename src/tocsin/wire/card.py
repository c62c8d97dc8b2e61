"""A card: what an organisation says about itself, and the keys it says it with.

A card is signed with the keys it names. That proves that its maker holds them, and nothing about who the maker
is: trust begins when two people compare fingerprints by another way. Each card commits to the *next* signing
keys, which stay offline; a thief of today's keys cannot rotate to his own.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from tocsin.domain.errors import InvalidError
from tocsin.wire import limits
from tocsin.wire.canonical import Json, decode, encode, rfc3339
from tocsin.wire.checkpoint import LogKeys
from tocsin.wire.fields import (
    base64url,
    from_outside,
    hex_digest,
    is_digest,
    is_label,
    is_text,
    items,
    members,
    moment,
    octets,
    text,
)
from tocsin.wire.keys import (
    SealingKey,
    check_period,
    read_log,
    read_sealing,
    read_signing,
    write_log,
    write_sealing,
    write_signing,
)
from tocsin.wire.signing import Context, PublicSigningKeys, Sign, Signatures, verify

FORMAT = "tocsin/card/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One way to reach a node: the courier's name and the address that courier understands."""

    courier: str
    address: str

    def __post_init__(self) -> None:
        if not is_label(self.courier) or not is_text(self.address, limit=limits.MAX_TEXT):
            raise InvalidError("an endpoint needs a courier's name and a one-line address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What an organisation claims; only our agreement with it grants anything.

    `countries` and `mandates` are what it says it answers for. `node` is its id for life, made of its first
    signing keys: None on a first card, repeated on every later one.
    """

    organisation: str
    countries: tuple[str, ...]
    mandates: tuple[str, ...]
    endpoints: tuple[Endpoint, ...]
    formats: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime
    previous: str | None
    node: str | None = None
    signing: PublicSigningKeys
    revoked: tuple[str, ...] = ()  # digests of signing keys whose signatures count no longer, whenever they were made
    sealing: tuple[SealingKey, ...]
    log: LogKeys
    next_signing_digest: str

    def __post_init__(self) -> None:
        if not is_text(self.organisation, limit=limits.MAX_NAME):
            raise InvalidError(f"an organisation's name is one line of at most {limits.MAX_NAME} characters")
        _check_texts("countries", self.countries, limits.MAX_COUNTRIES)
        _check_texts("mandates", self.mandates, limits.MAX_MANDATES)
        _check_texts("formats", self.formats, limits.MAX_FORMATS)
        check_period(self.valid_from, self.valid_until)
        if len(self.endpoints) > limits.MAX_ENDPOINTS:
            raise InvalidError(f"a card names at most {limits.MAX_ENDPOINTS} endpoints")
        ids = {key.id for key in self.sealing}
        if not 0 < len(ids) == len(self.sealing) <= limits.MAX_SEALING_KEYS:
            raise InvalidError(f"a card names 1 to {limits.MAX_SEALING_KEYS} sealing keys, each with its own id")
        self._check_lineage()

    @property
    def node_id(self) -> str:
        """The organisation's id, which no rotation changes."""
        return self.node or node_id(self.signing)

    def is_valid_at(self, time: datetime) -> bool:
        """Say whether the card claims to be valid at this moment."""
        return self.valid_from <= time < self.valid_until

    def sealing_key_at(self, time: datetime) -> SealingKey | None:
        """Return the newest sealing key that is valid at this moment; None when there is none."""
        valid = [key for key in self.sealing if key.is_valid_at(time)]
        return max(valid, key=lambda key: (key.valid_from, key.id), default=None)

    def _check_lineage(self) -> None:
        if not is_digest(self.next_signing_digest):
            raise InvalidError("a card commits to its next signing keys by a SHA-256 digest in hex")
        if (self.previous is None) != (self.node is None):
            raise InvalidError("a card names both its previous card and its node's id, or is the first")
        if not all(is_digest(name) for name in (self.previous, self.node, *self.revoked) if name is not None):
            raise InvalidError("cards, nodes and signing keys are named by SHA-256 digests in hex")
        if len(set(self.revoked)) != len(self.revoked) or len(self.revoked) > limits.MAX_REVOKED:
            raise InvalidError(f"a card revokes at most {limits.MAX_REVOKED} pairs of signing keys, each once")
        if self.signing.digest in self.revoked:
            raise InvalidError("a card does not revoke its own signing keys")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCard:
    """A card whose own signatures verify, the bytes they cover, and the digest of these bytes."""

    card: Card
    body: bytes
    digest: str


class Succession(StrEnum):
    """How one card follows another."""

    RENEWED = "renewed"  # the same signing keys
    ROTATED = "rotated"  # the signing keys that the older card committed to
    BROKEN = "broken"  # anything else: suspend the counterpart until fingerprints are compared again


def node_id(signing: PublicSigningKeys) -> str:
    """Return the id, for life, of the organisation whose *first* card has these signing keys."""
    return signing.digest


def compose(card: Card, sign: Sign) -> bytes:
    """Return the signed card as a text file of one line that survives mail and can be compared."""
    body = encode(_body(card))
    signatures = sign(Context.CARD, body)
    file = {
        "format": FORMAT,
        "body": base64url(body),
        "ed25519": base64url(signatures.ed25519),
        "mldsa65": base64url(signatures.mldsa65),
    }
    data = encode(file) + b"\n"
    if len(data) > limits.MAX_CARD:
        raise InvalidError(f"the card has {len(data)} bytes, more than {limits.MAX_CARD}")
    return data


@lru_cache(maxsize=256)  # the same few cards are looked at again for every message
def open_card(data: bytes) -> OpenedCard:
    """Return the card if it is signed with the keys it names; raises `UntrustedError` otherwise.

    This does not make it trusted: compare `card.signing.fingerprint` by another way, or ask `succession`.
    """
    file = members(decode(data, limit=limits.MAX_CARD), "format", "body", "ed25519", "mldsa65")
    body = octets(file["body"])
    with from_outside("card"):
        _check_format(file["format"])
        signatures = Signatures(ed25519=octets(file["ed25519"]), mldsa65=octets(file["mldsa65"]))
        card = _read(decode(body, limit=limits.MAX_CARD))
    verify(card.signing, Context.CARD, body, signatures)
    return OpenedCard(card=card, body=body, digest=hashlib.sha256(body).hexdigest())


def digest(data: bytes) -> str:
    """Return the name of the card in this file: SHA-256 of the signed body, so mail may not change it."""
    return open_card(data).digest


def succession(old: OpenedCard, new: OpenedCard) -> Succession:
    """Say how `new` follows `old`, given that `old` is trusted. What one card revoked, every later one revokes.

    Renewing with the same keys may not change the commitment to the next ones: a thief of the signing keys
    could otherwise commit to his own and rotate to them a day later. The log's keys never change: he could
    otherwise go on with a ledger of his own.
    """
    is_next = new.card.previous == old.digest and new.card.node_id == old.card.node_id
    if not is_next or new.card.log != old.card.log or not set(old.card.revoked) <= set(new.card.revoked):
        return Succession.BROKEN
    if new.card.signing == old.card.signing:
        keeps = new.card.next_signing_digest == old.card.next_signing_digest
        return Succession.RENEWED if keeps else Succession.BROKEN
    is_committed = new.card.signing.digest == old.card.next_signing_digest
    return Succession.ROTATED if is_committed else Succession.BROKEN


def _body(card: Card) -> Json:
    return {
        "format": FORMAT,
        "organisation": card.organisation,
        "countries": card.countries,
        "mandates": card.mandates,
        "endpoints": [{"courier": each.courier, "address": each.address} for each in card.endpoints],
        "formats": card.formats,
        "valid_from": rfc3339(card.valid_from),
        "valid_until": rfc3339(card.valid_until),
        "previous": card.previous,
        "node": card.node,
        "signing": write_signing(card.signing),
        "revoked": card.revoked,
        "sealing": [write_sealing(key) for key in card.sealing],
        "log": write_log(card.log),
        "next_signing_digest": card.next_signing_digest,
    }


def _read(value: Json) -> Card:
    body = members(
        value,
        *("format", "organisation", "countries", "mandates", "endpoints", "formats", "valid_from"),
        *("valid_until", "previous", "node", "signing", "revoked", "sealing", "log", "next_signing_digest"),
    )
    _check_format(body["format"])
    return Card(
        organisation=text(body["organisation"], limit=limits.MAX_NAME),
        countries=tuple(text(each) for each in items(body["countries"], limit=limits.MAX_COUNTRIES)),
        mandates=tuple(text(each) for each in items(body["mandates"], limit=limits.MAX_MANDATES)),
        endpoints=tuple(_read_endpoint(each) for each in items(body["endpoints"], limit=limits.MAX_ENDPOINTS)),
        formats=tuple(text(each) for each in items(body["formats"], limit=limits.MAX_FORMATS)),
        valid_from=moment(body["valid_from"]),
        valid_until=moment(body["valid_until"]),
        previous=None if body["previous"] is None else hex_digest(body["previous"]),
        node=None if body["node"] is None else hex_digest(body["node"]),
        signing=read_signing(body["signing"]),
        revoked=tuple(hex_digest(each) for each in items(body["revoked"], limit=limits.MAX_REVOKED)),
        sealing=tuple(read_sealing(each) for each in items(body["sealing"], limit=limits.MAX_SEALING_KEYS)),
        log=read_log(body["log"]),
        next_signing_digest=hex_digest(body["next_signing_digest"]),
    )


def _read_endpoint(value: Json) -> Endpoint:
    endpoint = members(value, "courier", "address")
    return Endpoint(courier=text(endpoint["courier"]), address=text(endpoint["address"]))


def _check_format(value: Json) -> None:
    if value != FORMAT:
        raise InvalidError(f"this is not a card of the format {FORMAT}")


def _check_texts(what: str, texts: Iterable[str], most: int) -> None:
    known = tuple(texts)
    if len(known) > most or len(set(known)) != len(known):
        raise InvalidError(f"{what} of a card: at most {most}, each named once")
    if not all(is_text(each, limit=limits.MAX_TEXT) for each in known):
        raise InvalidError(f"{what} of a card are one line of text each")
