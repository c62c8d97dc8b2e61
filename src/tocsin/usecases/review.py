"""Review: a person confirms, corrects, rejects, grades and marks claims. Nothing is ever overwritten."""

from collections.abc import Iterable
from dataclasses import replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Attribute, Basis, Claim, Decision, Event, Footing, Grade, Review, Status
from tocsin.domain.errors import ConflictError, InvalidError
from tocsin.domain.ids import ClaimId
from tocsin.domain.logbook import Act, Operation
from tocsin.domain.marking import Marking
from tocsin.domain.personal import AS_PROPOSED, Stated
from tocsin.domain.weighing import require_independent
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import binding, journal, logbook, personal
from tocsin.vocabulary.admiralty import Credibility, Reliability

NO_FOOTING = Footing()
REVIEWERS = (Role.ANALYST, Role.RELEASING_OFFICER)
MARKED = "marked"  # why somebody marks a claim is not asked


def confirm(
    node: Node, actor: Actor, *, claims: Iterable[ClaimId], why: str, stated: Stated = AS_PROPOSED
) -> tuple[Claim, ...]:
    """Confirm claims in one act, recorded for each. Confirming twice changes nothing.

    With it a person states why we may hold what they say of people: as the node proposes, but for what is `stated`.
    """
    return _judge(node, actor, claims, Review.CONFIRMED, why, stated)


def restate(node: Node, actor: Actor, *, claims: Iterable[ClaimId], why: str, stated: Stated) -> tuple[Claim, ...]:
    """State anew of confirmed claims what the law asks for: a category that has changed, a review that was held."""
    actor.require(*REVIEWERS)
    _require_reason(why)
    with node.store.begin() as tx:
        found = _live(tx, claims)
        if any(claim.review is not Review.CONFIRMED for claim in found):
            raise ConflictError("this is stated of a claim when it is confirmed: confirm it first")
        restated = tuple(_put(tx, claim) for claim in personal.stated_of(node, tx, actor, found, stated))
        for claim in restated:
            journal.record(node, tx, "claim.restated", claim=claim.id, by=actor.account)
        logbook.enter(node, tx, Operation.ALTERATION, Act(by=actor.account, why=why, claims=restated))
    return restated


def reject(node: Node, actor: Actor, *, claims: Iterable[ClaimId], why: str) -> tuple[Claim, ...]:
    """Reject claims: they stay on record and take part in nothing."""
    return _judge(node, actor, claims, Review.REJECTED, why)


def grade(
    node: Node,
    actor: Actor,
    *,
    claims: Iterable[ClaimId],
    reliability: Reliability,
    credibility: Credibility,
    why: str,
    footing: Footing = NO_FOOTING,
) -> tuple[Claim, ...]:
    """Grade claims on both Admiralty axes, each set by a person; an earlier grade is kept beside the new one.

    A 1 rests on claims that confirm it: `RefusedError` unless one of them goes back to another source.
    """
    actor.require(*REVIEWERS)
    _require_reason(why)
    given = Grade(
        reliability=reliability,
        credibility=credibility,
        by=actor.account,
        at=node.clock.now(),
        why=why,
        footing=footing,
    )
    with node.store.begin() as tx:
        live = _live(tx, claims)
        if credibility is Credibility.CONFIRMED:
            _require_independent(tx, live, footing.confirmed_by)
        graded = tuple(_put(tx, replace(claim, grades=(*claim.grades, given))) for claim in live)
        for claim in graded:
            journal.record(node, tx, "claim.graded", claim=claim.id, by=actor.account)
        logbook.enter(node, tx, Operation.ALTERATION, Act(by=actor.account, why=why, claims=graded))
    return graded


def mark(node: Node, actor: Actor, *, claims: Iterable[ClaimId], marking: Marking) -> tuple[Claim, ...]:
    """Replace the whole marking of claims. What a counterpart told us is never marked more freely than it came."""
    actor.require(*REVIEWERS)
    with node.store.begin() as tx:
        found = _live(tx, claims)
        for claim in found:
            binding.require_kept(tx, claim, marking)
        marked = tuple(_put(tx, replace(claim, marking=marking)) for claim in found)
        for claim in marked:
            journal.record(node, tx, "claim.marked", claim=claim.id, by=actor.account)
        logbook.enter(node, tx, Operation.ALTERATION, Act(by=actor.account, why=MARKED, claims=marked))
    return marked


def correct(
    node: Node,
    actor: Actor,
    *,
    claim: ClaimId,
    why: str,
    value: str | None = None,
    status: Status | None = None,
    basis: Basis | None = None,
) -> Claim:
    """Make a new, confirmed claim that names the old one and why; the old one stays, superseded.

    `value` is an attribute's new value or an event's new type.
    """
    actor.require(*REVIEWERS)
    _require_reason(why)
    if value is None and status is None and basis is None:
        raise InvalidError("say what is to be corrected: the value, the status or the basis")
    with node.store.begin() as tx:
        (old,) = _live(tx, [claim])
        decision = _decision(node, actor, Review.CONFIRMED, why)
        new = replace(
            old,
            id=ClaimId(node.entropy.identifier("c")),
            content=_corrected(old.content, value),
            status=status or old.status,
            basis=basis or old.basis,
            found_by=actor.account,
            review=Review.CONFIRMED,
            decisions=(decision,),
            supersedes=old.id,
        )
        (new,) = personal.stated_of(node, tx, actor, [new], AS_PROPOSED)
        tx.claims.add(new)
        superseded = replace(decision, review=Review.SUPERSEDED)
        tx.claims.put(replace(old, review=Review.SUPERSEDED, decisions=(*old.decisions, superseded)))
        _take_up(tx, [new])
        journal.record(node, tx, "claim.corrected", claim=new.id, supersedes=old.id, by=actor.account)
        logbook.enter(node, tx, Operation.ALTERATION, Act(by=actor.account, why=why, claims=(old, new)))
    return new


def _judge(
    node: Node,
    actor: Actor,
    claims: Iterable[ClaimId],
    review: Review,
    why: str,
    stated: Stated = AS_PROPOSED,
) -> tuple[Claim, ...]:
    actor.require(*REVIEWERS)
    _require_reason(why)
    decision = _decision(node, actor, review, why)
    with node.store.begin() as tx:
        found = _live(tx, claims)
        changed = [claim for claim in found if claim.review is not review]
        if review is Review.CONFIRMED:
            changed = personal.stated_of(node, tx, actor, changed, stated)
        judged = {
            claim.id: _put(tx, replace(claim, review=review, decisions=(*claim.decisions, decision)))
            for claim in changed
        }
        for claim in judged:
            journal.record(node, tx, f"claim.{review}", claim=claim, by=actor.account)
        logbook.enter(node, tx, Operation.ALTERATION, Act(by=actor.account, why=why, claims=tuple(judged.values())))
        _take_up(tx, judged.values())
    return tuple(judged.get(claim.id, claim) for claim in found)


def _take_up(tx: Transaction, judged: Iterable[Claim]) -> None:
    """A report of which somebody has judged a claim waits for nobody any more."""
    for name in {claim.report for claim in judged} - {None}:
        report = tx.reports.get(str(name))
        if report.waits:
            tx.reports.put(replace(report, waits=False))


def _decision(node: Node, actor: Actor, review: Review, why: str) -> Decision:
    return Decision(review=review, by=actor.account, at=node.clock.now(), why=why)


def _live(tx: Transaction, claims: Iterable[ClaimId]) -> list[Claim]:
    found = [tx.claims.get(claim) for claim in dict.fromkeys(claims)]
    if not found:
        raise InvalidError("name at least one claim: see tocsin claim list")
    for claim in found:
        if claim.review is Review.SUPERSEDED:
            raise ConflictError(f"{claim.id} has been superseded: use the claim that replaced it")
    return found


def _put(tx: Transaction, claim: Claim) -> Claim:
    tx.claims.put(claim)
    return claim


def _corrected(content: Event | Attribute, value: str | None) -> Event | Attribute:
    if value is None:
        return content
    match content:
        case Event():
            return replace(content, type=value)
        case Attribute():
            return replace(content, value=value)


def _require_independent(tx: Transaction, claims: Iterable[Claim], by: Iterable[ClaimId]) -> None:
    """Refuse a 1 that rests on nobody else, or on an echo of the same voice."""
    others = [tx.claims.get(each) for each in by]
    for claim in claims:
        names = {each.report for each in (claim, *others) if each.report is not None}
        require_independent(claim, others, {name: tx.reports.get(name) for name in names})


def _require_reason(why: str) -> None:
    if not why.strip():
        raise InvalidError("say why: the reason is kept with the decision")
