"""What holds of each honest node, and between it and each other."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial

from tocsin.domain import ledger
from tocsin.domain.delivery import Delivery
from tocsin.domain.errors import TocsinError
from tocsin.domain.exchange import Direction, InboxState, Incoming, Stream
from tocsin.domain.inquiry import InquiryState
from tocsin.surfaces.simulation.view import Check, View
from tocsin.surfaces.simulation.witness import Count, Sent, digest_of
from tocsin.usecases import audit
from tocsin.usecases.steps.standing import ANSWERED, WARNINGS
from tocsin.wire import checkpoint
from tocsin.wire import proof as wire_proof
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Verdict

PROOFS = 2  # tried on each node
_RELEASED = WARNINGS | {Kind.CORRECTION}


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
        if held.kind in WARNINGS and sender in found.views and held.verdict == Verdict.STORED and held.body:
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
    elif sent.kind in _RELEASED and not found.witness.is_approved(sent):
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
        (Kind.OUTCOME,): None if answer.outcome is None else answer.outcome.at,
        (Kind.REDIRECT,): answer.redirects[-1].at if answer.redirects else None,
    }


def _require_known(found: Check, sent: Sent, delivery: Delivery, held: Incoming | None) -> None:
    """Compare what people did about a message with what its sender was told; who was restored may have forgotten."""
    if held is None or held.verdict != Verdict.STORED or held.kind not in WARNINGS | ANSWERED:
        return
    has_forgotten = found.was_restored(sent.recipient)
    for what, (there, here) in (_done(delivery, held)).items():
        if there != here and not (has_forgotten and here):
            found.breach(Count.DIVERGENT, "V4", sent.name, f"{what}: {there} there, {here} here")


def _done(delivery: Delivery, held: Incoming) -> dict[str, tuple[object, object]]:
    """Return what was done about a message, as its recipient and as its sender has it."""
    answer = delivery.answer
    outcome = None if answer.outcome is None else str(answer.outcome.result)
    return {
        "opened": (held.opened_at is not None, answer.opened_at is not None),
        "responded": (held.answered, answer.response),
        "outcome": (held.outcome, outcome),
        "redirected": (held.redirected, answer.redirects[-1].organisation if answer.redirects else None),
        "fates": (set(held.fates), set(answer.fates)),
    }


def _nothing_waits(found: Check, view: View) -> None:
    """What people are asked by honest counterparts, they have answered."""
    for each in view.inbox.values():
        is_owed = each.kind in ANSWERED and each.verdict == Verdict.STORED and each.state is not InboxState.RESPONDED
        if is_owed and view.names[each.counterpart] in found.views:
            found.breach(Count.DIVERGENT, "V6", found.witness.sent[each.id].name, f"the {each.kind} is not answered")
    for asked in view.inquiries:
        name = view.names[asked.counterpart]
        if asked.direction is Direction.IN and asked.state is InquiryState.OPEN and name in found.views:
            found.breach(Count.DIVERGENT, "V6", view.name, f"an inquiry of {name} is not answered")


def _ended(found: Check, view: View) -> None:
    """Nobody is told of a notice that has ended."""
    for each in view.deliveries.values():
        ended = view.entries.get(("notice.ended", each.notice or ""))
        signed = view.entries.get(("message.signed", each.id))
        if each.kind in WARNINGS and ended is not None and signed is not None and signed > ended:
            about = found.witness.sent[each.id].name
            found.breach(Count.LEAKED, "K5", about, "it tells of a notice that has ended")


def _streams(found: Check, view: View) -> None:
    for name in sorted(found.views.keys() & view.member.knows.keys()):
        outs = view.streams_of(name, Direction.OUT)
        intos = found.views[name].streams_of(view.name, Direction.IN)
        for urgency, epoch in sorted(outs.keys() | intos.keys()):
            out, into = outs.get((urgency, epoch)), intos.get((urgency, epoch))
            about = f"{view.name}>{name} {urgency} {epoch}"
            if into is not None and into.missing:
                found.breach(Count.LOST, "L4", about, f"missing: {into.missing}")
            if into is not None and into.lost and not found.was_restored(view.name, name):
                found.breach(Count.LOST, "L4", about, f"lost: {into.lost}")
            if _end(out) != _end(into):
                found.breach(Count.DIVERGENT, "V2", about, "the two ends of the stream are not the same")


def _end(stream: Stream | None) -> int:
    """Return the last position that one end knows of, be it here, lost or forgotten."""
    if stream is None:
        return 0
    return max(stream.position, stream.theirs, *(last for _, last in stream.lost))


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


OF_NODES: Iterable[Callable[[Check, View], None]] = (
    _inbox,
    _answers,
    _nothing_waits,
    _ended,
    _streams,
    _ledger,
    _proofs,
)
