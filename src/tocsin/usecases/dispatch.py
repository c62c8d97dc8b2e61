"""Dispatch: carry queued messages to a counterpart until it has given its signed word on each.

One message is in flight per counterpart. The urgent overtakes the routine; inside one stream the order is kept.
A message waits in the outbox until a receipt that verifies says `stored`, `quarantined` or `refused`; whatever
else happens (nobody answers, the answer makes no sense, we crash) it is carried again, with growing pauses. What they
refuse without a signed reason is put aside for a while and lets the others pass. The
envelope's bytes are the same at every attempt and with every courier, so the other side can tell a repetition and
gives the same receipt; only when its recipient has another sealing key by now is the same message sealed again. Nothing
goes to a counterpart that is suspended.

A counterpart may be reached in several ways. The one that last brought a receipt is tried first, then the others in
the order of its card. A courier that cannot wait for the receipt leaves the message with a third party; others then go
past it, and it is carried again if no receipt comes.
"""

from dataclasses import dataclass, replace

from tocsin.domain.counterpart import Counterpart, Standing
from tocsin.domain.delivery import Delivery, DeliveryState, Left, wait_at_the_door, wait_for_receipt, wait_in_silence
from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.domain.exchange import Outgoing
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.usecases.steps import cards, outbox, receipts, seals
from tocsin.wire.card import Card, Endpoint
from tocsin.wire.message import Kind
from tocsin.wire.receipt import REFUSAL, Receipt

BARE_REFUSAL = "refused without a reason: they cannot open it, or do not know us under the card it was signed with"
_BARE = "bare-refusal"


class _BarredError(UnavailableError):
    """Somebody is there, and refuses this message without a signed reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """One message to one counterpart."""

    to: Counterpart
    card: Card
    held: Delivery
    outgoing: Outgoing

    def ways(self) -> list[Endpoint]:
        """Return their endpoints: the one that last answered first, the one where this was left in vain last."""
        vain = None if self.held.left is None else self.held.left.address
        last = self.to.answered_at_address
        return sorted(self.card.endpoints, key=lambda each: (each.address == vain, each.address != last))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What the carrying came to. Without a receipt, the message was left there."""

    address: str
    data: bytes = b""
    receipt: Receipt | None = None


def send_next(node: Node, *, counterpart: CounterpartId) -> Delivery | None:
    """Carry the first message that waits for this counterpart; None where nothing waits."""
    errand = _next(node, counterpart)
    if errand is None:
        with node.store.begin() as tx:
            outbox.recall(node, tx, counterpart)
            outbox.settle(node, tx, counterpart)
        return None
    try:
        answer = _carry(node, _openable(node, errand))
    except _BarredError as error:
        return _bar(node, errand.outgoing, str(error))
    except UnavailableError as error:
        return _try_later(node, errand.outgoing, str(error))
    if answer.receipt is None:
        return _leave(node, errand.outgoing, answer.address)
    with node.store.begin() as tx:
        receipts.prefer(tx, errand.to, answer.address)
        return receipts.file(node, tx, errand.to, answer.receipt, answer.data)


def _next(node: Node, counterpart: CounterpartId) -> _Errand | None:
    with node.store.read() as tx:
        to = tx.counterparts.get(counterpart)
        held = outbox.first(tx, counterpart)
        if held is None or to.standing is Standing.SUSPENDED:
            return None
        card = cards.theirs(tx, to).card
        if card.sealing_key_at(node.clock.now()) is None:
            # Nothing but our own card can go: they may be waiting for just that.
            held = outbox.first_card(tx, counterpart) or held
        return _Errand(to=to, card=card, held=held, outgoing=tx.outgoing.get(held.id))


def _openable(node: Node, errand: _Errand) -> _Errand:
    """Return the errand with an envelope that the recipient can open: sealed again where its key has changed."""
    if seals.holds(errand.outgoing, errand.card, node.clock.now()):
        return errand
    with node.store.begin() as tx:
        return replace(errand, outgoing=seals.fresh(node, tx, errand.outgoing, errand.card))


def _carry(node: Node, errand: _Errand) -> _Answer:
    errors, is_barred = [], False
    for endpoint in errand.ways():
        courier = node.couriers.get(endpoint.courier)
        if courier is None:
            continue
        try:
            data = courier.carry(endpoint.address, errand.outgoing.envelope)
            receipt = None if data is None else _read(node, errand, data)
            return _Answer(address=endpoint.address, data=data or b"", receipt=receipt)
        except (UnavailableError, UntrustedError) as error:
            errors.append(str(error))
            is_barred = is_barred or (isinstance(error, UntrustedError) and error.code == _BARE)
    if is_barred:
        raise _BarredError("; ".join(errors))
    raise UnavailableError(
        "; ".join(errors) or "no courier here speaks any of their endpoints: take it there with tocsin courier export"
    )


def _read(node: Node, errand: _Errand, data: bytes) -> Receipt:
    """Return the receipt if it is theirs, for us, and about this very message."""
    if data == REFUSAL:
        raise UntrustedError(BARE_REFUSAL, code=_BARE)
    with node.store.read() as tx:
        receipt = receipts.read(node, data, cards.vouching_keys(tx, errand.to), sender=errand.card.node_id)
    if receipt.message_id != errand.outgoing.id:
        raise UntrustedError("the receipt is about another message")
    return receipt


def _try_later(node: Node, outgoing: Outgoing, error: str) -> Delivery:
    with node.store.begin() as tx:
        held = tx.deliveries.get(outgoing.id)
        if held.state is not DeliveryState.QUEUED:  # another process was told meanwhile what became of it
            return held
        attempt = held.attempts + 1
        at = node.clock.now() + wait_in_silence(attempt, held.urgency, node.entropy.fraction())
        changed = held.moved(DeliveryState.QUEUED, attempts=attempt, last_error=error, next_attempt_at=at)
        tx.deliveries.put(changed)
        tx.work.put(outbox.work_for(outgoing.counterpart, at))
    return changed


def _bar(node: Node, outgoing: Outgoing, error: str) -> Delivery:
    """Put aside what they refuse without a signed reason: it holds up nothing else, and is tried again later.

    They may have forgotten our newest card, if they were restored from a backup: it is brought once more.
    """
    with node.store.begin() as tx:
        held = tx.deliveries.get(outgoing.id)
        if held.state is not DeliveryState.QUEUED:
            return held
        attempt = held.attempts + 1
        at = node.clock.now() + wait_at_the_door(attempt, node.entropy.fraction())
        changed = held.moved(DeliveryState.BARRED, attempts=attempt, last_error=error, next_attempt_at=at)
        if held.kind == Kind.CARD and held.receipt is not None:  # it was brought once more, and they know a later one
            changed = held.moved(DeliveryState.STORED, attempts=attempt, next_attempt_at=None)
        tx.deliveries.put(changed)
        if changed.state is DeliveryState.BARRED:
            outbox.bring_cards(node, tx, outgoing.counterpart)
        outbox.settle(node, tx, outgoing.counterpart)
    return changed


def _leave(node: Node, outgoing: Outgoing, address: str) -> Delivery:
    """Keep in mind where it lies. What waits behind it is carried next."""
    with node.store.begin() as tx:
        held = tx.deliveries.get(outgoing.id)
        if held.state is not DeliveryState.QUEUED:
            return held
        now = node.clock.now()
        attempt = held.attempts + 1
        changed = held.moved(
            DeliveryState.LEFT,
            attempts=attempt,
            last_error=None,
            next_attempt_at=now + wait_for_receipt(attempt, node.entropy.fraction()),
            left=Left(address=address, at=now),
        )
        tx.deliveries.put(changed)
        outbox.settle(node, tx, outgoing.counterpart)
    return changed
