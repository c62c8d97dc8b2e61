"""The invariants, checked over all nodes when a run has come to rest. docs/spec/invariants.md says them in words."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from random import Random

from tocsin.domain import ledger
from tocsin.domain.book import Leaf
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import TocsinError, UntrustedError
from tocsin.domain.exchange import Direction, InboxState, Incoming, Outgoing, Stream, stream_key
from tocsin.surfaces.simulation.federation import Member
from tocsin.surfaces.simulation.witness import Count, Sent, Witness, digest_of
from tocsin.usecases import audit
from tocsin.wire import checkpoint
from tocsin.wire import proof as wire_proof
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.card import open_card
from tocsin.wire.message import Kind, SignedMessage, parse
from tocsin.wire.receipt import Verdict, open_receipt

PROOFS = 2  # tried on each node


class View:
    """What one node holds in the end."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.name = member.name
        with member.node.store.read() as tx:
            self.outbox: dict[str, Outgoing] = {each.id: each for each in tx.outgoing.where()}
            self.deliveries: dict[str, Delivery] = {each.id: each for each in tx.deliveries.where()}
            self.inbox: dict[str, Incoming] = {each.id: each for each in tx.incoming.where()}
            self.streams: dict[str, Stream] = {each.key: each for each in tx.streams.where()}
            self.leaves: tuple[Leaf, ...] = tx.leaves.where()
            self.cards = {each.digest: each.data for each in tx.cards.where()}
            self.forks = tx.forks.where()
            self.notices = {each.id for each in tx.notices.where()}
        self.names = {counterpart: name for name, counterpart in member.knows.items()}

    @cached_property
    def entries(self) -> set[tuple[str, str]]:
        """What the ledger says was done, and about which message."""
        kept = ((each.record, each.about) for each in self.leaves)
        return {(json.loads(record)["action"], about) for record, about in kept if record and about}


@dataclass(frozen=True, slots=True)
class Check:
    """All there is to look at."""

    views: Mapping[str, View]  # of honest members
    witness: Witness
    chance: Random

    def breach(self, count: Count, rule: str, about: str, said: str) -> None:
        """Note that an invariant did not hold."""
        self.witness.breach(count, rule, about, said)


def check(members: Mapping[str, Member], witness: Witness, chance: Random) -> None:
    """Check everything, and note each breach with the witness."""
    views = {name: View(member) for name, member in members.items() if member.is_honest}
    all_of_it = Check(views, witness, chance)
    for sent in witness.sent.values():
        if sent.sender in views and sent.recipient in views:
            for of_message in OF_MESSAGES:
                of_message(all_of_it, sent, views[sent.sender], views[sent.recipient])
    for view in views.values():
        for of_node in OF_NODES:
            of_node(all_of_it, view)


def _delivered(found: Check, sent: Sent, sender: View, recipient: View) -> None:
    held = recipient.inbox.get(sent.id)
    if sent.id not in sender.outbox:
        found.breach(Count.LOST, "L3", sent.name, "the outbox has forgotten it")
    if held is None:
        found.breach(Count.LOST, "L1", sent.name, "it never arrived")
    elif held.verdict != Verdict.STORED:
        found.breach(Count.LOST, "L5", sent.name, f"it was {held.verdict}")


def _same_at_both_ends(found: Check, sent: Sent, sender: View, recipient: View) -> None:
    delivery, held = sender.deliveries.get(sent.id), recipient.inbox.get(sent.id)
    state = None if delivery is None else delivery.state
    if state is DeliveryState.STORED and (held is None or held.verdict != Verdict.STORED):
        found.breach(Count.LOST, "L2", sent.name, "its sender believes that it arrived")
    if held is not None and state != held.verdict:
        found.breach(Count.DIVERGENT, "V2", sent.name, f"{state} at one end, {held.verdict} at the other")
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
    if (receipt.message_id, str(receipt.verdict)) != (sent.id, str(delivery.state)):
        found.breach(Count.UNPROVEN, "U2", sent.name, "the receipt is about something else")


def _in_both_ledgers(found: Check, sent: Sent, sender: View, recipient: View) -> None:
    wanted = [(sender, "message.signed")]
    if sent.id in recipient.inbox:
        wanted.append((recipient, "message.received"))
    for view, action in wanted:
        if (action, sent.id) not in view.entries:
            found.breach(Count.UNPROVEN, "U3", sent.name, f"{view.name} has no entry {action}")


def _inbox(found: Check, view: View) -> None:
    bodies: dict[str, str] = {}
    names: dict[str, str] = {}
    for held in view.inbox.values():
        sender = view.names.get(held.counterpart, "nobody")
        if held.verdict == Verdict.REFUSED:
            continue
        sent = found.witness.sent.get(held.id)
        _require_theirs(found, view, sender, sent)
        body = held.id if held.erased_at is not None else digest_of(held.body)
        if sender in found.views and bodies.setdefault(body, held.id) != held.id:
            found.breach(Count.DOUBLED, "D1", sent.name if sent else view.name, "one body is kept twice")
        if held.kind == Kind.ALERT and sender in found.views and held.verdict == Verdict.STORED and held.body:
            names[read_alert(held.body).notice] = sender
    for name, sender in names.items():
        first = found.witness.names.setdefault(name, (sender, view.name))
        if first != (sender, view.name):
            found.breach(Count.LEAKED, "K3", view.name, f"{sender} gave one name to {first[1]} too")


def _require_theirs(found: Check, view: View, sender: str, sent: Sent | None) -> None:
    """What is kept under an honest name was sent by it, to us, and approved."""
    if sender not in found.views:
        return
    if sent is None or sent.sender != sender:
        found.breach(Count.DIVERGENT, "V5", view.name, f"{sender} never sent a message that is kept as its own")
    elif sent.recipient != view.name:
        found.breach(Count.LEAKED, "K1", sent.name, f"{view.name} holds it")
    elif sent.kind == Kind.ALERT and not found.witness.is_approved(sent):
        found.breach(Count.LEAKED, "K1", sent.name, "nobody approved it for them")


def _answers(found: Check, view: View) -> None:
    replies = {(each.about, each.counterpart, each.kind) for each in view.inbox.values() if each.about is not None}
    for delivery in view.deliveries.values():
        sent = found.witness.sent.get(delivery.id)
        if sent is None:
            continue
        for kinds, at in _given(delivery).items():
            if at is not None and not any((delivery.id, delivery.counterpart, kind) in replies for kind in kinds):
                found.breach(Count.LEAKED, "K4", sent.name, f"its {kinds[0]} came from somebody else")
        other = found.views.get(sent.recipient)
        if other is not None:
            _require_known(found, sent, delivery, other.inbox.get(sent.id))


def _given(delivery: Delivery) -> dict[tuple[Kind, ...], datetime | None]:
    """Return when each answer came, by the kinds of message that may have brought it."""
    answer = delivery.answer
    return {
        (Kind.OPENED,): answer.opened_at,
        (Kind.ACKNOWLEDGEMENT,): answer.acknowledged_at,
        (Kind.RESPONSE, Kind.RECALL_ANSWER, Kind.INQUIRY_ANSWER): answer.responded_at,
    }


def _require_known(found: Check, sent: Sent, delivery: Delivery, held: Incoming | None) -> None:
    if held is None or held.kind != Kind.ALERT:
        return
    answer = delivery.answer
    done = {
        "opened": (held.opened_at is not None, answer.opened_at is not None),
        "responded": (held.state is InboxState.RESPONDED, answer.responded_at is not None),
    }
    for what, (there, here) in done.items():
        if there != here:
            found.breach(Count.DIVERGENT, "V4", sent.name, f"{what}: {there} there, {here} here")


def _streams(found: Check, view: View) -> None:
    for name, other in found.views.items():
        if name not in view.member.knows:
            continue
        us, them = other.member.knows[view.name], view.member.knows[name]
        for out in view.streams.values():
            if (out.counterpart, out.direction) != (them, Direction.OUT):
                continue
            into = other.streams.get(stream_key(us, Direction.IN, out.urgency, out.epoch))
            about = f"{view.name}>{name} {out.urgency} {out.epoch}"
            if into is not None and into.missing:
                found.breach(Count.LOST, "L4", about, f"missing: {into.missing}")
            if _end(out) != _end(into):
                found.breach(Count.DIVERGENT, "V2", about, "the two ends of the stream are not the same")


def _end(stream: Stream | None) -> tuple[object, ...]:
    return () if stream is None else (stream.epoch, stream.position, stream.last)


def _ledger(found: Check, view: View) -> None:
    """Build the ledger anew from its entries, and compare it with every head that was ever signed."""
    for fork in view.forks:
        if view.names[fork.counterpart] in found.views:
            found.breach(Count.DIVERGENT, "V3", view.name, f"{view.names[fork.counterpart]} is taken for a forger")
    heads = {each.size: each for each in found.witness.heads.get(view.name, ())}
    if sorted(heads) != [each.size for each in found.witness.heads.get(view.name, ())]:
        found.breach(Count.DIVERGENT, "V3", view.name, "a head did not grow")
    nodes: dict[tuple[int, int], bytes] = {}
    roots: dict[int, bytes] = {}
    for leaf in view.leaves:
        hashed = ledger.leaf_hash(leaf.content)
        nodes.update(
            {(level, index): value for level, index, value in ledger.append(leaf.index, hashed, _reader(nodes))}
        )
        if leaf.index + 1 in heads:
            roots[leaf.index + 1] = ledger.root(leaf.index + 1, _reader(nodes))
    for size, head in heads.items():
        signed = checkpoint.open_checkpoint(head.checkpoint, view.member.node.keyring.log)
        if roots.get(size) != signed.root:
            found.breach(Count.DIVERGENT, "V3", view.name, f"the head of size {size} is over other entries")


def _reader(nodes: Mapping[tuple[int, int], bytes]) -> Callable[[int, int], bytes]:
    return lambda level, index: nodes[level, index]


def _proofs(found: Check, view: View) -> None:
    """Make proofs of some messages, of the sender's and of the recipient's making, and verify them."""
    node, ines = view.member.node, view.member.ines
    kept = [each for each in view.inbox.values() if each.verdict == Verdict.STORED and each.kind == Kind.ALERT]
    given = [each for each in view.deliveries.values() if each.notice in view.notices and each.receipt is not None]
    for held in found.chance.sample(kept, min(PROOFS, len(kept))):
        _require_proof(found, view, held.id, partial(audit.prove_received, node, ines, message=held.id))
    for each in found.chance.sample(given, min(PROOFS, len(given))):
        if each.notice is not None:
            made = partial(audit.prove, node, ines, notice=each.notice, to=each.counterpart)
            _require_proof(found, view, each.id, made)


def _require_proof(found: Check, view: View, message: str, prove: Callable[[], bytes]) -> None:
    sent = found.witness.sent.get(message)
    about = view.name if sent is None else sent.name
    try:
        verdict = wire_proof.verify(prove())
    except TocsinError as error:
        found.breach(Count.UNPROVEN, "U4", about, str(error))
        return
    if not verdict.holds:
        found.breach(Count.UNPROVEN, "U4", about, "; ".join(verdict.failures))


OF_MESSAGES: Iterable[Callable[[Check, Sent, View, View], None]] = (
    _delivered,
    _same_at_both_ends,
    _receipt_verifies,
    _in_both_ledgers,
)
OF_NODES: Iterable[Callable[[Check, View], None]] = (_inbox, _answers, _streams, _ledger, _proofs)
