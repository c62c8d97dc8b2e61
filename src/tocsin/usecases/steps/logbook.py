"""Entries of the journal of processing, made in the transaction that does what they tell of."""

import hashlib
from collections.abc import Iterable

from tocsin.domain.claim import Claim
from tocsin.domain.errors import RefusedError
from tocsin.domain.ids import AccountId, EntityId
from tocsin.domain.lawful import people
from tocsin.domain.logbook import OPEN_FOR, Act, Entry, Opening, Operation, opening_key
from tocsin.domain.notice import Notice
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal
from tocsin.wire import canonical

SALT = 32
SENT_TO_US = "it was sent to us to be acted on"
SAY_WHY = "say first why you look at it: the reason goes into the journal (LED art. 25)"


def enter(node: Node, tx: Transaction, operation: Operation, act: Act) -> None:
    """Keep an entry, and its digest in the ledger. Where nothing was done with anything there is nothing to tell."""
    if not (act.claims or act.objects):
        return
    about = _people(tx, act.claims)
    stated = {claim.personal.category(each) for claim in act.claims if claim.personal for each in about}
    entry = Entry(
        id=node.entropy.identifier("j"),
        operation=operation,
        at=node.clock.now(),
        by=act.by,
        why=act.why,
        case=act.case or next((claim.report for claim in act.claims if claim.report), ""),
        objects=(*(claim.id for claim in act.claims), *act.objects),
        people=(*about, *act.people),
        categories=frozenset(each for each in stated if each is not None),
        recipient=act.recipient,
        legal_basis=act.legal_basis,
        salt=node.entropy.random_bytes(SALT),
    )
    tx.logbook.add(entry)
    journal.record(node, tx, f"processing.{operation}", entry=entry.id, digest=digest(entry))


def digest(entry: Entry) -> str:
    """Return what the ledger holds of an entry."""
    written: dict[str, canonical.Json] = {
        "operation": entry.operation,
        "at": canonical.rfc3339(entry.at),
        "by": entry.by,
        "why": entry.why,
        "case": entry.case,
        "objects": list(entry.objects),
        "people": list(entry.people),
        "categories": sorted(entry.categories),
        "recipient": entry.recipient,
        "legal_basis": entry.legal_basis,
    }
    return hashlib.sha256(entry.salt + canonical.encode(written)).hexdigest()


def open_case(node: Node, tx: Transaction, account: AccountId, case: str) -> None:
    """Let somebody who has said why look at a case."""
    tx.openings.put(Opening(account=account, case=case, until=node.clock.now() + OPEN_FOR))


def is_open(node: Node, tx: Transaction, account: AccountId, case: str) -> bool:
    """Say whether somebody may look at a case without saying why once more."""
    held = tx.openings.find(opening_key(account, case))
    return held is not None and node.clock.now() < held.until


def require_open(node: Node, tx: Transaction, account: AccountId, case: str) -> None:
    """Raise `RefusedError` unless somebody has said why they look at a case."""
    if not is_open(node, tx, account, case):
        raise RefusedError(SAY_WHY)


def is_notice_open(node: Node, tx: Transaction, account: AccountId, notice: Notice) -> bool:
    """Say whether somebody may look at a notice: for its own sake, or who has said why they look at all it draws on."""
    if is_open(node, tx, account, notice.id):
        return True
    reports = {claim.report for each in notice.claims if (claim := tx.claims.find(each)) is not None}
    return bool(reports) and all(each is not None and is_open(node, tx, account, each) for each in reports)


def require_notice_open(node: Node, tx: Transaction, account: AccountId, notice: Notice) -> None:
    """Raise `RefusedError` unless somebody has said why they look at a notice."""
    if not is_notice_open(node, tx, account, notice):
        raise RefusedError(SAY_WHY)


def enter_mail(node: Node, tx: Transaction, account: AccountId, item: str) -> None:
    """Enter that somebody looks at what others sent us, once in the hours for which a reason holds.

    Nobody is asked why: it was sent to be acted on, and it has to be read before anybody can say more.
    """
    if not is_open(node, tx, account, item):
        open_case(node, tx, account, item)
        enter(node, tx, Operation.CONSULTATION, Act(by=account, why=SENT_TO_US, case=item, objects=(item,)))


def _people(tx: Transaction, claims: Iterable[Claim]) -> tuple[EntityId, ...]:
    found: dict[EntityId, None] = {}
    for report in dict.fromkeys(claim.report for claim in claims):
        entities = {entity.id: entity for entity in tx.entities.where(report=report)}
        for claim in claims:
            if claim.report == report:
                found |= dict.fromkeys(people(claim, entities))
    return tuple(found)
