"""Consents: whoever told us is asked before others are told; and we answer those whom we told.

No answer is no consent. To say yes takes a releasing officer who did not open the notice; to say no takes one.
"""

from dataclasses import dataclass, replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Claim
from tocsin.domain.consent import Conditions, Consent, Ground, Reply, Standing, Verdict, permission, stricter
from tocsin.domain.counterpart import Standing as Trust
from tocsin.domain.entity import Entity
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import ClaimId, CounterpartId, NoticeId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import disclosing, journal, names, requests, scene
from tocsin.usecases.steps.origins import origins
from tocsin.usecases.steps.post import Posting, post
from tocsin.wire.bodies.consent import answer_bytes
from tocsin.wire.message import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a request to us is about."""

    notice: NoticeId
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]


def ask(node: Node, actor: Actor, *, notice: NoticeId, to: CounterpartId, ground: Ground) -> tuple[Consent, ...]:
    """Ask every originator whose consent is missing whether this counterpart may be told; once each."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        view.notice.require_open()
        counterpart = tx.counterparts.get(to)
        wanted = requests.missing(view, counterpart, view.claims)
        unasked = [each for each in wanted if not requests.is_asked(view, each)]
        if not unasked:
            raise ConflictError(f"nobody has to be asked before {counterpart.name} is told, or everybody has been")
        for each in unasked:
            originator = tx.counterparts.get(each.originator)
            if originator.standing is not Trust.ACTIVE:
                raise RefusedError(f"no mail may go to {originator.name}: compare fingerprints with them again first")
        return tuple(requests.send(node, tx, view, each, ground=ground, by=actor.account) for each in unasked)


def answer(node: Node, actor: Actor, *, consent: str, reply: Reply) -> Consent:
    """Tell them whether they may pass it on, and under which conditions. May be said again; the last word counts."""
    actor.require(Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.consents.get(consent)
        if held.direction is not Direction.IN:
            raise InvalidError(f"{consent[:16]} is a request of ours: they answer it")
        reply.require_sense(held.wish)
        if reply.verdict is not Verdict.DENIED:
            _require_other_than_author(tx, actor, held)
            reply = _bound_above(node, tx, held, reply)
        body = answer_bytes(reply, about=held.id, salt=node.entropy.random_bytes(32))
        to = tx.counterparts.get(held.counterpart)
        sent = post(node, tx, to, Posting(kind=Kind.CONSENT_ANSWER, urgency=held.urgency, body=body))
        disclosing.enter(node, tx, to, by=actor.account, what=sent.id, case=held.id)
        replied = replace(held, reply=reply, replied_at=node.clock.now(), replied_by=actor.account)
        tx.consents.put(replied)
        journal.record(node, tx, f"consent.{reply.verdict}", consent=held.id, by=actor.account)
    return replied


def listing(node: Node, actor: Actor) -> tuple[Consent, ...]:
    """Return every request for consent, ours and theirs, the oldest first."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        return tx.consents.where()


def named(node: Node, actor: Actor, *, consent: str) -> Consent:
    """Return one request."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        return tx.consents.get(consent)


def about(node: Node, actor: Actor, *, consent: str) -> About:
    """Return which of our claims a request to us is about; what was erased since is left out."""
    actor.require(Role.ANALYST, Role.RELEASING_OFFICER, Role.AUDITOR)
    with node.store.read() as tx:
        held = tx.consents.get(consent)
        claims = _claims(tx, held)
        reports = dict.fromkeys(each.report for each in claims)
        entities = tuple(entity for report in reports for entity in tx.entities.where(report=report))
        return About(notice=_notice(tx, held), claims=claims, entities=entities)


def missing(node: Node, actor: Actor, *, notice: NoticeId) -> frozenset[CounterpartId]:
    """Return who is to be told and may not be for want of a consent."""
    actor.require(*Role)
    with node.store.read() as tx:
        view = scene.load(node, tx, tx.notices.get(notice))
        waiting = (each for each in view.counterparts if view.told_for(each))
        return frozenset(each.id for each in waiting if requests.missing(view, each, view.claims))


def _require_other_than_author(tx: Transaction, actor: Actor, held: Consent) -> None:
    notice = tx.notices.find(_notice(tx, held))
    if notice is not None and notice.author == actor.account:
        raise RefusedError("whoever opened the notice cannot say yes: a second person has to")


def _bound_above(node: Node, tx: Transaction, held: Consent, reply: Reply) -> Reply:
    """What others told us we cannot give away: their consent comes first, and their conditions bind on."""
    bound = reply.conditions
    for claim, origin in origins(tx, _claims(tx, held)).items():
        consents = tx.consents.where(counterpart=origin.counterpart)
        found = permission(origin, consents, to=held.wish.to, today=node.clock.now().date())
        if found.standing is not Standing.FREE:
            name = tx.counterparts.get(origin.counterpart).name
            raise ConflictError(f"{claim} came from {name}: they have to consent first")
        for each in found.conditions:
            bound = stricter(bound, each)
    is_bound = bound != Conditions()
    return Reply(verdict=Verdict.CONDITIONAL if is_bound else Verdict.GRANTED, conditions=bound)


def _notice(tx: Transaction, held: Consent) -> NoticeId:
    return NoticeId(names.thing_named(tx, counterpart=held.counterpart, name=held.wish.notice) or "")


def _claims(tx: Transaction, held: Consent) -> tuple[Claim, ...]:
    found = (names.thing_named(tx, counterpart=held.counterpart, name=each) for each in held.wish.claims)
    claims = (tx.claims.find(ClaimId(each)) for each in found if each is not None)
    return tuple(each for each in claims if each is not None)
