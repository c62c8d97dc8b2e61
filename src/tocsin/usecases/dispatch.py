"""Dispatch: carry queued messages to a counterpart until it has given its signed word on each.

One request is in flight per counterpart. The urgent overtakes the routine; inside one stream the order is kept. Several
messages go in one request, as a bundle, where the counterpart and the courier take that; one that has been tried before
goes alone, so that nothing which cannot be taken in holds up what is beside it; what came back from a bundle of which
others were taken in lets the rest go past.
A message waits in the outbox until a receipt that verifies says `stored`, `quarantined` or `refused`; whatever else
happens (nobody answers, we crash) it is carried again, with growing pauses. What they refuse without a signed reason,
or answer with anything but their receipt, is put aside for a while and lets the others pass: a new card may be among
them.
The envelope's bytes are the same at every attempt and with every courier, so the other side can tell a repetition and
gives the same receipt; only when its recipient has another sealing key by now is the same message sealed again. Nothing
goes to a counterpart that is suspended.

A counterpart may be reached in several ways. The one that last brought a receipt is tried first, then the others in
the order of its card. A courier that cannot wait for the receipt leaves the message with a third party; others then go
past it, and it is carried again if no receipt comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate, takewhile

from tocsin.domain.counterpart import Counterpart, Standing
from tocsin.domain.delivery import Delivery, DeliveryState, Left, wait_for_receipt, wait_in_silence
from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.domain.exchange import Outgoing
from tocsin.domain.ids import CounterpartId
from tocsin.ports.courier import BatchCourier, Courier
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards, door, outbox, receipts, seals
from tocsin.wire import bundle
from tocsin.wire.card import Card, Endpoint
from tocsin.wire.limits import MAX_BATCH, MAX_BATCHED
from tocsin.wire.message import Kind
from tocsin.wire.receipt import REFUSAL, Receipt

CAME_BACK = "came back without a receipt among others that were taken in: it goes alone next"
BARE_REFUSAL = "refused without a reason: they cannot open it, or do not know us under the card it was signed with"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """What is to be carried to one counterpart: one message, and those that may go with it."""

    to: Counterpart
    card: Card
    held: Delivery
    messages: tuple[Outgoing, ...]

    def ways(self) -> list[Endpoint]:
        """Return their endpoints: the one that last answered first, the one where this was left in vain last."""
        vain = None if self.held.left is None else self.held.left.address
        last = self.to.answered_at_address
        return sorted(self.card.endpoints, key=lambda each: (each.address == vain, each.address != last))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What the carrying came to. What has no receipt was left there, or is put aside for this reason."""

    address: str
    carried: tuple[Outgoing, ...]
    receipts: Mapping[str, tuple[Receipt, bytes]] = field(default_factory=dict)
    is_left: bool = False
    because: str = BARE_REFUSAL


def send_next(node: Node, *, counterpart: CounterpartId) -> tuple[Delivery, ...]:
    """Carry what waits first for this counterpart, and what may go with it; return what became of it."""
    errand = _next(node, counterpart)
    if errand is None:
        with node.store.begin() as tx:
            outbox.recall(node, tx, counterpart)
            outbox.settle(node, tx, counterpart)
        return ()
    try:
        answer = _carry(node, _openable(node, errand))
    except UnavailableError as error:
        return (_try_later(node, errand.messages[0], str(error)),)
    if answer.is_left:
        return tuple(_leave(node, each, answer.address) for each in answer.carried)
    return _file(node, errand.to, answer)


def _next(node: Node, counterpart: CounterpartId) -> _Errand | None:
    with node.store.read() as tx:
        to = tx.counterparts.get(counterpart)
        waiting = outbox.first(tx, counterpart, MAX_BATCHED)
        if not waiting or to.standing is Standing.SUSPENDED:
            return None
        card = cards.theirs(tx, to).card
        if card.sealing_key_at(node.clock.now()) is None:
            # Nothing but our own card can go: they may be waiting for just that.
            waiting = outbox.first_card(tx, counterpart) or waiting[:1]
        together = _together(waiting) if bundle.FORMAT in card.formats else waiting[:1]
        messages = tuple(tx.outgoing.get(each.id) for each in together)
        return _Errand(to=to, card=card, held=waiting[0], messages=_fitting(messages))


def _together(waiting: tuple[Delivery, ...]) -> tuple[Delivery, ...]:
    """Return the first message, and those after it up to the first that has to go alone."""
    return tuple(takewhile(_is_new, waiting)) or waiting[:1]


def _is_new(delivery: Delivery) -> bool:
    """Say whether it has never been tried, and changes nothing for what comes after it, as a card does."""
    return delivery.attempts == 0 and delivery.kind != Kind.CARD


def _fitting(messages: tuple[Outgoing, ...]) -> tuple[Outgoing, ...]:
    """Return the first message, and as many after it as one bundle may hold."""
    sizes = accumulate((bundle.size(each.envelope) for each in messages), initial=bundle.AROUND)
    return messages[: max(1, sum(size <= MAX_BATCH for size in sizes) - 1)]


def _openable(node: Node, errand: _Errand) -> _Errand:
    """Return the errand with envelopes that the recipient can open: sealed again where its key has changed."""
    if all(seals.holds(each, errand.card, node.clock.now()) for each in errand.messages):
        return errand
    with node.store.begin() as tx:
        return replace(errand, messages=(seals.fresh(node, tx, errand.messages[0], errand.card),))


def _carry(node: Node, errand: _Errand) -> _Answer:
    errors, unusable = [], None
    for endpoint in errand.ways():
        courier = node.couriers.get(endpoint.courier)
        if courier is None:
            continue
        try:
            answer = _by(node, courier, endpoint.address, errand)
        except UnavailableError as error:
            errors.append(str(error))
            continue
        if answer.receipts or answer.is_left:
            return answer
        unusable = unusable or answer
    if unusable is not None:
        return unusable
    raise UnavailableError(
        "; ".join(errors) or "no courier here speaks any of their endpoints: take it there with tocsin courier export"
    )


def _by(node: Node, courier: Courier, address: str, errand: _Errand) -> _Answer:
    if len(errand.messages) > 1 and isinstance(courier, BatchCourier):
        carried = errand.messages
        answers = courier.carry_all(address, [each.envelope for each in carried])
    else:
        carried = errand.messages[:1]
        answer = courier.carry(address, carried[0].envelope)
        if answer is None:
            return _Answer(address=address, carried=carried, is_left=True)
        answers = () if answer == REFUSAL else (answer,)
    try:
        return _Answer(address=address, carried=carried, receipts=_read(node, errand, carried, answers))
    except UntrustedError as error:
        return _Answer(address=address, carried=carried, because=str(error))


def _read(
    node: Node, errand: _Errand, carried: tuple[Outgoing, ...], answers: tuple[bytes, ...]
) -> dict[str, tuple[Receipt, bytes]]:
    """Return the receipts by what they are about: they must be theirs, for us, and about these very messages."""
    with node.store.read() as tx:
        keys = tuple(cards.vouching_keys(tx, errand.to))
    read = [(receipts.read(node, each, keys, sender=errand.card.node_id), each) for each in answers]
    if not {receipt.message_id for receipt, _ in read} <= {each.id for each in carried}:
        raise UntrustedError("the receipt is about another message")
    return {receipt.message_id: (receipt, data) for receipt, data in read}


def _file(node: Node, to: Counterpart, answer: _Answer) -> tuple[Delivery, ...]:
    with node.store.begin() as tx:
        if answer.receipts:
            receipts.prefer(tx, to, answer.address)
        without = _alone if answer.receipts else partial(_bar, because=answer.because)
        filed = tuple(
            receipts.file(node, tx, to, *answer.receipts[each.id])
            if each.id in answer.receipts
            else without(node, tx, each)
            for each in answer.carried
        )
        outbox.settle(node, tx, to.id)
    return filed


def _alone(node: Node, tx: Transaction, outgoing: Outgoing) -> Delivery:
    """Carry by itself, next, what came back from a bundle: they refused it, or it was what they could not keep."""
    held = tx.deliveries.get(outgoing.id)
    if held.state is not DeliveryState.QUEUED:
        return held
    now, attempt = node.clock.now(), held.attempts + 1
    changed = held.moved(held.state, attempts=attempt, last_error=CAME_BACK, next_attempt_at=now, came_back=True)
    tx.deliveries.put(changed)
    return changed


def _try_later(node: Node, outgoing: Outgoing, error: str) -> Delivery:
    with node.store.begin() as tx:
        held = tx.deliveries.get(outgoing.id)
        if held.state is not DeliveryState.QUEUED:  # another process was told meanwhile what became of it
            return held
        attempt = held.attempts + 1
        at = node.clock.now() + wait_in_silence(attempt, held.urgency, node.entropy.fraction())
        state = DeliveryState.BARRED if held.came_back else DeliveryState.QUEUED  # others go past the one at fault
        changed = held.moved(state, attempts=attempt, last_error=error, next_attempt_at=at)
        tx.deliveries.put(changed)
        if held.came_back:
            outbox.settle(node, tx, outgoing.counterpart)
        else:
            tx.work.put(outbox.work_for(outgoing.counterpart, at))
    return changed


def _bar(node: Node, tx: Transaction, outgoing: Outgoing, because: str) -> Delivery:
    """Put aside what they refuse without a signed reason, or answer with what is not their receipt.

    They may have forgotten our newest card, if they were restored from a backup: it is brought once more. We may not
    know theirs yet, and it may come for just that.
    """
    held = tx.deliveries.get(outgoing.id)
    if held.state is not DeliveryState.QUEUED:
        return held
    if held.kind == Kind.CARD and held.receipt is not None:  # it was brought once more, and they know a later one
        known = held.moved(DeliveryState.STORED, attempts=held.attempts + 1, next_attempt_at=None)
        tx.deliveries.put(known)
        return known
    if held.kind == Kind.CARD:
        seals.unseal(node, tx, tx.outgoing.get(outgoing.id))
    barred = door.shut(node, tx, tx.deliveries.get(outgoing.id), because)
    outbox.bring_cards(node, tx, outgoing.counterpart)
    return barred


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
