"""Weighing: whether what looks like several voices is several, and which claims cannot both be so.

Information is *confirmed* (Admiralty 1) only by another independent source: one whose root is another. Two reports that
go back to one root are one voice, however many papers printed it. Claims that conflict are kept side by side: a person
decides, or does not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, Review, Status
from tocsin.domain.errors import RefusedError
from tocsin.domain.ids import ClaimId, EntityId, ReportId
from tocsin.domain.report import Report
from tocsin.domain.source import key_of
from tocsin.vocabulary.country import fold

SHINGLE = 8  # words; as long as a quotation that nobody writes twice by chance
ECHO = 0.3  # of the shorter text's shingles, found in the other
_ONE_ONLY = {AttributeKind.AGE, AttributeKind.COUNT, AttributeKind.BIRTHPLACE}


class Weight(StrEnum):
    """What is to be known before claims are counted."""

    ECHO = "echo"
    CONFLICT = "conflict"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Two claims that are not two voices, or cannot both be so; or a grade that has lost what it rested on."""

    weight: Weight
    claim: ClaimId
    other: ClaimId


def root_of(claim: Claim, report: Report | None) -> str | None:
    """Return who a statement goes back to: the last in its chain of speakers, or whoever gave us the report."""
    if claim.attribution:
        return key_of(claim.attribution[-1].source)
    return key_of(report.source) if report is not None else None


def overlap(one: str, other: str) -> float:
    """Return how much of the shorter text stands word for word in the longer, from 0 to 1."""
    first, second = sorted((_shingles(one), _shingles(other)), key=len)
    return len(first & second) / len(first) if first else 0.0


def is_echo(claim: Claim, other: Claim, reports: Mapping[ReportId, Report]) -> bool:
    """Say whether two claims are one voice: of one report, one speaker, one source or one text."""
    if claim.report == other.report:
        return True
    one, two = (reports.get(each.report) if each.report is not None else None for each in (claim, other))
    root, another = root_of(claim, one), root_of(other, two)
    if root is None or another is None or root == another:
        return True
    if one is None or two is None:
        return False
    is_quoted = root == key_of(two.source) or another == key_of(one.source)
    return is_quoted or overlap(one.document.text, two.document.text) >= ECHO


def says_the_same(claim: Claim, other: Claim) -> bool:
    """Say whether two claims are of one kind of statement: whether of the same people, a person judges."""
    match claim.content, other.content:
        case Event(), Event():
            return claim.content.type == other.content.type
        case Attribute(), Attribute():
            is_kind = claim.content.kind is other.content.kind
            is_named = claim.content.kind is AttributeKind.MEMBERSHIP  # by an entity of its own report
            return is_kind and (is_named or fold(claim.content.value) == fold(other.content.value))
    return False


def require_independent(claim: Claim, by: Iterable[Claim], reports: Mapping[ReportId, Report]) -> None:
    """Raise `RefusedError` unless one of the other claims confirms this one from another root."""
    others = [each for each in by if each.review is Review.CONFIRMED and each.id != claim.id]
    if not any(says_the_same(claim, each) and not is_echo(claim, each, reports) for each in others):
        raise RefusedError(
            f"1 says that other, independent sources confirm {claim.id}: name a confirmed claim that says the same "
            "and goes back to another source, or grade it 2"
        )


def findings(
    claims: Sequence[Claim],
    reports: Mapping[ReportId, Report],
    same: Mapping[EntityId, EntityId],
    supports: Mapping[ClaimId, Claim],
) -> Iterator[Finding]:
    """Look at the claims of a notice. `same` leads from an entity to one that stands for all judged to be the same;
    `supports` holds the claims that grades rest on."""
    live = [each for each in claims if each.review in {Review.DRAFT, Review.CONFIRMED}]
    for number, one in enumerate(live):
        for other in live[number + 1 :]:
            if _conflict(one, other, same):
                yield Finding(weight=Weight.CONFLICT, claim=one.id, other=other.id)
            elif one.report != other.report and _agree(one, other, same) and is_echo(one, other, reports):
                yield Finding(weight=Weight.ECHO, claim=one.id, other=other.id)
        for gone in one.grade.footing.confirmed_by if one.grade is not None else ():
            if gone not in supports or supports[gone].review is not Review.CONFIRMED:
                yield Finding(weight=Weight.UNSUPPORTED, claim=one.id, other=gone)


def _agree(one: Claim, other: Claim, same: Mapping[EntityId, EntityId]) -> bool:
    return says_the_same(one, other) and not _about(one, same).isdisjoint(_about(other, same))


def _conflict(one: Claim, other: Claim, same: Mapping[EntityId, EntityId]) -> bool:
    """Say whether both cannot be so: one of them denies it, or gives another age, number or place of birth."""
    if _about(one, same).isdisjoint(_about(other, same)):
        return False
    if says_the_same(one, other):
        is_denied = (one.status is Status.DENIED) != (other.status is Status.DENIED)
        return is_denied and _about(one, same) == _about(other, same)
    match one.content, other.content:
        case Attribute(), Attribute():
            is_kind = one.content.kind is other.content.kind and one.content.kind in _ONE_ONLY
            return is_kind and _stands_for(one.content.entity, same) == _stands_for(other.content.entity, same)
    return False


def _about(claim: Claim, same: Mapping[EntityId, EntityId]) -> frozenset[EntityId]:
    return frozenset(_stands_for(each, same) for each in claim.entities)


def _stands_for(entity: EntityId, same: Mapping[EntityId, EntityId]) -> EntityId:
    return same.get(entity, entity)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text))
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
