"""Findings: what follows from a proof in which everything has been verified, and what does not, in plain words.

Each line claims no more than its signatures carry: who said it, and by whose clock. What a reader might take for
proven and is not is said as plainly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.wire.canonical import rfc3339
from tocsin.wire.card import Card, OpenedCard
from tocsin.wire.checkpoint import Checkpoint
from tocsin.wire.evidence import Party, Proof
from tocsin.wire.fields import is_label
from tocsin.wire.leaf import facts
from tocsin.wire.message import Message
from tocsin.wire.receipt import Receipt, Verdict
from tocsin.wire.status import Held

_FATES = {
    Verdict.STORED: "stored",
    Verdict.QUARANTINED: "received and set aside",
    Verdict.REFUSED: "refused",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the recipient stated in a status message of its own."""

    made_at: datetime
    head: Checkpoint
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A proof in which every signature and every path has been verified."""

    proof: Proof
    sender: OpenedCard
    recipient: OpenedCard
    receipt: Receipt | None
    heads: Mapping[Party, Checkpoint]
    witnessed: Mapping[Party, int]
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


def proven(checked: Checked) -> Iterator[str]:
    """Say what follows, the recipient's own word first."""
    sender, recipient = checked.name(Party.SENDER), checked.name(Party.RECIPIENT)
    if checked.receipt is not None:
        yield _by_receipt(checked.receipt, sender, recipient)
    for statement in checked.statements:
        yield from _by_statement(statement, checked)
    for party, head in checked.heads.items():
        yield from _by_ledger(checked, party, head)
    if checked.message is not None:
        drill = ", marked as a drill," if checked.message.drill else ""
        yield (
            f"{sender} signed the message itself, which is in this file: kind {checked.message.kind}{drill} "
            f"dated {rfc3339(checked.message.created_at)} by its own clock"
        )


def not_proven(checked: Checked, *, are_compared: bool) -> Iterator[str]:
    """Say what does not follow, though a reader might think so."""
    sender, recipient = checked.name(Party.SENDER), checked.name(Party.RECIPIENT)
    if not are_compared:
        first, second = (checked.card(party).signing.fingerprint for party in Party)
        yield (
            f"whose keys these are: the fingerprint of {sender} is {first}, that of {recipient} is {second}; "
            "compare them with those you were given"
        )
    if checked.receipt is None:
        yield f"that {recipient} received this message: no receipt is in this file"
    if checked.message is None:
        yield "what the message said: this file holds only its digest"
    yield f"that a person at {recipient} read it: a receipt is a node's word"
    if checked.proof.answers:
        yield "what the answers said, or that they were signed: this file shows only that a ledger records them"
    yield "that the clocks were right: every time here is what its signer's clock said"
    yield "absence: this file cannot show that something else was not sent, received or done"
    for party in checked.heads:
        if party not in checked.witnessed:
            name = checked.name(party)
            yield f"that {name} shows everybody the same ledger: the other side did not witness this head"
    yield from _out_of_date(checked)


def _by_receipt(receipt: Receipt, sender: str, recipient: str) -> str:
    reason = f" ({receipt.reason})" if receipt.reason is not None else ""
    return (
        f"{recipient} signed that it {_FATES[receipt.verdict]}{reason} message {receipt.message_id} "
        f"sent by {sender}, received at {rfc3339(receipt.received_at)} by its own clock"
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
    if party in checked.witnessed:
        other = checked.name(Party.RECIPIENT if party is Party.SENDER else Party.SENDER)
        at = rfc3339(datetime.fromtimestamp(checked.witnessed[party], UTC))
        yield f"{other} witnessed that head of {name}'s ledger at {at}, and can tell one that does not continue it"


def _out_of_date(checked: Checked) -> Iterator[str]:
    times = [statement.made_at for statement in checked.statements]
    if checked.receipt is not None:
        times.append(checked.receipt.received_at)
    for party in Party:
        if not all(checked.card(party).is_valid_at(time) for time in times):
            yield f"that the card of {checked.name(party)} was in force: by its own dates it was not at the time"
