"""Release: cut a tearline, show it, and let a second person approve exactly those bytes.

What was previewed is what is signed: `approve` takes the digest of the bytes the person has seen, and nothing is
composed after it. Whoever holds an earlier version gets an update, and only where it would tell them something new;
whoever was told a claim that has been corrected since gets a correction. Both are approved like the first.
"""

import hashlib

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Counterpart, Reach
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import ConflictError, RefusedError
from tocsin.domain.ids import CounterpartId, NoticeId, TearlineId
from tocsin.domain.leak import Excuse
from tocsin.domain.night import Danger
from tocsin.domain.notice import Notice
from tocsin.domain.tearline import Tearline
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import (
    amending,
    assessments,
    checking,
    disclosing,
    holdings,
    journal,
    ladder,
    nights,
    outbox,
    rendering,
    requests,
    scene,
)
from tocsin.usecases.steps.holdings import NEVER_HAD
from tocsin.usecases.steps.post import Posting, post
from tocsin.usecases.steps.rendering import Wanted, Written
from tocsin.usecases.steps.scene import Scene
from tocsin.vocabulary.language import Language
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.bodies.recall import read_correction
from tocsin.wire.message import Kind

SALT = 32


def preview(
    node: Node,
    actor: Actor,
    *,
    notice: NoticeId,
    to: CounterpartId,
    language: Language | None = None,
    is_minimum: bool = False,
) -> Tearline:
    """Cut and write out what a counterpart may hold, and keep it for a second person to approve.

    It is written in the language of the agreement, unless another is asked for. The night's minimum of it can be sent
    by one person on watch.
    """
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        view.notice.require_open()
        counterpart = tx.counterparts.get(to)
        if not view.told_for(counterpart):
            raise RefusedError(f"nobody has decided that {counterpart.name} is to be told: tocsin duty decide {notice}")
        rendering.portion_for(view, counterpart, is_minimum=is_minimum).require_substance(counterpart.name)
        held = holdings.of_notice(tx, notice).get(to)
        if is_minimum:
            nights.require_allowed(view, counterpart, is_held=held is not None)
        if held is not None and held.is_withdrawn:
            raise ConflictError(f"it was taken back from {counterpart.name}: open a new notice to tell them more")
        if not rendering.is_news(tx, view, counterpart, held):
            raise ConflictError(f"{counterpart.name} has been told of this already: nothing would be new to them")
        wanted = Wanted(
            kind=Kind.ALERT if held is None else Kind.UPDATE,
            salt=node.entropy.random_bytes(SALT),
            language=language,
            is_minimum=is_minimum,
        )
        written = rendering.warning(node, tx, view, counterpart, wanted)
        if held is not None and held.taken_back & set(written.claims):
            raise ConflictError("a claim in it was taken back from them: leave it out of the notice first")
        return _keep(node, tx, actor, view, counterpart, written)


def preview_correction(node: Node, actor: Actor, *, notice: NoticeId, to: CounterpartId) -> Tearline:
    """Write out which claims that a counterpart was told are replaced by which, for a second person to approve."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        counterpart = tx.counterparts.get(to)
        salt, answer_by = node.entropy.random_bytes(SALT), node.clock.now() + counterpart.agreement.recall_within
        written = amending.correction(node, tx, view, counterpart, salt=salt, answer_by=answer_by)
        return _keep(node, tx, actor, view, counterpart, written)


def approve(node: Node, actor: Actor, *, tearline: TearlineId, digest: str) -> Delivery:
    """Approve the bytes with this digest, and put them on their way in the same transaction.

    Never the author of the notice or of the tearline, never an administrator.
    """
    _require_officer(actor)
    with node.store.begin() as tx:
        held = tx.tearlines.get(tearline)
        notice = tx.notices.get(held.notice)
        if held.kind != Kind.CORRECTION:
            notice.require_open()
            _require_untold(tx, held, notice)
        view = _require_current(node, tx, held, notice)
        approved = held.approved(by=actor.account, at=node.clock.now(), digest=digest, authors={notice.author})
        tx.tearlines.put(approved)
        if held.kind != Kind.CORRECTION:
            assessments.approve(node, tx, notice.id, read_alert(held.body))
        journal.record(node, tx, "tearline.approved", tearline=tearline, by=actor.account)
        return _go(node, tx, actor, view, approved)


def send_alone(node: Node, actor: Actor, *, tearline: TearlineId, digest: str, danger: Danger) -> Delivery:
    """Send the night's minimum at one person's word: whoever is on watch. A second person reviews it within hours."""
    _require_officer(actor)
    with node.store.begin() as tx:
        held = tx.tearlines.get(tearline)
        notice = tx.notices.get(held.notice)
        notice.require_open()
        _require_untold(tx, held, notice)
        sent = held.sent_alone(by=actor.account, at=node.clock.now(), digest=digest)
        view = _require_current(node, tx, held, notice)
        nights.require_allowed(view, tx.counterparts.get(held.counterpart), is_held=False)
        nights.keep(node, tx, actor, held, danger)
        tx.tearlines.put(sent)
        assessments.approve(node, tx, notice.id, read_alert(held.body))
        return _go(node, tx, actor, view, sent)


def _require_officer(actor: Actor) -> None:
    actor.require(Role.RELEASING_OFFICER)
    if Role.ADMINISTRATOR in actor.roles:
        raise RefusedError("an administrator cannot approve: a releasing officer has to")


def _go(node: Node, tx: Transaction, actor: Actor, view: Scene, tearline: Tearline) -> Delivery:
    """Enter it in the journal, tell whoever told us, and put it on its way."""
    to = tx.counterparts.get(tearline.counterpart)
    disclosing.enter(node, tx, to, by=actor.account, what=tearline.id, case=tearline.notice, claims=tearline.claims)
    requests.tell_originators(node, tx, view, tearline, by=actor.account)
    return _put_on_its_way(node, tx, tearline, view.notice)


def excuse(node: Node, actor: Actor, *, tearline: TearlineId, leak: int, why: str) -> Tearline:
    """State, as a second person, that a trace the leak check found gives nothing away."""
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.tearlines.get(tearline)
        if held.approval is not None:
            raise ConflictError(f"{tearline} has been approved already")
        made = Excuse(leak=leak, why=why, by=actor.account, at=node.clock.now())
        excused = held.excused(made, authors={tx.notices.get(held.notice).author})
        tx.tearlines.put(excused)
        journal.record(node, tx, "leak.excused", tearline=tearline, leak=leak, by=actor.account)
    return excused


def _keep(
    node: Node, tx: Transaction, actor: Actor, view: Scene, counterpart: Counterpart, written: Written
) -> Tearline:
    tearline = Tearline(
        id=TearlineId(node.entropy.identifier("t")),
        kind=written.kind,
        notice=view.notice.id,
        version=view.notice.version,
        counterpart=counterpart.id,
        body=written.body,
        text=written.text,
        digest=hashlib.sha256(written.body).hexdigest(),
        tlp=written.tlp,
        claims=written.claims,
        withheld=written.withheld,
        missing=written.missing,
        language=written.language,
        author=actor.account,
        created_at=node.clock.now(),
        leaks=checking.of_tearline(node, tx, view, counterpart, written),
        is_minimum=written.is_minimum,
    )
    tx.tearlines.add(tearline)
    journal.record(node, tx, "tearline.cut", tearline=tearline.id, notice=view.notice.id, by=actor.account)
    return tearline


def _require_untold(tx: Transaction, held: Tearline, notice: Notice) -> None:
    if held.version != notice.version:
        raise ConflictError(f"{held.id} is of version {held.version}; the notice is at {notice.version}: preview again")
    for each in tx.deliveries.where(notice=notice.id):
        sent = tx.tearlines.get(each.tearline) if each.tearline is not None else None
        if each.counterpart != held.counterpart or sent is None or each.state in NEVER_HAD:
            continue
        if sent.version == held.version and sent.kind != Kind.CORRECTION:
            raise ConflictError("this counterpart has been told of this version already")


def _require_current(node: Node, tx: Transaction, held: Tearline, notice: Notice) -> Scene:
    """Write it once more: whatever it rests on (claims, grades, markings, gates, decisions, agreement), if any of that
    has changed since the preview, other bytes come out, and nobody has seen those."""
    view = scene.load(node, tx, notice)
    counterpart = tx.counterparts.get(held.counterpart)
    if held.kind == Kind.CORRECTION:
        told = read_correction(held.body)
        again = amending.correction(node, tx, view, counterpart, salt=told.salt, answer_by=told.answer_by)
    else:
        alert = read_alert(held.body)
        wanted = Wanted(kind=alert.kind, salt=alert.salt, language=alert.language, is_minimum=held.is_minimum)
        again = rendering.warning(node, tx, view, counterpart, wanted)
    if again.body != held.body or checking.of_tearline(node, tx, view, counterpart, again) != held.leaks:
        raise ConflictError(f"what {held.id} rests on has changed since it was written: preview again")
    return view


def _put_on_its_way(node: Node, tx: Transaction, tearline: Tearline, notice: Notice) -> Delivery:
    counterpart = tx.counterparts.get(tearline.counterpart)
    if tearline.kind == Kind.UPDATE:
        outbox.excuse(node, tx, notice.id, counterpart.id)
    if tearline.kind == Kind.CORRECTION:
        acknowledge_by, answer_by = None, read_correction(tearline.body).answer_by
    else:
        acknowledge_by = node.clock.now() + counterpart.agreement.acknowledge_within[notice.urgency]
        answer_by = notice.answer_by
    if counterpart.reach is Reach.NODE:
        posting = Posting(
            kind=Kind(tearline.kind),
            urgency=notice.urgency,
            body=tearline.body,
            notice=notice.id,
            tearline=tearline.id,
            acknowledge_by=acknowledge_by,
            answer_by=answer_by,
            outcome_within=None if acknowledge_by is None else counterpart.agreement.outcome_within,
        )
        return post(node, tx, counterpart, posting)
    delivery = Delivery(
        id=tearline.id,
        kind=tearline.kind,
        counterpart=counterpart.id,
        state=DeliveryState.TO_HAND,
        created_at=node.clock.now(),
        notice=notice.id,
        tearline=tearline.id,
        acknowledge_by=acknowledge_by,
        answer_by=answer_by,
    )
    tx.deliveries.add(delivery)
    ladder.watch(tx, delivery)
    return delivery
