"""Evidence: what a node holds that shows what became of a message, as it goes into a proof.

Ours are the entries of our ledger under a head, if possible one that was witnessed. Theirs are what they have signed:
the receipt, the entry that a status of theirs showed, their statements of what they had, and their answers.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from tocsin.domain.book import Head
from tocsin.domain.counterpart import CardRecord
from tocsin.domain.delivery import Delivery
from tocsin.domain.errors import UntrustedError
from tocsin.domain.exchange import Incoming
from tocsin.domain.ids import CounterpartId
from tocsin.domain.watch import Cosignature
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import heads, journal
from tocsin.wire import canonical, checkpoint
from tocsin.wire.card import Card, Succession, open_card, succession
from tocsin.wire.evidence import Answer, LogEvidence
from tocsin.wire.leaf import facts, prove_leaf
from tocsin.wire.limits import MAX_ANSWERS, MAX_WITNESSES
from tocsin.wire.message import Kind, Message, SignedMessage, parse
from tocsin.wire.status import parse as parse_status

LOOKED_AT = 256  # cosignatures, the newest first, among which the best witnessed head is looked for
STATUSES = 32  # looked at in one go for what was stated by a time


def own_log(
    node: Node, tx: Transaction, about: Iterable[str], other: CounterpartId
) -> tuple[LogEvidence, tuple[CardRecord, ...]]:
    """Return our entries about some messages, and the cards of the witnesses whose lines stand under the head."""
    leaves = [leaf for message in about for leaf in tx.leaves.where(about=message)]
    needed = max((leaf.index + 1 for leaf in leaves), default=0)
    lines = _best_witnessed(tx, needed, other)
    head = heads.at(tx, lines[0].size) if lines else heads.covering(node, tx, needed)
    file, witnesses = _with_lines(node, tx, head, lines, other)
    reader = journal.node_reader(tx)
    shown = tuple(
        prove_leaf(leaf.index, salt=leaf.salt, record=leaf.record, size=head.size, node=reader)
        for leaf in leaves
        if leaf.salt is not None and leaf.record is not None
    )
    return LogEvidence(checkpoint=file, leaves=shown), witnesses


def their_log(tx: Transaction, delivery: Delivery, recipient: Card) -> LogEvidence | None:
    """Return the recipient's own entry about a message, if a status of theirs showed it under the log of this card."""
    held = None if delivery.shown_in is None else tx.incoming.find(delivery.shown_in)
    if held is None:
        return None
    status = parse_status(held.body)
    try:
        checkpoint.open_checkpoint(status.checkpoint, recipient.log)
    except UntrustedError:
        return None
    leaves = tuple(leaf for leaf in status.entries if facts(leaf.record)["message"] == delivery.id)
    return LogEvidence(checkpoint=status.checkpoint, leaves=leaves)


def later_cards(tx: Transaction, counterpart: CounterpartId, ours: CardRecord, theirs: CardRecord) -> tuple[bytes, ...]:
    """Return the cards by which either side went on from the two that a message names to other signing keys."""
    return (*_later(tx, None, ours), *_later(tx, counterpart, theirs))


def _later(tx: Transaction, owner: CounterpartId | None, named: CardRecord) -> tuple[bytes, ...]:
    opened = [open_card(each.data) for each in tx.cards.where(owner=owner)]
    line = [open_card(named.data)]
    for card in opened[[each.digest for each in opened].index(named.digest) + 1 :]:
        if succession(line[-1], card) is not Succession.BROKEN:
            line.append(card)
    if len({each.card.signing.digest for each in line}) == 1:
        return ()
    return tuple(tx.cards.get(each.digest).data for each in line[1:])


def statements(tx: Transaction, counterpart: CounterpartId, until: datetime) -> Iterator[bytes]:
    """Yield the newest status that a counterpart dated by then, if there is one."""
    before = None
    while found := tx.incoming.newest(STATUSES, before=before, counterpart=counterpart, kind=Kind.STATUS):
        for held in found:
            if held.signed and _message(held).created_at <= until:
                yield held.signed
                return
        before = found[-1].id


def answers(tx: Transaction, delivery: Delivery, *, with_content: bool) -> Iterator[Answer]:
    """Yield the answers our ledger records, with their content where it is asked for."""
    for held in tx.incoming.where(about=delivery.id)[:MAX_ANSWERS]:
        is_shown = with_content and bool(held.signed)
        for leaf in tx.leaves.oldest(1, about=held.id):
            if leaf.record is not None:
                at = canonical.parse_time(str(facts(leaf.record)["at"]))
                signed = held.signed if is_shown else None
                yield Answer(kind=Kind(held.kind), message_id=held.id, at=at, signed=signed)


def _best_witnessed(tx: Transaction, needed: int, other: CounterpartId) -> Sequence[Cosignature]:
    """Return the cosignatures of the head that the other side cosigned, if it did, and most others besides."""
    by_size: dict[int, list[Cosignature]] = {}
    for each in tx.cosignatures.newest(LOOKED_AT):
        if each.size >= needed and (each.counterpart == other or each.may_be_named):
            by_size.setdefault(each.size, []).append(each)
    return max(
        by_size.values(),
        key=lambda lines: (any(each.counterpart == other for each in lines), len(lines), lines[0].size),
        default=(),
    )


def _with_lines(
    node: Node, tx: Transaction, head: Head, lines: Sequence[Cosignature], other: CounterpartId
) -> tuple[bytes, tuple[CardRecord, ...]]:
    file, witnesses = head.checkpoint, []
    for each in sorted(lines, key=lambda line: line.counterpart != other)[: MAX_WITNESSES + 1]:
        name = tx.counterparts.get(each.counterpart).card
        record = None if name is None else tx.cards.find(name)
        with_line = checkpoint.with_line(file, each.line)
        if record is None or not _verifies(node, with_line, open_card(record.data).card):
            continue  # they have another log key by now
        file = with_line
        if each.counterpart != other:
            witnesses.append(record)
    return file, tuple(witnesses)


def _verifies(node: Node, file: bytes, witness: Card) -> bool:
    try:
        checkpoint.open_cosignature(file, node.keyring.log, witness=witness.log)
    except UntrustedError:
        return False
    return True


def _message(held: Incoming) -> Message:
    return parse(SignedMessage.from_bytes(held.signed).data)
