"""Disclosure: open a counterpart's commitment, so that it can show what it holds to be a part of one approved whole."""

from tocsin.domain.actor import Actor, Role
from tocsin.domain.errors import ConflictError, NotFoundError
from tocsin.domain.ids import CounterpartId, NoticeId, TearlineId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import assessments, journal
from tocsin.wire.bodies.alert import Alert, read_alert
from tocsin.wire.disclosure import Disclosure, Root, compose
from tocsin.wire.message import Kind
from tocsin.wire.signing import Signatures


def open_part(node: Node, actor: Actor, *, notice: NoticeId, to: CounterpartId) -> bytes:
    """Return the file for one counterpart: what it was told last of this notice, and where that stands in the whole.

    Whoever was given such a file can find out from another such file that somebody else was told of the same thing.
    """
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        signed, card, alert = _sent(tx, notice, to)
        found = assessments.committed(tx, notice, alert)
        blind = found.blind_for(to) if found is not None else None
        if found is None or blind is None or found.signed is None or found.approved_at is None or found.card is None:
            raise ConflictError("what it was cut from was not kept: there is nothing to open")
        disclosure = Disclosure(
            card=tx.cards.get(card).data,
            message=signed,
            root=Root(root=found.root, size=len(found.leaves), approved_at=found.approved_at),
            root_card=tx.cards.get(found.card).data,
            signatures=Signatures.from_bytes(found.signed),
            blind=blind,
            openings=tuple(assessments.openings(tx, found, alert, to)),
        )
        journal.record(node, tx, "assessment.opened", assessment=found.id, counterpart=to, by=actor.account)
    return compose(disclosure)


def _sent(tx: Transaction, notice: NoticeId, to: CounterpartId) -> tuple[bytes, str, Alert]:
    """Return the newest alert or update they were sent, as it was signed, and our card of that time."""
    for delivery in reversed(tx.deliveries.where(notice=notice)):
        outgoing = tx.outgoing.find(delivery.id) if delivery.counterpart == to else None
        if outgoing is None or delivery.tearline is None or delivery.kind not in {Kind.ALERT, Kind.UPDATE}:
            continue
        if not outgoing.signed:
            raise ConflictError("the message was erased here: they hold it, and it cannot be opened any more")
        return outgoing.signed, outgoing.sender_card, read_alert(tx.tearlines.get(TearlineId(delivery.tearline)).body)
    raise NotFoundError("this counterpart's node was sent nothing of that notice: see tocsin duty list")
