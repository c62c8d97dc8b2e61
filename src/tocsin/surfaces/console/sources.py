"""Sources: how reliable each was held over time, and how what it held likely turned out, as tables and pictures."""

from collections.abc import Iterator
from dataclasses import dataclass

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import ClaimId
from tocsin.domain.source import Calibration
from tocsin.surfaces.console.form import MISSING
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import browse
from tocsin.usecases import sources as use
from tocsin.vocabulary.admiralty import Reliability

LEFT, TOP, SIDE = 40, 8, 200  # of the picture's square, in its own units


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A likelihood word in the picture: the band it stands for lies flat, at the height of what happened."""

    term: str
    left: float
    width: float
    middle: float
    height: float
    radius: float
    is_covered: bool


@get("/sources", sync_to_thread=True)
def sources(visit: Asked) -> Page:
    """Show every source with its ratings, and the calibrations."""
    return visit.page(
        "sources.html",
        sources=use.listing(visit.node, visit.actor),
        scores=[(each, tuple(marks(each))) for each in use.calibration(visit.node, visit.actor)],
        people=browse.people(visit.node, visit.actor),
        reliabilities=tuple(Reliability),
        square=(LEFT, TOP, SIDE),
    )


@post("/sources", sync_to_thread=True)
def rate(visit: Asked) -> Page:
    """Say how reliable a source is from now on."""
    form = visit.form
    use.rate(
        visit.node,
        visit.actor,
        name=form.text("name"),
        reliability=form.one_of(Reliability, "reliability"),
        why=form.text("why"),
    )
    return visit.go("/sources", "rated")


@post("/reports/{report:str}/claims/{claim:str}/settlement", sync_to_thread=True)
def settle(visit: Asked, report: FromPath[str], claim: FromPath[str]) -> Page:
    """Say whether what a claim held likely has happened."""
    said = visit.form.text("happened")
    if said not in {"yes", "no"}:
        raise InvalidError(MISSING)
    use.settle(visit.node, visit.actor, claim=ClaimId(claim), happened=said == "yes", why=visit.form.text("why"))
    return visit.go(f"/reports/{report}/claims/{claim}", "settled-claim")


def marks(score: Calibration) -> Iterator[Mark]:
    """Return where the words of a scheme stand in the picture of a calibration."""
    for each in score.terms:
        left, right = (LEFT + SIDE * percent / 100 for percent in (each.band.low, each.band.high))
        yield Mark(
            term=each.term,
            left=left,
            width=max(right - left, 1.0),
            middle=(left + right) / 2,
            height=TOP + SIDE * (1 - each.percent / 100),
            radius=min(3 + each.said**0.5, 9),
            is_covered=each.is_covered,
        )


PAGES = (sources, rate, settle)
