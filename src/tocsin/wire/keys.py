"""Public keys as cards write them: for signing, for sealing, for the log."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.errors import InvalidError
from tocsin.wire.canonical import Json, rfc3339
from tocsin.wire.checkpoint import LogKeys
from tocsin.wire.fields import base64url, is_label, members, moment, octets, text
from tocsin.wire.sealing import check_public
from tocsin.wire.signing import PublicSigningKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class SealingKey:
    """A public key that messages are sealed for, while it is valid."""

    id: str
    public: bytes
    valid_from: datetime
    valid_until: datetime

    def __post_init__(self) -> None:
        if not is_label(self.id):
            raise InvalidError("a sealing key's id is 1 to 64 letters, digits and . _ -")
        check_public(self.public)
        check_period(self.valid_from, self.valid_until)

    def is_valid_at(self, time: datetime) -> bool:
        """Say whether mail may be sealed for it at this moment."""
        return self.valid_from <= time < self.valid_until


def check_period(start: datetime, end: datetime) -> None:
    """Raise `InvalidError` unless the one comes before the other."""
    if start.tzinfo is None or end.tzinfo is None or not start < end:
        raise InvalidError("a period needs a beginning before its end, both with a time zone")


def write_signing(keys: PublicSigningKeys) -> Json:
    """Write signing keys."""
    return {"ed25519": base64url(keys.ed25519), "mldsa65": base64url(keys.mldsa65)}


def read_signing(value: Json) -> PublicSigningKeys:
    """Read what `write_signing` wrote."""
    keys = members(value, "ed25519", "mldsa65")
    return PublicSigningKeys(ed25519=octets(keys["ed25519"]), mldsa65=octets(keys["mldsa65"]))


def write_sealing(key: SealingKey) -> Json:
    """Write a sealing key."""
    return {
        "id": key.id,
        "public": base64url(key.public),
        "valid_from": rfc3339(key.valid_from),
        "valid_until": rfc3339(key.valid_until),
    }


def read_sealing(value: Json) -> SealingKey:
    """Read what `write_sealing` wrote."""
    key = members(value, "id", "public", "valid_from", "valid_until")
    return SealingKey(
        id=text(key["id"]),
        public=octets(key["public"]),
        valid_from=moment(key["valid_from"]),
        valid_until=moment(key["valid_until"]),
    )


def write_log(keys: LogKeys) -> Json:
    """Write a log's keys."""
    return {"origin": keys.origin, "ed25519": base64url(keys.ed25519), "mldsa44": base64url(keys.mldsa44)}


def read_log(value: Json) -> LogKeys:
    """Read what `write_log` wrote."""
    keys = members(value, "origin", "ed25519", "mldsa44")
    return LogKeys(origin=text(keys["origin"]), ed25519=octets(keys["ed25519"]), mldsa44=octets(keys["mldsa44"]))
