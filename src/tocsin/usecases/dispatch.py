"""Dispatch: carry queued messages to a counterpart until it has given its signed word on each.

One message is in flight per counterpart. The urgent overtakes the routine; inside one stream the order is kept.
A message waits in the outbox until a receipt that verifies says `stored`, `quarantined` or `refused`; whatever
else happens (nobody answers, the answer makes no sense, we crash) it is carried again, with growing pauses. The
envelope's bytes are the same at every attempt, so the other side can tell a repetition and gives the same receipt.
"""

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import Delivery, DeliveryState, wait_before
from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.domain.exchange import Outgoing
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.usecases.steps import cards, journal, outbox
from tocsin.wire.card import Card
from tocsin.wire.receipt import Receipt, Verdict, open_receipt

_STATES = {
    Verdict.STORED: DeliveryState.STORED,
    Verdict.QUARANTINED: DeliveryState.QUARANTINED,
    Verdict.REFUSED: DeliveryState.REFUSED,
}


def due(node: Node) -> tuple[CounterpartId, ...]:
    """Return the counterparts for which something may be carried now."""
    now = node.clock.now()
    with node.store.read() as tx:
        return tuple(CounterpartId(work.subject) for work in tx.work.where() if work.due_at <= now)


def send_next(node: Node, *, counterpart: CounterpartId) -> Delivery | None:
    """Carry the first message that waits for this counterpart; None where nothing waits."""
    with node.store.read() as tx:
        to = tx.counterparts.get(counterpart)
        waiting = outbox.first(tx, counterpart)
        first = None if waiting is None else tx.outgoing.get(waiting.id)
        card = None if waiting is None else cards.theirs(tx, to).card
    if first is None or card is None:
        with node.store.begin() as tx:
            outbox.settle(node, tx, counterpart)
        return None
    try:
        receipt_bytes = _carry(node, card, first)
        receipt = _read(receipt_bytes, card, first, node.organisation.node_id)
    except (UnavailableError, UntrustedError) as error:
        return _try_later(node, first, str(error))
    return _file(node, to, first, receipt, receipt_bytes)


def _carry(node: Node, card: Card, outgoing: Outgoing) -> bytes:
    errors = []
    for endpoint in card.endpoints:
        courier = node.couriers.get(endpoint.courier)
        if courier is None:
            continue
        try:
            return courier.carry(endpoint.address, outgoing.envelope)
        except UnavailableError as error:
            errors.append(str(error))
    raise UnavailableError("; ".join(errors) or "no courier here speaks any of their endpoints")


def _read(data: bytes, card: Card, outgoing: Outgoing, ours: str) -> Receipt:
    """Return the receipt if it is theirs, for us, and about this very message."""
    try:
        receipt = open_receipt(data, card.signing)
    except UntrustedError as error:
        raise UntrustedError("the answer is not a receipt signed by them") from error
    if (receipt.message_id, receipt.sender, receipt.recipient) != (outgoing.id, card.node_id, ours):
        raise UntrustedError("the receipt is about another message")
    return receipt


def _try_later(node: Node, outgoing: Outgoing, error: str) -> Delivery:
    with node.store.begin() as tx:
        held = tx.deliveries.get(outgoing.id)
        if held.state is not DeliveryState.QUEUED:  # another process was told meanwhile what became of it
            return held
        attempt = held.attempts + 1
        at = node.clock.now() + wait_before(attempt, node.entropy.fraction())
        changed = held.moved(DeliveryState.QUEUED, attempts=attempt, last_error=error, next_attempt_at=at)
        tx.deliveries.put(changed)
        tx.work.put(outbox.work_for(outgoing.counterpart, at))
    return changed


def _file(node: Node, to: Counterpart, outgoing: Outgoing, receipt: Receipt, data: bytes) -> Delivery:
    with node.store.begin() as tx:
        held = tx.deliveries.get(outgoing.id)
        if held.state is not DeliveryState.QUEUED:
            return held
        now = node.clock.now()
        changed = held.moved(
            _STATES[receipt.verdict],
            attempts=held.attempts + 1,
            last_error=None if receipt.reason is None else f"they answered {receipt.verdict}: {receipt.reason}",
            next_attempt_at=None,
            receipt=data,
            delivered_at=None if receipt.verdict is Verdict.REFUSED else now,
        )
        tx.deliveries.put(changed)
        outbox.settle(node, tx, to.id)
        journal.record(
            node,
            tx,
            "receipt.filed",
            about=outgoing.id,
            envelope=receipt.envelope_digest,
            verdict=receipt.verdict,
            sender=receipt.sender,
        )
    return changed
