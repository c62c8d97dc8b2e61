"""One claim: what it says, what became of it, and how to correct or mark it."""

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.claim import Attribute, AttributeKind, Basis, Event, Status
from tocsin.domain.errors import NotFoundError
from tocsin.domain.ids import ClaimId, ReportId
from tocsin.surfaces.console.claimlist import board
from tocsin.surfaces.console.form import word
from tocsin.surfaces.console.lawful import WORDS, asked_why, subjects
from tocsin.surfaces.console.marking import as_marked, choices
from tocsin.surfaces.console.visit import Asked, Page, Visit
from tocsin.usecases import browse, review
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.harm import EVENT_TYPES

_OF_COUNTRIES = frozenset(
    {AttributeKind.NATIONALITY, AttributeKind.COUNTRY, AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE}
)
_OF_ATTRIBUTES = (Status.STATED, Status.ALLEGED, Status.DENIED)


@get("/reports/{report:str}/claims/{claim:str}", sync_to_thread=True)
def claim(visit: Asked, report: FromPath[str], claim: FromPath[str]) -> Page:
    """Show one claim with its history."""
    ask = asked_why(visit, report)
    if ask is not None:
        return ask
    view = browse.report(visit.node, visit.actor, report=ReportId(report))
    listed = next((each for each in board(view).markers.values() if each.claim.id == claim), None)
    if listed is None:
        raise NotFoundError(f"there is no claim {claim} in this report")
    content = listed.claim.content
    return visit.page(
        "claim.html",
        report=view.report,
        listed=listed,
        whys=visit.pages.whys(listed.claim.grounds, view.entities),
        value=content.type if isinstance(content, Event) else content.value,
        choices=_choices(visit, content, view),
        statuses=[each for each in Status if each not in _OF_ATTRIBUTES[:1]]
        if isinstance(content, Event)
        else _OF_ATTRIBUTES,
        bases=tuple(Basis),
        subjects=subjects(listed.claim, {each.id: each.name for each in view.entities}),
        **WORDS,
        **choices(),
        people=browse.people(visit.node, visit.actor),
    )


@post("/reports/{report:str}/claims/{claim:str}/correction", sync_to_thread=True)
def correct(visit: Asked, report: FromPath[str], claim: FromPath[str]) -> Page:
    """Put a corrected claim beside this one; what was left as it is stays as it is."""
    form = visit.form
    new = review.correct(
        visit.node,
        visit.actor,
        claim=ClaimId(claim),
        why=form.text("why"),
        value=form.text("value") if form.text("value") != form.text("old_value") else None,
        status=word(Status, form.text("status")) if form.text("status") else None,
        basis=word(Basis, form.text("basis")) if form.text("basis") else None,
    )
    return visit.go(f"/reports/{report}/claims/{new.id}", "corrected")


@post("/reports/{report:str}/claims/{claim:str}/marking", sync_to_thread=True)
def mark(visit: Asked, report: FromPath[str], claim: FromPath[str]) -> Page:
    """Set under what conditions this claim may go on."""
    marking = as_marked(visit.form, by=visit.actor.account)
    review.mark(visit.node, visit.actor, claims=(ClaimId(claim),), marking=marking)
    return visit.go(f"/reports/{report}/claims/{claim}", "marked")


def _choices(visit: Visit, content: Event | Attribute, view: browse.ReportView) -> list[tuple[str, str]]:
    """Return what a value may be changed to, as (value, text); nothing where it is free text."""
    match content:
        case Event():
            return sorted(((each, visit.pages.event(each)) for each in EVENT_TYPES), key=lambda each: each[1])
        case Attribute() if content.kind in _OF_COUNTRIES:
            named = [(code, visit.pages.country(code)) for code in COUNTRIES]
            return sorted(named, key=lambda each: each[1])
        case Attribute() if content.kind is AttributeKind.MEMBERSHIP:
            return [(each.id, each.name) for each in view.entities]
        case Attribute():
            return []
