"""A fork: two statuses by which one node signed two ledgers, neither of which continues the other.

The file holds nothing but what the node itself has signed, so it needs no signature of whoever found it. `conflict` is
the rule; a node uses it on every status that arrives, and a reader of the file uses it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.domain import ledger
from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.canonical import decode, encode, rfc3339
from tocsin.wire.card import OpenedCard, open_card
from tocsin.wire.checkpoint import open_checkpoint
from tocsin.wire.fields import base64url, from_outside, members, octets
from tocsin.wire.findings import Verdict, recognise, whose_keys
from tocsin.wire.limits import MAX_FORK
from tocsin.wire.message import Kind, Message, SignedMessage, parse, verify_message
from tocsin.wire.status import Continues
from tocsin.wire.status import parse as parse_status

FORMAT = "tocsin/fork/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A ledger as a status showed it, and where that status stands in its stream."""

    size: int
    root: bytes
    position: int


class Conflict(StrEnum):
    """Why two ledgers cannot be one that only grew."""

    ROOTS = "two different ledgers of the same size"
    SHRANK = "a later ledger that is smaller than an earlier one"
    PATH = "a larger ledger, whose own path does not lead from the smaller one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One of the two statuses, signed, and the card that it was signed under."""

    card: bytes
    status: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """One of the two, opened and verified."""

    card: OpenedCard
    message: Message
    seen: Seen
    at: datetime
    continues: tuple[Continues, ...]


def conflict(first: Seen, second: Seen, continues: Iterable[Continues]) -> Conflict | None:
    """Say why the second ledger cannot continue the first, or the other way round; None where it may.

    `continues` are the paths given with the second. A larger ledger without a path from the first proves nothing.
    """
    if second.size == first.size:
        return Conflict.ROOTS if second.root != first.root else None
    if (second.size < first.size) != (second.position < first.position):
        return Conflict.SHRANK
    path = next((each.path for each in continues if each.size == first.size), None)
    is_good = path is None or ledger.verify_consistency(
        old=first.size, new=second.size, old_root=first.root, new_root=second.root, path=path
    )
    return None if is_good else Conflict.PATH


def compose(first: Half, second: Half) -> bytes:
    """Return the file; `InvalidError` where it would show no fork."""
    halves = [{"card": base64url(each.card), "status": base64url(each.status)} for each in (first, second)]
    data = encode({"format": FORMAT, "first": halves[0], "second": halves[1]}) + b"\n"
    verdict = verify(data)
    if not verdict.holds:
        raise InvalidError(f"this would show no fork: {verdict.failures[0]}")
    return data


def verify(data: bytes, *, trusted: Iterable[str] = ()) -> Verdict:
    """Say what the file shows; never raises, whatever the bytes. `trusted` are fingerprints got by another way."""
    try:
        first, second = _read(data)
        found = _check(first, second)
        prints = dict.fromkeys(each.card.card.signing.fingerprint for each in (first, second))
        is_known = bool(recognise({first.card.card.node_id: prints}, trusted))
    except (UntrustedError, InvalidError) as error:
        return Verdict(
            holds=False,
            failures=(str(error),),
            not_proven=("anything: this file is damaged, altered or made up",),
        )
    whose = () if is_known else (whose_keys(second.card.card.organisation, prints),)
    return _said(first, second, found, whose)


def _read(data: bytes) -> tuple[_Stated, _Stated]:
    value = decode(data, limit=MAX_FORK)
    file = members(value, "format", "first", "second")
    if file["format"] != FORMAT:
        raise UntrustedError(f"this is not a fork of the format {FORMAT}", code="fork")
    with from_outside("fork"):
        if encode(value) + b"\n" != data:
            raise UntrustedError("the file is not in canonical form", code="fork")
        halves = [members(file[name], "card", "status") for name in ("first", "second")]
        first, second = (Half(card=octets(half["card"]), status=octets(half["status"])) for half in halves)
        return _open(first), _open(second)


def _open(half: Half) -> _Stated:
    card = open_card(half.card)
    signed = SignedMessage.from_bytes(half.status)
    verify_message(signed, card.card.signing)
    message = parse(signed.data)
    if message.kind is not Kind.STATUS or message.sender != card.card.node_id:
        raise UntrustedError("this is not a status of the node whose card is beside it", code="fork")
    status = parse_status(message.body)
    head = open_checkpoint(status.checkpoint, card.card.log)
    return _Stated(
        card=card,
        message=message,
        seen=Seen(size=head.size, root=head.root, position=message.position),
        at=message.created_at,
        continues=status.continues,
    )


def _check(first: _Stated, second: _Stated) -> Conflict:
    names = [
        (
            each.message.sender,
            each.message.recipient,
            each.message.urgency,
            each.message.epoch,
            each.card.card.log.origin,
        )
        for each in (first, second)
    ]
    if names[0] != names[1]:
        raise UntrustedError("the two statuses are not of one stream and one ledger", code="fork")
    found = conflict(first.seen, second.seen, second.continues)
    if found is None:
        raise UntrustedError("the second ledger may well continue the first", code="fork")
    return found


def _said(first: _Stated, second: _Stated, found: Conflict, whose: tuple[str, ...]) -> Verdict:
    name = second.card.card.organisation
    stated = [f"{each.seen.size} entries with the root {each.seen.root.hex()}" for each in (first, second)]
    return Verdict(
        holds=True,
        proven=(
            f"{name} signed at {rfc3339(first.at)} a ledger of {stated[0]}",
            f"{name} signed at {rfc3339(second.at)} a ledger of {stated[1]}",
            f"neither continues the other: {found}",
        ),
        not_proven=(
            *whose,
            "which of the two is true, and why there are two: a backup restored without saying so looks the same",
        ),
    )
