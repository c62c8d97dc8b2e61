"""Findings: what follows from a proof in which everything has been verified, and what does not, in plain words.

Each line claims no more than its signatures carry: who said it, and by whose clock. What a reader might take for
proven and is not is said as plainly.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.domain.errors import UntrustedError
from tocsin.wire.canonical import rfc3339
from tocsin.wire.card import Card
from tocsin.wire.checkpoint import Checkpoint
from tocsin.wire.evidence import Party, Proof
from tocsin.wire.fields import is_label
from tocsin.wire.leaf import facts
from tocsin.wire.lineage import Lineage
from tocsin.wire.message import Message
from tocsin.wire.receipt import Receipt
from tocsin.wire.receipt import Verdict as Fate
from tocsin.wire.status import Held

_FATES = {
    Fate.STORED: "stored",
    Fate.QUARANTINED: "received and set aside",
    Fate.REFUSED: "refused",
}


def recognise(holders: Mapping[str, Iterable[str]], trusted: Iterable[str]) -> Set[str]:
    """Return the nodes whose keys have one of the fingerprints that a reader got by another way.

    `holders` are the nodes in a file with their fingerprints; a fingerprint of nobody in it raises `UntrustedError`.
    """
    found: set[str] = set()
    for given in trusted:
        nodes = {node for node, prints in holders.items() if _plain(given) in map(_plain, prints)}
        if not nodes:
            raise UntrustedError(f"nobody in this file has the fingerprint {given}", code="fingerprint")
        found |= nodes
    return found


def whose_keys(name: str, fingerprints: Iterable[str]) -> str:
    """Say that a reader has to find out whose keys these are."""
    prints = ", then ".join(fingerprints)
    return f"whose keys these are: the fingerprint of {name} is {prints}; compare it with the one you were given"


def _plain(fingerprint: str) -> str:
    return "".join(fingerprint.split()).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a file shows. Where it does not hold, nothing counts as proven and `failures` says why."""

    holds: bool
    failures: tuple[str, ...] = ()
    proven: tuple[str, ...] = ()
    not_proven: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the recipient stated in a status message of its own."""

    made_at: datetime
    head: Checkpoint
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnessed:
    """Whose head somebody cosigned, and when by the witness's clock."""

    party: Party
    by: Card
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A proof in which every signature and every path has been verified."""

    proof: Proof
    sender: Lineage
    recipient: Lineage
    receipt: Receipt | None
    witnesses: tuple[Card, ...]
    heads: Mapping[Party, Checkpoint]
    witnessed: tuple[Witnessed, ...]
    statements: tuple[Statement, ...]
    message: Message | None

    def card(self, party: Party) -> Card:
        """The card of one of the two."""
        return (self.sender if party is Party.SENDER else self.recipient).card

    def name(self, party: Party) -> str:
        """What one of the two calls itself; two that call themselves the same are told apart."""
        name = self.card(party).organisation
        is_shared = self.sender.card.organisation == self.recipient.card.organisation
        return f"{name} (the {party})" if is_shared else name

    def witness(self, card: Card) -> str:
        """What a witness calls itself, told apart from the two."""
        for party in Party:
            if card == self.card(party):
                return self.name(party)
        return f"{card.organisation} (a witness)"


def proven(checked: Checked) -> Iterator[str]:
    """Say what follows, the recipient's own word first."""
    sender, recipient = checked.name(Party.SENDER), checked.name(Party.RECIPIENT)
    if checked.receipt is not None:
        yield _by_receipt(checked.receipt, sender, recipient)
    for statement in checked.statements:
        yield from _by_statement(statement, checked)
    for party, head in checked.heads.items():
        yield from _by_ledger(checked, party, head)
    yield from _by_answers(checked)
    if checked.message is not None:
        drill = ", marked as a drill," if checked.message.drill else ""
        yield (
            f"{sender} signed the message itself, which is in this file: kind {checked.message.kind}{drill} "
            f"dated {rfc3339(checked.message.created_at)} by its own clock"
        )


def not_proven(checked: Checked, *, compared: Set[str]) -> Iterator[str]:
    """Say what does not follow, though a reader might think so. `compared` are nodes whose fingerprints were given."""
    recipient = checked.name(Party.RECIPIENT)
    yield from _whose_keys(checked, compared)
    if checked.receipt is None:
        yield f"that {recipient} received this message: no receipt is in this file"
    if checked.message is None:
        yield "what the message said: this file holds only its digest"
    yield f"that a person at {recipient} read it: a receipt is a node's word"
    if any(answer.signed is None for answer in checked.proof.answers):
        yield "what the answers said, or that they were signed: this file shows only that a ledger records them"
    yield "that the clocks were right: every time here is what its signer's clock said"
    yield "absence: this file cannot show that something else was not sent, received or done"
    witnessed = {each.party for each in checked.witnessed}
    for party in checked.heads:
        if party not in witnessed:
            yield f"that {checked.name(party)} shows everybody the same ledger: nobody in this file witnessed this head"
    for party, lineage in ((Party.SENDER, checked.sender), (Party.RECIPIENT, checked.recipient)):
        if lineage.has_revoked:
            yield f"that {checked.name(party)} signed this itself: a later card of it revokes keys used in this file"
    yield from _out_of_place(checked)
    yield from _out_of_date(checked)


def _whose_keys(checked: Checked, compared: Set[str]) -> Iterator[str]:
    for party, lineage in ((Party.SENDER, checked.sender), (Party.RECIPIENT, checked.recipient)):
        if lineage.card.node_id not in compared:
            yield whose_keys(checked.name(party), lineage.fingerprints)
    for card in checked.witnesses:
        if card.node_id not in compared:
            found = card.signing.fingerprint
            yield f"whose keys those of the witness {card.organisation} are: their fingerprint is {found}"


def _by_receipt(receipt: Receipt, sender: str, recipient: str) -> str:
    reason = f" ({receipt.reason})" if receipt.reason is not None else ""
    return (
        f"{recipient} signed that it {_FATES[receipt.verdict]}{reason} message {receipt.message_id} "
        f"sent by {sender}, received at {rfc3339(receipt.received_at)} by its own clock"
        + (
            ""
            if receipt.log_size is None
            else f", and promised an entry among the first {receipt.log_size} of its ledger"
        )
    )


def _by_statement(statement: Statement, checked: Checked) -> Iterator[str]:
    sender, recipient = checked.name(Party.SENDER), checked.name(Party.RECIPIENT)
    for held in statement.held:
        yield (
            f"{recipient} signed at {rfc3339(statement.made_at)}, with {statement.head.size} entries in its ledger, "
            f"that it had every message of {sender}'s {held.urgency} stream up to number {held.position} "
            f"of epoch {held.epoch}"
        )
        message = checked.message
        if message is not None and (message.urgency, message.epoch) == (held.urgency, held.epoch):
            had = "so it stated that it had" if message.position <= held.position else "so it did not state that it had"
            yield f"{had} this message, which is number {message.position} of that stream"


def _by_ledger(checked: Checked, party: Party, head: Checkpoint) -> Iterator[str]:
    name = checked.name(party)
    log = checked.proof.sender_log if party is Party.SENDER else checked.proof.recipient_log
    for leaf in log.leaves if log else ():
        record = facts(leaf.record)
        said = record.get("kind")  # of another's making: printed only where it cannot mislead
        kind = f" ({said})" if isinstance(said, str) and is_label(said) else ""
        yield (
            f"the ledger of {name}, signed at {head.size} entries, holds as entry {leaf.index}: "
            f"{record['action']}{kind} at {record['at']}, message {record['message']}"
        )
    for each in checked.witnessed:
        if each.party is party:
            at = rfc3339(datetime.fromtimestamp(each.at, UTC))
            yield (
                f"{checked.witness(each.by)} witnessed that head of {name}'s ledger at {at}, "
                "and can tell one that does not continue it"
            )


def _by_answers(checked: Checked) -> Iterator[str]:
    recipient = checked.name(Party.RECIPIENT)
    for answer in checked.proof.answers:
        if answer.signed is not None:
            yield f"{recipient} signed its {answer.kind} {answer.message_id}, which is in this file, about this message"


def _out_of_place(checked: Checked) -> Iterator[str]:
    """Say where the recipient's entry is not where its receipt promised it would be."""
    size = None if checked.receipt is None else checked.receipt.log_size
    log = checked.proof.recipient_log
    for leaf in log.leaves if log is not None else ():
        if size is not None and leaf.index >= size and facts(leaf.record)["message"] == checked.proof.message_id:
            yield f"that entry {leaf.index} was made with the receipt: the receipt promised one among the first {size}"


def _out_of_date(checked: Checked) -> Iterator[str]:
    times = [statement.made_at for statement in checked.statements]
    if checked.receipt is not None:
        times.append(checked.receipt.received_at)
    for party in Party:
        if not all(checked.card(party).is_valid_at(time) for time in times):
            yield f"that the card of {checked.name(party)} was in force: by its own dates it was not at the time"
