"""Inquiries: what we ask others about a person, and what we answer when they ask us.

A question tells its reader that we look at somebody, and an answer tells him more: so both leave only after a
second person has approved exactly these bytes, like a warning. A refusal or a delay tells nothing of anybody and
goes at once. Whatever is asked is counted, per counterpart and person, on both sides.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import CounterpartId, MessageId
from tocsin.domain.inquiry import (
    ANSWER_WITHIN,
    COUNTED_FOR,
    MOST_ANSWERS,
    Answered,
    Draft,
    Extent,
    Inquiry,
    InquiryState,
    Question,
    Reply,
)
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import disclosing, journal, logbook, speaking
from tocsin.usecases.steps.post import Posting, post
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.inquiry import answer_bytes, inquiry_bytes
from tocsin.wire.message import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How often one counterpart and we have asked each other about one person, for the auditor."""

    counterpart: CounterpartId
    direction: Direction
    subject: str
    in_thirty_days: int
    in_all: int
    cap: int


def ask(node: Node, actor: Actor, *, to: CounterpartId, question: Question) -> Inquiry:
    """Write a question; it goes when a second person has approved it."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    question.require_sense()
    now = node.clock.now()
    body = inquiry_bytes(question, salt=node.entropy.random_bytes(32))
    with node.store.begin() as tx:
        counterpart = tx.counterparts.get(to)
        _require_allowed(tx, counterpart, question, now)
        written = {"asked": question.asked, "the reason": question.reasons, "the restriction": question.restrictions}
        speaking.require_clean(node, tx, counterpart, written, whom=question.whom)
        made = Inquiry(
            id=node.entropy.identifier("i"),
            direction=Direction.OUT,
            counterpart=to,
            question=question,
            state=InquiryState.DRAFT,
            made_at=now,
            body=body,
            digest=hashlib.sha256(body).hexdigest(),
            made_by=actor.account,
        )
        tx.inquiries.add(made)
        journal.record(node, tx, "inquiry.written", inquiry=made.id, counterpart=to, by=actor.account)
    return made


def approve(node: Node, actor: Actor, *, inquiry: str, digest: str, weighed: str = "") -> Inquiry:
    """Send exactly these bytes: a question, having weighed what their knowing could do to the person; or a reply."""
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.inquiries.get(inquiry)
        author, waiting = (held.draft.by, held.draft.digest) if held.draft else (held.made_by, held.digest)
        if held.draft is None and held.state is not InquiryState.DRAFT:
            raise ConflictError(f"nothing of {inquiry[:16]} waits for approval: see tocsin inquiry list")
        if actor.account == author:
            raise RefusedError("the author cannot approve it: a second person has to")
        if digest != waiting:
            raise ConflictError("this is not what was shown: look at it again with tocsin inquiry show")
        return _send_reply(node, tx, actor, held) if held.draft else _send_question(node, tx, actor, held, weighed)


def answer(node: Node, actor: Actor, *, inquiry: str, reply: Reply) -> Inquiry:
    """Write what we tell them, in full or in part; it goes when a second person has approved it."""
    if reply.extent not in {Extent.FULL, Extent.PARTIAL}:
        raise InvalidError("an answer tells all or a part; else refuse or delay")
    with node.store.begin() as tx:
        held = _asked_of_us(node, tx, actor, inquiry, reply)
        _require_under_ceiling(tx.counterparts.get(held.counterpart), reply.tlp)
        drafted = replace(held, draft=_draft(node, actor, held, reply))
        tx.inquiries.put(drafted)
        journal.record(node, tx, "inquiry.drafted", inquiry=held.id, by=actor.account)
    return drafted


def refuse(node: Node, actor: Actor, *, inquiry: str, reply: Reply) -> Inquiry:
    """Tell them that we do not answer and on which ground, or that it takes longer, until when and why."""
    if reply.extent not in {Extent.REFUSED, Extent.DELAYED}:
        raise InvalidError("an answer that tells something is written with tocsin inquiry answer")
    with node.store.begin() as tx:
        held = _asked_of_us(node, tx, actor, inquiry, reply)
        return _send_reply(node, tx, actor, replace(held, draft=_draft(node, actor, held, reply)))


def listing(node: Node, actor: Actor) -> tuple[Inquiry, ...]:
    """Return every inquiry, ours and theirs, the oldest first."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        return tuple(_timed(tx, each) for each in tx.inquiries.where())


def consult(node: Node, actor: Actor, *, inquiry: str) -> Inquiry:
    """Show an inquiry with its answers and their restrictions; who looked is on record."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.begin() as tx:
        held = _timed(tx, tx.inquiries.get(inquiry))
        journal.record(node, tx, "inquiry.consulted", inquiry=held.id, by=actor.account)
        logbook.enter_mail(node, tx, actor.account, held.id)
    return held


def counts(node: Node, actor: Actor) -> tuple[Count, ...]:
    """Return how often was asked, per counterpart, direction and person."""
    actor.require(Role.AUDITOR)
    with node.store.read() as tx:
        held = tx.inquiries.where()
        caps = {each.id: each.agreement.inquiries.about_one for each in tx.counterparts.where()}
    since = node.clock.now() - COUNTED_FOR
    keys = dict.fromkeys((each.counterpart, each.direction, each.question.subject) for each in held)
    groups = {
        key: [each for each in held if (each.counterpart, each.direction, each.question.subject) == key] for key in keys
    }
    return tuple(
        Count(
            counterpart=counterpart,
            direction=direction,
            subject=subject,
            in_thirty_days=sum(each.made_at > since for each in found),
            in_all=len(found),
            cap=caps[counterpart],
        )
        for (counterpart, direction, subject), found in groups.items()
    )


def _require_allowed(tx: Transaction, counterpart: Counterpart, question: Question, now: datetime) -> None:
    if not counterpart.agreement.is_authority:
        raise RefusedError(f"{counterpart.name} is no authority: questions about people go between authorities")
    cap = counterpart.agreement.inquiries
    _require_under_ceiling(counterpart, question.tlp)
    if cap.is_reached(
        tx.inquiries.newest(cap.in_all, counterpart=counterpart.id, direction=Direction.OUT), question, now
    ):
        raise RefusedError(
            f"{counterpart.name} has been asked as often as the agreement allows in thirty days: "
            f"{cap.about_one} times about one person, {cap.in_all} in all"
        )


def _require_under_ceiling(counterpart: Counterpart, tlp: Tlp) -> None:
    if not tlp.within(counterpart.agreement.ceiling):
        raise RefusedError(f"{counterpart.name} may hold nothing above {counterpart.agreement.ceiling}")


def _asked_of_us(node: Node, tx: Transaction, actor: Actor, inquiry: str, reply: Reply) -> Inquiry:
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    reply.require_sense()
    held = tx.inquiries.get(inquiry)
    if held.direction is not Direction.IN:
        raise InvalidError(f"{inquiry[:16]} is a question of ours: they answer it")
    if len(held.answers) >= MOST_ANSWERS:
        raise ConflictError("it has been answered as often as it can be: they may ask again")
    written = {"said": reply.said, "the part refused": reply.part, "the restriction": reply.restrictions}
    speaking.require_clean(node, tx, tx.counterparts.get(held.counterpart), written, whom=held.question.whom)
    return held


def _draft(node: Node, actor: Actor, held: Inquiry, reply: Reply) -> Draft:
    body = answer_bytes(reply, about=held.id, salt=node.entropy.random_bytes(32))
    digest = hashlib.sha256(body).hexdigest()
    return Draft(reply=reply, body=body, digest=digest, by=actor.account, at=node.clock.now())


def _send_question(node: Node, tx: Transaction, actor: Actor, held: Inquiry, weighed: str) -> Inquiry:
    if not weighed.strip():
        raise InvalidError("say what could happen to the person when they hear of him; it is kept and never sent")
    within = ANSWER_WITHIN[held.question.haste]
    posting = Posting(kind=Kind.INQUIRY, urgency=held.question.haste.urgency, body=held.body, answer_within=within)
    delivery = post(node, tx, tx.counterparts.get(held.counterpart), posting)
    sent = replace(
        held,
        state=InquiryState.OPEN,
        approved_by=actor.account,
        weighed=weighed,
        message=MessageId(delivery.id),
    )
    tx.inquiries.put(sent)
    to = tx.counterparts.get(held.counterpart)
    disclosing.enter(node, tx, to, by=actor.account, what=delivery.id, case=held.id)
    journal.record(node, tx, "inquiry.approved", inquiry=held.id, by=actor.account)
    return sent


def _send_reply(node: Node, tx: Transaction, actor: Actor, held: Inquiry) -> Inquiry:
    draft = held.draft
    if draft is None:
        raise ConflictError("there is no reply to send")
    posting = Posting(kind=Kind.INQUIRY_ANSWER, urgency=held.question.haste.urgency, body=draft.body)
    delivery = post(node, tx, tx.counterparts.get(held.counterpart), posting)
    answered = Answered(
        message=MessageId(delivery.id),
        reply=draft.reply,
        at=node.clock.now(),
        by=draft.by,
        approved_by=None if actor.account == draft.by else actor.account,
    )
    state = held.state_after(draft.reply)
    sent = replace(held, answers=(*held.answers, answered), draft=None, state=state)
    tx.inquiries.put(sent)
    to = tx.counterparts.get(held.counterpart)
    disclosing.enter(node, tx, to, by=actor.account, what=delivery.id, case=held.id)
    journal.record(node, tx, f"inquiry.{draft.reply.extent}", inquiry=held.id, by=actor.account)
    return sent


def _timed(tx: Transaction, held: Inquiry) -> Inquiry:
    """Return it with the time at which they received it, by their own receipt, where it is a question of ours."""
    if held.direction is Direction.IN or held.message is None:
        return held
    return replace(held, received_at=tx.deliveries.get(held.message).received_at)
