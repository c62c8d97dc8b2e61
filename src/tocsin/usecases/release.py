"""Release: cut a tearline, show it, and let a second person approve exactly those bytes.

What was previewed is what is signed: `approve` takes the digest of the bytes the person has seen, and nothing is
composed after it.
"""

import hashlib

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Attribute, Claim
from tocsin.domain.counterpart import Counterpart, Reach
from tocsin.domain.cut import cut
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.duty import Concern
from tocsin.domain.errors import ConflictError, RefusedError
from tocsin.domain.ids import CounterpartId, NoticeId, TearlineId
from tocsin.domain.letter import Handling, Letter, SharedClaim, SharedReason, write
from tocsin.domain.notice import Notice
from tocsin.domain.tearline import Cut, Recipient, Tearline
from tocsin.domain.wording import says_nothing, sentence
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal, names, scene
from tocsin.usecases.steps.holdings import NEVER_HAD
from tocsin.usecases.steps.post import Posting, post
from tocsin.usecases.steps.scene import Scene
from tocsin.vocabulary.duty import REASONS
from tocsin.wire.bodies.alert import Alert, alert_bytes, read_alert
from tocsin.wire.message import Kind


def preview(node: Node, actor: Actor, *, notice: NoticeId, to: CounterpartId) -> Tearline:
    """Cut and write out what a counterpart may hold, and keep it for a second person to approve."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        view.notice.require_open()
        counterpart = tx.counterparts.get(to)
        if not view.told_for(counterpart):
            raise RefusedError(f"nobody has decided that {counterpart.name} is to be told: tocsin duty decide {notice}")
        portion = _cut(view, counterpart)
        portion.require_substance()
        letter = _letter(node, tx, view, counterpart, portion)
        text = write(letter)
        body = _body(letter, text, salt=node.entropy.random_bytes(32))
        tearline = Tearline(
            id=TearlineId(node.entropy.identifier("t")),
            notice=notice,
            version=view.notice.version,
            counterpart=to,
            body=body,
            text=text,
            digest=hashlib.sha256(body).hexdigest(),
            tlp=portion.tlp,
            claims=tuple(claim.id for claim in portion.shared),
            withheld=portion.withheld,
            author=actor.account,
            created_at=node.clock.now(),
        )
        tx.tearlines.add(tearline)
        journal.record(node, tx, "tearline.cut", tearline=tearline.id, notice=notice, by=actor.account)
    return tearline


def approve(node: Node, actor: Actor, *, tearline: TearlineId, digest: str) -> Delivery:
    """Approve the bytes with this digest, and put them on their way in the same transaction.

    Never the author of the notice or of the tearline, never an administrator.
    """
    actor.require(Role.RELEASING_OFFICER)
    if Role.ADMINISTRATOR in actor.roles:
        raise RefusedError("an administrator cannot approve: a releasing officer has to")
    with node.store.begin() as tx:
        held = tx.tearlines.get(tearline)
        notice = tx.notices.get(held.notice)
        notice.require_open()
        _require_untold(tx, held, notice)
        _require_current(node, tx, held, notice)
        approved = held.approved(by=actor.account, at=node.clock.now(), digest=digest, authors={notice.author})
        tx.tearlines.put(approved)
        journal.record(node, tx, "tearline.approved", tearline=tearline, by=actor.account)
        return _put_on_its_way(node, tx, approved, notice)


def _cut(view: Scene, counterpart: Counterpart) -> Cut:
    countries = counterpart.agreement.countries
    gates = [view.gates[country] for country in countries if country in view.gates]
    recipient = Recipient(
        countries=countries,
        ceiling=counterpart.agreement.ceiling,
        cleared=frozenset((gate.country, person) for gate in gates if gate.may_be_named for person in gate.people),
    )
    return cut(
        view.claims,
        view.entities.values(),
        concerns=view.told_for(counterpart),
        recipient=recipient,
        home=view.home,
        known=view.known,
    )


def _body(letter: Letter, text: str, *, salt: bytes) -> bytes:
    return alert_bytes(
        Alert(
            salt=salt,
            notice=letter.reference,
            version=letter.version,
            reasons=letter.reasons,
            handling=letter.handling,
            asks=letter.asks,
            answer_by=letter.answer_by,
            contact=letter.contact,
            claims=letter.claims,
            text=text,
        )
    )


def _letter(node: Node, tx: Transaction, view: Scene, counterpart: Counterpart, portion: Cut) -> Letter:
    notice, agreement = view.notice, counterpart.agreement
    return Letter(
        reference=names.name_for(node, tx, counterpart=counterpart.id, thing=notice.id),
        version=notice.version,
        sender=node.organisation.name,
        recipient=counterpart.name,
        urgency=notice.urgency,
        reasons=tuple(_reason(view, counterpart, concern) for concern in portion.concerns),
        handling=Handling(
            tlp=portion.tlp,
            legal_basis=agreement.legal_basis,
            purpose=agreement.purpose,
            onward=agreement.onward,
            review_on=agreement.review_on,
        ),
        asks=notice.asks,
        answer_by=notice.answer_by,
        contact=notice.contact,
        claims=tuple(
            SharedClaim(
                name=names.name_for(node, tx, counterpart=counterpart.id, thing=claim.id),
                says=sentence(claim, view.entities),
                status=claim.status,
                basis=claim.basis,
                grade=None if claim.grade is None else f"{claim.grade.reliability}{claim.grade.credibility}",
                tlp=claim.marking.tlp,
            )
            for claim in sorted(portion.shared, key=_is_beside)
            if not says_nothing(claim, view.entities)
        ),
    )


def _is_beside(claim: Claim) -> bool:
    """What happens is told first, then who is who."""
    return isinstance(claim.content, Attribute)


def _reason(view: Scene, counterpart: Counterpart, concern: Concern) -> SharedReason:
    decided = view.decided(concern, counterpart.id)
    if decided is None:
        raise ConflictError(f"{concern.key} is not decided")
    # The why of the vocabulary, not of the concern: that one names people whom this counterpart may not hold.
    return SharedReason(
        country=concern.country or concern.organisation or "",
        reason=concern.reason,
        outcome=decided.outcome,
        why=REASONS[concern.reason].why,
    )


def _require_untold(tx: Transaction, held: Tearline, notice: Notice) -> None:
    if held.version != notice.version:
        raise ConflictError(f"{held.id} is of version {held.version}; the notice is at {notice.version}: preview again")
    for each in tx.deliveries.where(notice=notice.id):
        sent = tx.tearlines.get(each.tearline) if each.tearline is not None else None
        if each.counterpart != held.counterpart or sent is None or each.state in NEVER_HAD:
            continue
        if sent.version == held.version:
            raise ConflictError("this counterpart has been told of this version already")


def _require_current(node: Node, tx: Transaction, held: Tearline, notice: Notice) -> None:
    """Write it once more: whatever it rests on (claims, grades, markings, gates, decisions, agreement), if any of that
    has changed since the preview, other bytes come out, and nobody has seen those."""
    view = scene.load(node, tx, notice)
    counterpart = tx.counterparts.get(held.counterpart)
    portion = _cut(view, counterpart)
    letter = _letter(node, tx, view, counterpart, portion)
    if _body(letter, write(letter), salt=read_alert(held.body).salt) != held.body:
        raise ConflictError(f"what {held.id} rests on has changed since it was written: preview again")


def _put_on_its_way(node: Node, tx: Transaction, tearline: Tearline, notice: Notice) -> Delivery:
    counterpart = tx.counterparts.get(tearline.counterpart)
    acknowledge_by = node.clock.now() + counterpart.agreement.acknowledge_within[notice.urgency]
    if counterpart.reach is Reach.NODE:
        posting = Posting(
            kind=Kind.ALERT,
            urgency=notice.urgency,
            body=tearline.body,
            notice=notice.id,
            tearline=tearline.id,
            acknowledge_by=acknowledge_by,
            answer_by=notice.answer_by,
        )
        return post(node, tx, counterpart, posting)
    delivery = Delivery(
        id=tearline.id,
        kind=Kind.ALERT,
        counterpart=counterpart.id,
        state=DeliveryState.TO_HAND,
        created_at=node.clock.now(),
        notice=notice.id,
        tearline=tearline.id,
        acknowledge_by=acknowledge_by,
        answer_by=notice.answer_by,
    )
    tx.deliveries.add(delivery)
    return delivery
