"""Requests of data subjects: taken down, looked up, answered in time; with reasons where the answer is restricted."""

from collections.abc import Iterable
from dataclasses import replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Claim
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import ClaimId
from tocsin.domain.logbook import Act, Operation
from tocsin.domain.subject import ANSWER_WITHIN, Answer, Request, Right, Verdict
from tocsin.domain.subject_letter import Told, letter
from tocsin.domain.wording.plain import sentence
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal, logbook, taint
from tocsin.usecases.steps.persons import Held, held_of

_ANSWERERS = (Role.RELEASING_OFFICER, Role.AUDITOR)


def receive(node: Node, actor: Actor, *, whom: str, right: Right, said: str, verified: str) -> Request:
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
    )
    with node.store.begin() as tx:
        tx.requests.add(made)
        journal.record(node, tx, "request.received", request=made.id, by=actor.account)
    return made


def found(node: Node, actor: Actor, *, request: str) -> tuple[Held, ...]:
    """Return whoever in our records may be meant: a person decides who is. The look goes into the journal."""
    actor.require(*_ANSWERERS)
    with node.store.begin() as tx:
        asked = tx.requests.get(request)
        held = held_of(node, tx, asked.whom)
        claims = tuple({claim.id: claim for each in held for claim in each.claims}.values())
        act = Act(by=actor.account, why=f"request {request}", claims=claims, objects=(request,), case=request)
        logbook.enter(node, tx, Operation.CONSULTATION, act)
    return held


def answer(
    node: Node, actor: Actor, *, request: str, verdict: Verdict, reasons: str, claims: Iterable[ClaimId] = ()
) -> Request:
    """Answer a request, about these claims. Reasons are kept for the authority; the letter shows none of them."""
    actor.require(*_ANSWERERS)
    if not reasons.strip():
        raise InvalidError("say why it is answered so: the authority may ask for the reasons")
    with node.store.begin() as tx:
        asked = tx.requests.get(request)
        if asked.answer is not None:
            raise ConflictError(f"{request} has been answered already")
        told = tuple(tx.claims.get(each) for each in dict.fromkeys(claims))
        if (verdict is Verdict.GRANTED) != bool(told):
            raise InvalidError("what is granted names the claims that are about them, and nothing else does")
        text = letter(asked, verdict, _told(tx, told), _recipients(tx, told), node.organisation.name)
        made = Answer(verdict=verdict, reasons=reasons, letter=text, by=actor.account, at=node.clock.now())
        answered = replace(asked, found=tuple(claim.id for claim in told), answer=made)
        tx.requests.put(answered)
        journal.record(node, tx, "request.answered", request=request, by=actor.account)
        why = f"request {request}: {asked.right}"
        act = Act(by=actor.account, why=why, claims=told, objects=(request,), case=request)
        logbook.enter(node, tx, Operation.DISCLOSURE, act)
    return answered


def listing(node: Node, actor: Actor) -> tuple[Request, ...]:
    """Return every request, the oldest first; with the reasons, which the authority may see."""
    actor.require(*_ANSWERERS)
    with node.store.read() as tx:
        return tx.requests.where()


def _told(tx: Transaction, claims: tuple[Claim, ...]) -> list[Told]:
    made = []
    for claim in claims:
        entities = {entity.id: entity for entity in tx.entities.where(report=claim.report)}
        held = claim.personal
        source = tx.reports.get(claim.report).source if claim.report is not None else ""
        made.append(
            Told(
                says=sentence(claim, entities),
                category=", ".join(sorted({each.category for each in held.subjects})) if held else "not stated",
                purpose=held.purpose if held else "not stated",
                legal_basis=held.legal_basis if held else "not stated",
                until=f"{held.review_on:%d %B %Y}" if held else "not stated",
                origin=source if claim.marking.names_source else "withheld",
            )
        )
    return made


def _recipients(tx: Transaction, claims: tuple[Claim, ...]) -> list[str]:
    return sorted({each.counterpart.name for each in taint.made_of(tx, claims, ()).onward})
