"""Requests of data subjects: taken down, looked up, answered in time; with reasons where the answer is restricted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Claim
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.logbook import Act, Operation
from tocsin.domain.subject import ANSWER_WITHIN, Answer, Decision, Request, Right
from tocsin.domain.subject_letter import Sender, Told, letter
from tocsin.domain.wording.languages import grammar_of
from tocsin.domain.wording.telling import tell_one
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal, logbook, mentions, persons, taint
from tocsin.usecases.steps.mentions import Mention
from tocsin.usecases.steps.persons import Held, held_of
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.likelihood import Scheme

_ANSWERERS = (Role.RELEASING_OFFICER, Role.AUDITOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Whoever may be meant: in our records, and in what counterparts have sent us."""

    held: tuple[Held, ...]
    mentions: tuple[Mention, ...]
    says: Mapping[ClaimId, str]  # how the claims read


def receive(
    node: Node,
    actor: Actor,
    *,
    whom: str,
    right: Right,
    said: str,
    verified: str,
    language: Language = Language.ENGLISH,
) -> Request:
    """Take a request down. Who is not known to be who they say is not answered."""
    actor.require(*_ANSWERERS)
    if not whom.strip() or not verified.strip():
        raise InvalidError("say about whom, and how it was made sure that they are who they say")
    now = node.clock.now()
    made = Request(
        id=node.entropy.identifier("s"),
        whom=whom.strip(),
        right=right,
        said=said,
        verified=verified,
        received_at=now,
        due_at=now + ANSWER_WITHIN,
        by=actor.account,
        language=language,
    )
    with node.store.begin() as tx:
        tx.requests.add(made)
        journal.record(node, tx, "request.received", request=made.id, by=actor.account)
    return made


def found(node: Node, actor: Actor, *, request: str) -> Found:
    """Return whoever in our records may be meant: a person decides who is. The look goes into the journal."""
    actor.require(*_ANSWERERS)
    with node.store.begin() as tx:
        asked = tx.requests.get(request)
        held = held_of(node, tx, asked.whom)
        told = mentions.mentions_of(node, tx, [asked.whom])
        claims = tuple({claim.id: claim for each in held for claim in each.claims}.values())
        objects = (request, *dict.fromkeys(each.message for each in told))
        act = Act(by=actor.account, why=f"request {request}", claims=claims, objects=objects, case=request)
        logbook.enter(node, tx, Operation.CONSULTATION, act)
        return Found(held=held, mentions=told, says=persons.sentences_of(tx, claims))


def answer(node: Node, actor: Actor, *, request: str, decision: Decision) -> Request:
    """Answer a request as a person decides. Reasons are kept for the authority; the letter shows none of them."""
    actor.require(*_ANSWERERS)
    decision.require_sense()
    with node.store.begin() as tx:
        asked = tx.requests.get(request)
        if asked.answer is not None:
            raise ConflictError(f"{request} has been answered already")
        told = tuple(tx.claims.get(each) for each in dict.fromkeys(decision.claims))
        for each in decision.withheld:
            tx.claims.get(each)
        sender = Sender(name=node.organisation.name, contact=node.organisation.contact)
        text = letter(asked, decision, _told(node, tx, asked, told), _recipients(tx, told), sender)
        made = Answer(
            verdict=decision.verdict,
            reasons=decision.reasons,
            letter=text,
            by=actor.account,
            at=node.clock.now(),
            withheld=decision.withheld,
            restriction=decision.restriction,
            refusal=decision.refusal,
        )
        answered = replace(asked, found=tuple(claim.id for claim in told), answer=made)
        tx.requests.put(answered)
        journal.record(node, tx, "request.answered", request=request, by=actor.account)
        act = Act(
            by=actor.account, why=f"request {request}: {asked.right}", claims=told, objects=(request,), case=request
        )
        logbook.enter(node, tx, Operation.DISCLOSURE, act)
    return answered


def listing(node: Node, actor: Actor) -> tuple[Request, ...]:
    """Return every request, the oldest first; with the reasons, which the authority may see."""
    actor.require(*_ANSWERERS)
    with node.store.read() as tx:
        return tx.requests.where()


def view(node: Node, actor: Actor, *, request: str) -> Request:
    """Return one request, with the letter, which tells of somebody: who looked is on record."""
    actor.require(*_ANSWERERS)
    with node.store.begin() as tx:
        held = tx.requests.get(request)
        journal.record(node, tx, "request.consulted", request=request, by=actor.account)
        return held


def _told(node: Node, tx: Transaction, asked: Request, claims: Iterable[Claim]) -> list[Told]:
    themselves = {each.entity.id for each in held_of(node, tx, asked.whom)}
    made = []
    for claim in claims:
        entities = {each.id: each for each in tx.entities.where(report=claim.report) if _is_shown(each, themselves)}
        source = tx.reports.get(claim.report).source if claim.report is not None else None
        says = tell_one(claim, entities, grammar_of(asked.language), tags={}, scheme=Scheme.ICD203)
        origin = source if claim.marking.names_source else None
        made.append(Told(says=says, held=claim.personal, origin=origin))
    return made


def _is_shown(entity: Entity, themselves: set[EntityId]) -> bool:
    """Who else stands in a claim is not made known to them (LED 15(1)(e))."""
    return entity.kind is not EntityKind.PERSON or entity.id in themselves


def _recipients(tx: Transaction, claims: tuple[Claim, ...]) -> list[str]:
    return sorted({each.counterpart.name for each in taint.made_of(tx, claims, ()).onward})
