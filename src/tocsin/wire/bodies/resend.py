"""The body of a resend: which positions are missing here, and which of ours cannot be sent again."""

from dataclasses import dataclass

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.domain.gaps import Ranges, joined
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.parts import SALT, one_of, require_format
from tocsin.wire.canonical import Json, decode, encode
from tocsin.wire.fields import base64url, from_outside, integer, items, members, octets
from tocsin.wire.limits import MAX_BODY, MAX_POSITION, MAX_RANGES
from tocsin.wire.message import Kind

FORMAT = f"tocsin/{Kind.RESEND}/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resend:
    """`missing` is of the recipient's stream to the sender, `gone` of the sender's own to the recipient."""

    salt: bytes
    urgency: Urgency
    epoch: int
    missing: Ranges = ()
    gone: Ranges = ()

    def __post_init__(self) -> None:
        for ranges in (self.missing, self.gone):
            if len(ranges) > MAX_RANGES or joined(ranges) != ranges:
                raise InvalidError(f"at most {MAX_RANGES} ranges, in order, that do not touch")
        if not (self.missing or self.gone):
            raise InvalidError("a resend names a position that is missing, or one that is gone")


def resend_bytes(resend: Resend) -> bytes:
    """Write the body of a resend."""
    body: Json = {
        "format": FORMAT,
        "salt": base64url(resend.salt),
        "urgency": resend.urgency,
        "epoch": resend.epoch,
        "missing": [[first, last] for first, last in resend.missing],
        "gone": [[first, last] for first, last in resend.gone],
    }
    return encode(body)


def read_resend(data: bytes) -> Resend:
    """Read the body of a resend."""
    body = members(decode(data, limit=MAX_BODY), "format", "salt", "urgency", "epoch", "missing", "gone")
    require_format(body["format"], FORMAT)
    with from_outside("schema"):
        return Resend(
            salt=octets(body["salt"], size=SALT),
            urgency=one_of(Urgency, body["urgency"]),
            epoch=integer(body["epoch"], low=1, high=MAX_POSITION),
            missing=_ranges(body["missing"]),
            gone=_ranges(body["gone"]),
        )


def _ranges(value: Json) -> Ranges:
    return tuple(_range(each) for each in items(value, limit=MAX_RANGES))


def _range(value: Json) -> tuple[int, int]:
    pair = items(value, limit=2)
    if len(pair) != 2:
        raise UntrustedError("a range has a first and a last position", code="schema")
    first = integer(pair[0], low=1, high=MAX_POSITION)
    return first, integer(pair[1], low=first, high=MAX_POSITION)
