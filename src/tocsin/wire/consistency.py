"""Consistency: what one disclosure shows by itself, and whether two are parts of one approved whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tocsin.domain import ledger
from tocsin.domain.assessment import Field
from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.bodies.alert import Alert, read_alert
from tocsin.wire.canonical import rfc3339
from tocsin.wire.card import OpenedCard, open_card
from tocsin.wire.disclosure import Disclosure, Root, commitment, leaf, read, root_bytes
from tocsin.wire.findings import Verdict, recognise, whose_keys
from tocsin.wire.message import Message, SignedMessage, parse, verify_message
from tocsin.wire.signing import Context
from tocsin.wire.signing import verify as verify_signatures


def verify(data: bytes, *, trusted: Iterable[str] = ()) -> Verdict:
    """Say what one file shows; never raises, whatever the bytes. `trusted` are fingerprints got by another way."""
    try:
        shown = _check(data)
        is_known = _is_known(shown, trusted)
    except (UntrustedError, InvalidError) as error:
        return _nothing(str(error))
    return Verdict(holds=True, proven=tuple(_alone(shown)), not_proven=tuple(_not_shown(shown, is_known=is_known)))


def compare(one: bytes, other: bytes, *, trusted: Iterable[str] = ()) -> Verdict:
    """Say whether two files are consistent parts of one approved assessment; never raises, whatever the bytes."""
    try:
        first, second = _check(one), _check(other)
        found = tuple(_both(first, second))
        is_known = _is_known(first, trusted)
    except (UntrustedError, InvalidError) as error:
        return _nothing(str(error))
    left = [line for each in (first, second) for line in _not_shown(each, is_known=is_known)]
    return Verdict(holds=True, proven=found, not_proven=tuple(dict.fromkeys(left)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A file in which everything has been verified."""

    card: OpenedCard
    message: Message
    root: Root
    fields: Mapping[bytes, frozenset[Field]]  # by the tag of their claim
    unplaced: int  # fields the recipient was told that stand nowhere under the root, so far as this file shows


def _check(data: bytes) -> _Shown:
    disclosure = read(data)
    card = open_card(disclosure.card)
    signed = SignedMessage.from_bytes(disclosure.message)
    verify_message(signed, card.card.signing)
    message = parse(signed.data)
    root_card = open_card(disclosure.root_card)
    if not message.sender == card.card.node_id == root_card.card.node_id:
        raise UntrustedError("message, root and cards are not of one node", code="disclosure")
    verify_signatures(root_card.card.signing, Context.ASSESSMENT, root_bytes(disclosure.root), disclosure.signatures)
    alert = read_alert(message.body)
    if alert.assessment != commitment(disclosure.root.root, disclosure.blind):
        raise UntrustedError("the message commits to another root than this one", code="disclosure")
    fields = _placed(disclosure, alert)
    told = sum(len(claim.fields) for claim in alert.claims)
    return _Shown(
        card=card,
        message=message,
        root=disclosure.root,
        fields=fields,
        unplaced=told - sum(map(len, fields.values())),
    )


def _placed(disclosure: Disclosure, alert: Alert) -> Mapping[bytes, frozenset[Field]]:
    """Return the opened fields by claim, each under the root, told in the message, and in no claim but its own."""
    told = {(claim.name, field) for claim in alert.claims for field in claim.fields}
    tags: dict[str, bytes] = {}
    found: defaultdict[bytes, set[Field]] = defaultdict(set)
    for each in disclosure.openings:
        if (each.claim, each.field) not in told:
            raise UntrustedError("something is opened that the message does not say", code="disclosure")
        if tags.setdefault(each.claim, each.tag) != each.tag:
            raise UntrustedError("two fields of one claim stand in two claims of the assessment", code="disclosure")
        digest = leaf(each.field, tag=each.tag, salt=each.salt)
        root = disclosure.root
        if not ledger.verify_inclusion(digest, index=each.index, size=root.size, path=each.path, root=root.root):
            raise UntrustedError("something is opened that does not stand under the root", code="disclosure")
        found[each.tag].add(each.field)
    if len(set(tags.values())) != len(tags):
        raise UntrustedError("two claims of the message are one claim of the assessment", code="disclosure")
    return {tag: frozenset(fields) for tag, fields in found.items()}


def _both(first: _Shown, second: _Shown) -> Iterator[str]:
    if first.card.card.node_id != second.card.card.node_id:
        raise UntrustedError("these are parts of what two different organisations sent", code="disclosure")
    if first.root != second.root:
        raise UntrustedError("these are parts of two different assessments", code="disclosure")
    shared = sorted(set(first.fields) & set(second.fields))
    for tag in shared:
        _require_agreement(first.fields[tag] | second.fields[tag])
    yield from _alone(first)
    yield from _alone(second)
    yield (
        f"both are parts of that one assessment; {len(shared)} of its claims were told to both, "
        "and nowhere does one say what contradicts the other"
    )


def _require_agreement(fields: frozenset[Field]) -> None:
    for aspect in {each.aspect for each in fields if each.aspect.is_single}:
        if len({each for each in fields if each.aspect is aspect}) > 1:
            raise UntrustedError(f"of one claim, the two were told different things: {aspect}", code="disclosure")


def _alone(shown: _Shown) -> Iterator[str]:
    who = shown.card.card.organisation
    fields = sum(map(len, shown.fields.values()))
    yield (
        f"{who} signed a message of {rfc3339(shown.message.created_at)} to node {shown.message.recipient[:16]}, and "
        f"{fields} things it says in {len(shown.fields)} claims stand in one assessment that {who} signed at "
        f"{rfc3339(shown.root.approved_at)}, of at most {shown.root.size}"
    )


def _is_known(shown: _Shown, trusted: Iterable[str]) -> bool:
    card = shown.card.card
    return bool(recognise({card.node_id: (card.signing.fingerprint,)}, trusted))


def _not_shown(shown: _Shown, *, is_known: bool) -> Iterator[str]:
    card = shown.card.card
    if not is_known:
        yield whose_keys(card.organisation, (card.signing.fingerprint,))
    yield "what was withheld, or how much: the assessment is filled up with dummies"
    yield "that any of it is true: this is what was approved, in one whole"
    if shown.unplaced:
        yield f"that {shown.unplaced} other things in the message stand in the assessment: they are not opened here"


def _nothing(why: str) -> Verdict:
    return Verdict(
        holds=False,
        failures=(why,),
        not_proven=("anything: a file is damaged, altered or made up, or two do not belong together",),
    )
