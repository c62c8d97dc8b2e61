"""What holds of each message between two honest nodes."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from tocsin.domain import gaps
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import UntrustedError
from tocsin.domain.exchange import Direction, Incoming
from tocsin.surfaces.simulation.view import Check, View
from tocsin.surfaces.simulation.witness import Count, Sent
from tocsin.wire.card import open_card
from tocsin.wire.message import SignedMessage, parse
from tocsin.wire.receipt import Reason, Verdict, claimed, open_receipt


def _delivered(found: Check, sent: Sent, sender: View, recipient: View) -> None:
    held = recipient.inbox.get(sent.id)
    if sent.id not in sender.outbox:
        found.breach(Count.LOST, "L3", sent.name, "the outbox has forgotten it")
    elif held is None and not _is_gone(sent, sender, recipient):
        found.breach(Count.LOST, "L1", sent.name, "it never arrived")
    elif held is not None and held.verdict != Verdict.STORED and not _is_about_forgotten(found, sent, held):
        found.breach(Count.LOST, "L5", sent.name, f"it was {held.verdict}")


def _is_gone(sent: Sent, sender: View, recipient: View) -> bool:
    """Say whether its recipient has lost it, its sender has erased it, and both ends show that."""
    return (
        not sender.outbox[sent.id].signed
        and gaps.has(recipient.stream(sender.name, Direction.IN, sent).lost, sent.position)
        and gaps.has(sender.stream(recipient.name, Direction.OUT, sent).lost, sent.position)
    )


def _is_about_forgotten(found: Check, sent: Sent, held: Incoming) -> bool:
    """Say whether it answers what its recipient, restored from a backup, does not know to have sent."""
    return found.was_restored(sent.recipient) and claimed(held.receipt).reason == Reason.REFERENCE_UNKNOWN


def _same_at_both_ends(found: Check, sent: Sent, sender: View, recipient: View) -> None:
    delivery, held = sender.deliveries.get(sent.id), recipient.inbox.get(sent.id)
    state = None if delivery is None else delivery.state
    is_there = held is not None and held.verdict == Verdict.STORED
    if state is DeliveryState.STORED and not is_there and not _is_gone(sent, sender, recipient):
        found.breach(Count.LOST, "L2", sent.name, "its sender believes that it arrived")
    if held is not None and state != held.verdict:
        found.breach(Count.DIVERGENT, "V2", sent.name, f"{state} at one end, {held.verdict} at the other")
    if found.was_restored(sent.recipient):
        return  # the sender keeps the first receipt: what it is about was lost, and sent again
    if delivery is not None and held is not None and delivery.receipt not in {None, held.receipt}:
        found.breach(Count.DIVERGENT, "V2", sent.name, "the two ends hold different receipts")


def _receipt_verifies(found: Check, sent: Sent, sender: View, _: View) -> None:
    delivery, outgoing = sender.deliveries.get(sent.id), sender.outbox.get(sent.id)
    if delivery is None or outgoing is None or delivery.receipt is None:
        if delivery is None or delivery.state not in {DeliveryState.QUEUED, DeliveryState.LEFT}:
            found.breach(Count.UNPROVEN, "U2", sent.name, "no receipt is on file")
        return
    named = parse(SignedMessage.from_bytes(outgoing.signed).data)
    try:
        receipt = open_receipt(delivery.receipt, open_card(sender.cards[named.recipient_card]).card.signing)
    except UntrustedError as error:
        found.breach(Count.UNPROVEN, "U2", sent.name, str(error))
        return
    says_so = str(receipt.verdict) == str(delivery.state) or found.was_restored(sent.recipient)
    if receipt.message_id != sent.id or not says_so:
        found.breach(Count.UNPROVEN, "U2", sent.name, "the receipt is about something else")


def _in_both_ledgers(found: Check, sent: Sent, sender: View, recipient: View) -> None:
    wanted = [(sender, "message.signed")]
    if sent.id in recipient.inbox:
        wanted.append((recipient, "message.received"))
    for view, action in wanted:
        if (action, sent.id) not in view.entries:
            found.breach(Count.UNPROVEN, "U3", sent.name, f"{view.name} has no entry {action}")


def _shown_as_forgotten(found: Check, sent: Sent, sender: View, recipient: View) -> None:
    """Look at what its sender, restored from a backup, does not know of: both ends show what became of it."""
    out = sender.stream(recipient.name, Direction.OUT, sent)
    into = recipient.stream(sender.name, Direction.IN, sent)
    if gaps.has(into.lost, sent.position):
        if not gaps.has((*out.lost, *out.forgotten), sent.position):
            found.breach(Count.DIVERGENT, "V2", sent.name, "its recipient shows it as lost, its sender does not")
    elif sent.position <= into.position and not gaps.has(out.forgotten, sent.position):
        found.breach(Count.DIVERGENT, "V2", sent.name, "its recipient has it, its sender does not show that")


OfMessage: TypeAlias = Callable[[Check, Sent, View, View], None]

OF_MESSAGES: Iterable[OfMessage] = (_delivered, _same_at_both_ends, _receipt_verifies, _in_both_ledgers)
OF_FORGOTTEN: Iterable[OfMessage] = (_shown_as_forgotten,)
"""Of what its sender has forgotten."""
