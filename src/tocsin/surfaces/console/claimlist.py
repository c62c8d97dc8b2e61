"""The claims of a report as a page lists them: numbered as the text has them, grouped by what they are about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tocsin.domain.claim import Claim, Review
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.report import Span
from tocsin.domain.wording.plain import sentence
from tocsin.surfaces.console.passages import Passage, Quoted, passages
from tocsin.usecases.browse import ReportView

LIVE = frozenset({Review.DRAFT, Review.CONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A claim in the list. `number` is also its marker in the text."""

    number: int
    claim: Claim
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The claims a concern rests on and that no weightier one has taken; `concern` is None for the rest."""

    concern: Concern | None
    listed: tuple[Listed, ...]

    @property
    def drafts(self) -> int:
        """How many of them nobody has judged."""
        return sum(each.claim.review is Review.DRAFT for each in self.listed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything of a report that a page shows side by side."""

    passages: tuple[Passage, ...]
    groups: tuple[Group, ...]
    set_aside: tuple[Listed, ...]
    markers: Mapping[int, Listed]
    confirmed: int


def board(view: ReportView) -> Board:
    """Lay a report out."""
    entities = {entity.id: entity for entity in view.entities}
    listed = _numbered(view.claims, entities)
    live = {each.claim.id: each for each in listed if each.claim.review in LIVE}
    quoted = [Quoted(number=each.number, spans=each.claim.evidence) for each in live.values()]
    document = view.report.document
    return Board(
        passages=passages(document.text, quoted, document.boilerplate, _words(listed)),
        groups=tuple(_groups(view.concerns, live)),
        set_aside=tuple(each for each in listed if each.claim.review not in LIVE),
        markers={each.number: each for each in listed},
        confirmed=sum(each.claim.review is Review.CONFIRMED for each in listed),
    )


def _words(listed: Iterable[Listed]) -> Iterator[Span]:
    """The words that explanations point at."""
    return (span for each in listed for ground in each.claim.grounds for span in ground.words)


def drafts_of(view: ReportView, key: str) -> tuple[ClaimId, ...]:
    """Return the claims of one group that nobody has judged yet; an empty key is the rest."""
    for group in board(view).groups:
        if (group.concern.key if group.concern is not None else "") == key:
            return tuple(each.claim.id for each in group.listed if each.claim.review is Review.DRAFT)
    return ()


def _numbered(claims: Iterable[Claim], entities: Mapping[EntityId, Entity]) -> list[Listed]:
    ordered = sorted(claims, key=lambda claim: min((span.start for span in claim.evidence), default=0))
    return [
        Listed(number=number, claim=claim, says=sentence(claim, entities)) for number, claim in enumerate(ordered, 1)
    ]


def _groups(concerns: Iterable[Concern], live: Mapping[ClaimId, Listed]) -> Iterable[Group]:
    left = dict(live)
    for concern in concerns:
        events = [left.pop(claim) for claim in concern.events if claim in left]
        attributes = [left.pop(claim) for claim in concern.attributes if claim in left]
        yield Group(concern=concern, listed=(*_in_order(events), *_in_order(attributes)))
    if left:
        yield Group(concern=None, listed=_in_order(left.values()))


def _in_order(listed: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(listed, key=lambda each: each.number))
