"""Sources: what was thought of each over time, and how what it held likely turned out."""

from dataclasses import replace

from tocsin.domain.actor import Actor, Role
from tocsin.domain.claim import Claim, Event
from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import ClaimId
from tocsin.domain.source import Calibration, Rating, Settlement, Source, calibrate, key_of
from tocsin.domain.weighing import root_of
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal
from tocsin.vocabulary.admiralty import Reliability
from tocsin.vocabulary.likelihood import band

JUDGES = (Role.ANALYST, Role.RELEASING_OFFICER)


def rate(node: Node, actor: Actor, *, name: str, reliability: Reliability, why: str) -> Source:
    """Say how reliable a source is from now on; what was thought of it before is kept."""
    actor.require(*JUDGES)
    key = key_of(name)
    if not key or not why.strip():
        raise InvalidError("name the source, and say why: both are kept")
    rating = Rating(reliability=reliability, by=actor.account, at=node.clock.now(), why=why.strip())
    with node.store.begin() as tx:
        held = tx.sources.find(key)
        rated = (
            Source(key=key, name=" ".join(name.split()), ratings=(rating,))
            if held is None
            else replace(held, ratings=(*held.ratings, rating))
        )
        tx.sources.put(rated)
        journal.record(node, tx, "source.rated", by=actor.account)  # its name may be a person's: not in the ledger
    return rated


def listing(node: Node, actor: Actor) -> tuple[Source, ...]:
    """Return every source that was ever rated."""
    actor.require(*JUDGES, Role.AUDITOR)
    with node.store.read() as tx:
        return tx.sources.where()


def settle(node: Node, actor: Actor, *, claim: ClaimId, happened: bool, why: str) -> Settlement:
    """Say that what a claim holds likely, or unlikely, has happened or has not. The last word on a claim counts."""
    actor.require(*JUDGES)
    if not why.strip():
        raise InvalidError("say how it is known: the reason is kept with it")
    with node.store.begin() as tx:
        held = tx.claims.get(claim)
        scheme, term = _stated(held)
        stated = band(term)
        if stated is None:
            raise InvalidError(f"{term} stands for no band of {scheme}: it cannot be scored")
        settled = Settlement(
            id=node.entropy.identifier("st"),
            claim=held.id,
            source=_root(tx, held),
            scheme=scheme,
            term=term,
            band=stated,
            happened=happened,
            by=actor.account,
            at=node.clock.now(),
            why=why.strip(),
        )
        tx.settlements.add(settled)
        journal.record(node, tx, "claim.settled", claim=held.id, by=actor.account)
    return settled


def calibration(node: Node, actor: Actor) -> tuple[Calibration, ...]:
    """Return how the likelihoods of each source, in each scheme, fared against what happened."""
    actor.require(*JUDGES, Role.AUDITOR)
    with node.store.read() as tx:
        return calibrate(tx.settlements.where())


def _stated(claim: Claim) -> tuple[str, str]:
    likelihood = claim.content.likelihood if isinstance(claim.content, Event) else None
    if likelihood is None or likelihood.term is None:
        raise InvalidError(f"{claim.id} does not say how likely it is: there is nothing to compare with what happened")
    return likelihood.scheme, likelihood.term


def _root(tx: Transaction, claim: Claim) -> str:
    return root_of(claim, tx.reports.get(claim.report) if claim.report is not None else None) or "nobody named"
