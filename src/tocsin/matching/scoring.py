"""Scoring: the one number that comes of what agrees, what is missing and what contradicts."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tocsin.matching.alignment import UNLIKE, Pair
from tocsin.matching.doubts import Doubt
from tocsin.matching.parts import Part, Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each thing counts. Chosen on half of the development data, and checked on the other half."""

    unlike: float = UNLIKE
    """Parts less alike than this have not met."""
    alike: float = 0.87
    """Parts more alike than this agree wholly."""
    contradiction: float = 0.6
    missing: float = 0.76
    missing_of_body: float = 0.54
    generic: float = 0.6
    """What a contradiction between words like "bank" and "trust" counts; between names it is 1."""
    initial: float = 0.7
    number: float = 1.5
    legal: float = 0.3
    swapped: float = 0.8
    parent: float = 0.3


WEIGHTS = Weights()


def score(
    met: Sequence[Pair],
    left: Sequence[Part],
    right: Sequence[Part],
    doubts: Collection[Doubt],
    *,
    body: bool,
    by: Weights = WEIGHTS,
) -> float:
    """Return how far two names may be one; `body`: one of them is no person."""
    agreed = 0.0
    contradicted = (
        by.legal * (Doubt.LEGAL in doubts)
        + by.swapped * (Doubt.SWAPPED in doubts)
        + by.parent * (Doubt.PARENT in doubts)
    )
    for each in met:
        share = min(1.0, max(0.0, (each.likeness - by.unlike) / (by.alike - by.unlike)))
        agreed += each.weight * share
        contradicted += _against(each.sort, by) * (1 - share)
    if agreed <= 0:
        return 0.0
    contradicted += min(sum(_against(part.sort, by) for part in side) for side in (left, right))
    missing = abs(sum(part.weight for part in left) - sum(part.weight for part in right))
    cost = by.missing_of_body if body else by.missing
    whole = 1 - cost * missing / (1 + missing) / agreed
    return max(0.0, whole) * math.exp(-by.contradiction * contradicted)


def _against(sort: Sort, by: Weights) -> float:
    return {Sort.GENERIC: by.generic, Sort.INITIAL: by.initial, Sort.NUMBER: by.number, Sort.ACRONYM: 0.0}.get(
        sort, 1.0
    )
