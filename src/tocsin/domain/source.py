"""Sources: how reliable somebody has been over time, and how often what he held likely came true."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.ids import AccountId, ClaimId
from tocsin.vocabulary.admiralty import Reliability
from tocsin.vocabulary.country import fold
from tocsin.vocabulary.likelihood import Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a person thought of a source, at a time, for a reason."""

    reliability: Reliability
    by: AccountId
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source with everything that was ever thought of it; the last rating is in force, the others stay."""

    key: str  # `key_of` its name
    name: str
    ratings: tuple[Rating, ...]

    @property
    def reliability(self) -> Reliability:
        """The rating in force."""
        return self.ratings[-1].reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Whether something that was said to be likely or not came true, as a person found later."""

    id: str
    claim: ClaimId
    source: str  # key of the source at the root of the claim
    scheme: str
    term: str
    band: Band
    happened: bool
    by: AccountId
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermScore:
    """How one likelihood word fared: how often what it was said of happened, beside the band it stands for."""

    term: str
    band: Band
    said: int
    happened: int

    @property
    def percent(self) -> float:
        """How often it happened, in percent."""
        return 100 * self.happened / self.said

    @property
    def is_covered(self) -> bool:
        """Say whether what happened lies within the band."""
        return self.band.low <= self.percent <= self.band.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How a source's likelihoods of one scheme fared against what happened."""

    source: str
    scheme: str
    settled: int
    brier: float  # mean of (stated - happened) squared, the middle of the band being what was stated; 0 is best
    coverage: float  # share of the settled whose word's band holds what happened, 0 to 1
    terms: tuple[TermScore, ...]


def key_of(name: str) -> str:
    """Return a name by which one source is known however it is written."""
    return " ".join(fold(name).split())


def calibrate(settlements: Iterable[Settlement]) -> tuple[Calibration, ...]:
    """Score each source and scheme; of several settlements of one claim the last counts.

    The Brier score is that of G. W. Brier, Monthly Weather Review 78 (1950), for two outcomes.
    """
    last = {each.claim: each for each in settlements}
    groups: defaultdict[tuple[str, str], list[Settlement]] = defaultdict(list)
    for each in last.values():
        groups[each.source, each.scheme].append(each)
    return tuple(_score(source, scheme, group) for (source, scheme), group in sorted(groups.items()))


def _score(source: str, scheme: str, group: list[Settlement]) -> Calibration:
    by_term: defaultdict[str, list[Settlement]] = defaultdict(list)
    for each in group:
        by_term[each.term].append(each)
    terms = tuple(
        TermScore(term=term, band=said[0].band, said=len(said), happened=sum(each.happened for each in said))
        for term, said in sorted(by_term.items(), key=lambda item: (item[1][0].band.low, item[0]))
    )
    return Calibration(
        source=source,
        scheme=scheme,
        settled=len(group),
        brier=sum(((each.band.low + each.band.high) / 200 - each.happened) ** 2 for each in group) / len(group),
        coverage=sum(each.said for each in terms if each.is_covered) / len(group),
        terms=terms,
    )
