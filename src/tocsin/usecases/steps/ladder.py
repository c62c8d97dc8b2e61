"""The ladder: which calls a message still asks for, and the work of looking at it again when the next one is due."""

from datetime import datetime, timedelta

from tocsin.domain.actor import Role
from tocsin.domain.delivery import Delivery
from tocsin.domain.escalation import Escalation, Step, first_call, next_step, towards, within
from tocsin.domain.exchange import Direction, InboxState, Incoming, Work, WorkKind
from tocsin.domain.ids import AccountId, MessageId
from tocsin.domain.inquiry import InquiryState
from tocsin.domain.roster import in_force
from tocsin.ports.store import Transaction
from tocsin.usecases.steps.standing import ANSWERED, NOT_TO_BE_ANSWERED, WARNINGS, answer_by, marks
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Verdict


def work_for(direction: Direction, about: str, at: datetime) -> Work:
    """Return the work of looking whether somebody must be called about a message."""
    return Work(kind=WorkKind.ESCALATE, subject=f"{direction}:{about}", due_at=at)


def watch(tx: Transaction, delivery: Delivery) -> None:
    """Look at a delivery again when the next answer is overdue."""
    debts = delivery.debts()
    if debts:
        tx.work.put(work_for(Direction.OUT, delivery.id, min(debts.values())))


def watch_ours(tx: Transaction, about: MessageId, received_at: datetime, time: timedelta) -> None:
    """Look at a message that came in again when the one on duty has had his time."""
    tx.work.put(work_for(Direction.IN, about, first_call(received_at, time)))


def steps_about(tx: Transaction, direction: Direction, about: str, now: datetime) -> tuple[Step, ...]:
    """Return every call that the message asks for as it stands, whether due yet or made already."""
    if direction is Direction.OUT:
        delivery = tx.deliveries.find(about)
        return () if delivery is None else towards(delivery)
    held = tx.incoming.find(about)
    if held is None:
        return ()
    if held.kind in ANSWERED:
        return _about_recall(tx, held, now)
    if held.kind == Kind.CONSENT_REQUEST:
        return _about_consent(tx, held, now)
    return _about_inquiry(tx, held, now) if held.kind == Kind.INQUIRY else _about_warning(tx, held, now)


def called(tx: Transaction, about: str) -> tuple[Escalation, ...]:
    """Return the calls that were made about a message."""
    return tx.escalations.where(subject=about)


def next_call(tx: Transaction, direction: Direction, about: str, now: datetime) -> tuple[Step | None, datetime | None]:
    """Return the call that is due now, if one is, and when to look again."""
    made = called(tx, about)
    names = {each.id.removeprefix(f"{about}:"): each for each in made}
    settled = [name for name, each in names.items() if each.retry_at is None or each.retry_at > now]
    step = next_step(steps_about(tx, direction, about, now), settled)
    if step is not None and step.due_at <= now:
        return step, now
    waits = [each.retry_at for each in made if each.retry_at is not None and each.retry_at > now]
    return None, min([*waits, *([step.due_at] if step is not None else [])], default=None)


def on_duty(tx: Transaction, now: datetime) -> tuple[AccountId, ...]:
    """Return who is on duty and who stands in, in the order in which they are called."""
    shift = in_force(tx.shifts.where(), now)
    return () if shift is None else shift.people


def officers(tx: Transaction) -> tuple[AccountId, ...]:
    """Return our releasing officers."""
    found = (each for each in tx.accounts.where() if Role.RELEASING_OFFICER in each.roles)
    return tuple(each.id for each in found if each.is_confirmed and not each.disabled)


def _about_warning(tx: Transaction, held: Incoming, now: datetime) -> tuple[Step, ...]:
    is_read = held.state in {InboxState.ACKNOWLEDGED, InboxState.RESPONDED}
    if held.kind not in WARNINGS or is_read or not held.body or set(marks(tx, held)) & NOT_TO_BE_ANSWERED:
        return ()
    time = tx.counterparts.get(held.counterpart).agreement.acknowledge_within[held.urgency]
    return within(held.received_at, time, on_duty(tx, now)[1:])


def _about_recall(tx: Transaction, held: Incoming, now: datetime) -> tuple[Step, ...]:
    due = answer_by(held)
    if held.state is InboxState.RESPONDED or held.verdict != Verdict.STORED or due is None:
        return ()
    return within(held.received_at, due - held.received_at, on_duty(tx, now)[1:])


def _about_inquiry(tx: Transaction, held: Incoming, now: datetime) -> tuple[Step, ...]:
    inquiry = tx.inquiries.find(held.id)
    if inquiry is None or inquiry.state is not InquiryState.OPEN or inquiry.due_at is None:
        return ()
    return within(held.received_at, inquiry.due_at - held.received_at, on_duty(tx, now)[1:])


def _about_consent(tx: Transaction, held: Incoming, now: datetime) -> tuple[Step, ...]:
    consent = tx.consents.find(held.id)
    if consent is None or consent.reply is not None:
        return ()
    return within(held.received_at, consent.answer_by - held.received_at, on_duty(tx, now)[1:])
