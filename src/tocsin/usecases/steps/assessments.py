"""Assessments: what all tearlines of one version are cut from, under one root that each of them commits to."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from tocsin.domain import ledger
from tocsin.domain.assessment import AssessedField, Assessment, Blind, Field, Tag, fields_of, size_class, tree
from tocsin.domain.claim import Review
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.ids import ClaimId, CounterpartId, NoticeId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards, journal, names
from tocsin.usecases.steps.scene import Scene
from tocsin.wire.bodies.alert import Alert
from tocsin.wire.disclosure import HASH, TAG, Opening, Root, commitment, leaf, sign_root


def commit(node: Node, tx: Transaction, view: Scene, counterpart: Counterpart) -> bytes:
    """Return a counterpart's commitment to everything the notice says now; the same as long as that is the same."""
    says = frozenset(
        (claim.id, field)
        for claim in view.claims
        if claim.review is Review.CONFIRMED
        for field in fields_of(claim, view.entities)
    )
    made = [each for each in tx.assessments.where(notice=view.notice.id) if each.version == view.notice.version]
    found = next((each for each in made if each.contents == says), None) or _assess(node, view, says)
    blind = found.blind_for(counterpart.id)
    if blind is None:
        blind = node.entropy.random_bytes(HASH)
        found = replace(found, blinds=(*found.blinds, Blind(counterpart=counterpart.id, blind=blind)))
        tx.assessments.put(found)
    return commitment(found.root, blind)


def approve(node: Node, tx: Transaction, notice: NoticeId, alert: Alert) -> None:
    """Sign the root that an approved tearline commits to, once."""
    found = committed(tx, notice, alert)
    if found is None or found.signed is not None:
        return
    root = Root(root=found.root, size=len(found.leaves), approved_at=node.clock.now())
    signed = sign_root(root, node.keyring.sign).to_bytes()
    card = cards.ours(tx).digest
    tx.assessments.put(replace(found, approved_at=root.approved_at, signed=signed, card=card))
    journal.record(node, tx, "assessment.approved", assessment=found.id)


def committed(tx: Transaction, notice: NoticeId, alert: Alert) -> Assessment | None:
    """Return the assessment that an alert commits to."""
    return next((each for each in tx.assessments.where(notice=notice) if _blind(each, alert) is not None), None)


def openings(tx: Transaction, found: Assessment, alert: Alert, to: CounterpartId) -> Iterator[Opening]:
    """Say where everything that a counterpart was told stands in the assessment; what was erased stands nowhere."""
    at = {(each.claim, each.field): index for index, each in enumerate(found.leaves) if each.field is not None}
    for told in alert.claims:
        claim = ClaimId(names.thing_named(tx, counterpart=to, name=told.name) or "")
        for field in told.fields:
            index = at.get((claim, field))
            salt = None if index is None else found.leaves[index].salt
            if index is not None and salt is not None:
                tag = found.tag_of(claim)
                path = found.path(index)
                yield Opening(claim=told.name, field=field, tag=tag, salt=salt, index=index, path=path)


def forget(tx: Transaction, claims: Collection[ClaimId]) -> None:
    """Destroy what assessments hold of these claims. Roots, signatures and what others can show stay as they are."""
    for each in tx.assessments.where():
        if any(tag.claim in claims for tag in each.tags):
            tx.assessments.put(each.without(claims))


def _assess(node: Node, view: Scene, says: frozenset[tuple[ClaimId, Field]]) -> Assessment:
    claims = sorted({claim for claim, _ in says})
    tags = {claim: node.entropy.random_bytes(TAG) for claim in claims}
    leaves = []
    for claim, field in sorted(says):
        salt = node.entropy.random_bytes(HASH)
        leaves.append(AssessedField(hash=leaf(field, tag=tags[claim], salt=salt), salt=salt, claim=claim, field=field))
    dummies = size_class(len(leaves)) - len(leaves)
    leaves += [AssessedField(hash=node.entropy.random_bytes(HASH)) for _ in range(dummies)]
    leaves.sort(key=lambda each: each.hash)
    return Assessment(
        id=node.entropy.identifier("as"),
        notice=view.notice.id,
        version=view.notice.version,
        leaves=tuple(leaves),
        tags=tuple(Tag(claim=claim, tag=tag) for claim, tag in tags.items()),
        root=ledger.root(len(leaves), tree([each.hash for each in leaves])),
    )


def _blind(found: Assessment, alert: Alert) -> bytes | None:
    """Return the blind by which an alert commits to this assessment."""
    blinds = (each.blind for each in found.blinds)
    return next((blind for blind in blinds if commitment(found.root, blind) == alert.assessment), None)
