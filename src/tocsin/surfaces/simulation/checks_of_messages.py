"""What holds of each message between two honest nodes."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from tocsin.domain import gaps
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.exchange import Direction, Incoming
from tocsin.surfaces.simulation.view import Check, View
from tocsin.surfaces.simulation.witness import Count, Sent
from tocsin.wire.receipt import Reason, Verdict, claimed, is_signed_by


def _delivered(found: Check, sent: Sent, sender: View, recipient: View) -> None:
    held = recipient.inbox.get(sent.id)
    if sent.id not in sender.outbox:
        found.breach(Count.LOST, "L3", sent.name, "the outbox has forgotten it")
    elif held is None and not _is_gone(sent, sender, recipient):
        found.breach(Count.LOST, "L1", sent.name, "it never arrived")
    elif held is not None and held.verdict != Verdict.STORED and not _is_about_forgotten(found, sent, held):
        found.breach(Count.LOST, "L5", sent.name, f"it was {held.verdict}: {claimed(held.receipt).reason}")


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
    receipt = None if delivery is None else delivery.receipt
    if receipt is not None and held is not None and not _is_same(receipt, held.receipt):
        found.breach(Count.DIVERGENT, "V2", sent.name, "the two ends hold different receipts")


def _is_same(ours: bytes, theirs: bytes) -> bool:
    """Say whether two receipts say the same; the one at the other end may have been signed again with new keys."""
    return ours == theirs or claimed(ours) == claimed(theirs)


def _receipt_verifies(found: Check, sent: Sent, sender: View, recipient: View) -> None:
    delivery = sender.deliveries.get(sent.id)
    if delivery is None or delivery.receipt is None:
        if delivery is None or delivery.state not in {DeliveryState.QUEUED, DeliveryState.LEFT}:
            found.breach(Count.UNPROVEN, "U2", sent.name, "no receipt is on file")
        return
    if not any(is_signed_by(delivery.receipt, keys) for keys in sender.keys_of(recipient.name)):
        found.breach(Count.UNPROVEN, "U2", sent.name, "no keys of its recipient verify the receipt")
        return
    receipt = claimed(delivery.receipt)
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
    is_whole = sent.position <= into.contiguous or sent.position == into.position
    shown = out.forgotten if is_whole else (*out.forgotten, *out.lost)  # amid gaps a sender cannot tell which it is
    is_known = sent.position <= into.position or gaps.has(into.lost, sent.position)
    if is_known and not gaps.has(shown, sent.position):
        found.breach(Count.DIVERGENT, "V2", sent.name, "its recipient knows of it, its sender does not show that")


OfMessage: TypeAlias = Callable[[Check, Sent, View, View], None]

OF_MESSAGES: Iterable[OfMessage] = (_delivered, _same_at_both_ends, _receipt_verifies, _in_both_ledgers)
OF_FORGOTTEN: Iterable[OfMessage] = (_shown_as_forgotten,)
"""Of what its sender has forgotten."""
