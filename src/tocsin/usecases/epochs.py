"""Epochs: a counterpart that was restored from a backup counts anew, and a person here accepts that, or does not.

Until then what it sends is set aside. What it had sent before and has forgotten stays here, and is shown as such.
"""

from dataclasses import replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.errors import ConflictError, NotFoundError, UntrustedError
from tocsin.domain.exchange import Epoch, Incoming, Work, WorkKind
from tocsin.domain.ids import CounterpartId, MessageId
from tocsin.ports.node import Node
from tocsin.ports.store import Repository, Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.arrivals.authenticity import vouched
from tocsin.usecases.arrivals.judging import judge
from tocsin.usecases.arrivals.receipting import receipt_for
from tocsin.usecases.steps import journal, resends
from tocsin.wire.message import SignedMessage, parse
from tocsin.wire.receipt import Reason, Verdict


def waiting(node: Node, actor: Actor, *, counterpart: CounterpartId) -> tuple[Epoch, ...]:
    """Return the epochs of a counterpart that wait for a person."""
    actor.require(*Role)
    with node.store.read() as tx:
        return _waiting(tx, counterpart)


def accept(node: Node, actor: Actor, *, counterpart: CounterpartId, number: int | None = None) -> int:
    """Accept a new epoch of a counterpart and take in what was set aside; return how many messages that were."""
    actor.require(Role.ADMINISTRATOR, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        sender = tx.counterparts.get(counterpart)
        epoch = _one(_waiting(tx, counterpart), number)
        now = node.clock.now()
        tx.epochs.put(replace(epoch, accepted_at=now, accepted_by=actor.account))
        journal.record(node, tx, "epoch.accepted", counterpart=counterpart, epoch=epoch.number, by=actor.account)
        aside = [_held(tx, each.message) for each in tx.aside.where(epoch=epoch.key)]
        for kept, held in sorted(aside, key=lambda each: (each[1].urgency, each[1].position)):
            _let_in(node, tx, sender, kept, held)
        tx.work.put(Work(kind=WorkKind.STATUS, subject=counterpart, due_at=now))  # they come for new receipts
        resends.leave(tx, counterpart, now + resends.ASK_AFTER)
    return len(aside)


def _waiting(tx: Transaction, counterpart: CounterpartId) -> tuple[Epoch, ...]:
    return tuple(each for each in tx.epochs.where(counterpart=counterpart) if each.accepted_at is None)


def _one(found: tuple[Epoch, ...], number: int | None) -> Epoch:
    if number is None and len(found) > 1:
        numbers = ", ".join(str(each.number) for each in found)
        raise ConflictError(f"several epochs wait ({numbers}): ring them, ask which is theirs, and give its number")
    wanted = [each for each in found if number in {None, each.number}]
    if not wanted:
        raise NotFoundError("no such epoch of theirs waits to be accepted: see tocsin status")
    return wanted[0]


def _held(tx: Transaction, message: MessageId) -> tuple[Repository[Incoming], Incoming]:
    found = tx.incoming.find(message)
    return (tx.incoming, found) if found is not None else (tx.drills, tx.drills.get(message))


def _let_in(node: Node, tx: Transaction, sender: Counterpart, kept: Repository[Incoming], held: Incoming) -> None:
    """Judge a message as if it had come now. Its new receipt is what a repetition gets from now on."""
    signed = SignedMessage.from_bytes(held.signed)
    message = parse(signed.data)
    arrived = Arrived(sender=sender, id=held.id, message=message, at=held.received_at)
    try:
        judged = judge(node, tx, arrived, vouched(tx, sender, signed, message))
    except UntrustedError:  # its keys were revoked while it waited
        judged = Judged(verdict=Verdict.REFUSED, reason=Reason.CARD_UNKNOWN)
    is_kept = judged.verdict is not Verdict.REFUSED
    kept.put(
        replace(
            held,
            receipt=receipt_for(node, tx, arrived, held.envelope_digest, judged),
            verdict=judged.verdict,
            notice=judged.notice,
            about=judged.about,
            signed=held.signed if is_kept else b"",
            body=held.body if is_kept else b"",
        )
    )
    tx.aside.remove(held.id)
    journal.record(
        node,
        tx,
        "message.let_in",
        about=held.id,
        kind=message.kind,
        envelope=held.envelope_digest,
        verdict=judged.verdict,
        sender=message.sender,
    )
