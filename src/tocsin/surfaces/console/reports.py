"""Reports: what came in, the claims read in it, and what people make of them."""

from datetime import timedelta

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.claim import Claim
from tocsin.domain.errors import InvalidError, TocsinError
from tocsin.domain.ids import ClaimId, ReportId
from tocsin.surfaces.console.claimlist import board, drafts_of
from tocsin.surfaces.console.failures import KINDS
from tocsin.surfaces.console.form import MISSING
from tocsin.surfaces.console.lawful import WORDS, asked_why, stated_in
from tocsin.surfaces.console.marking import at_intake
from tocsin.surfaces.console.visit import Asked, Page, Visit
from tocsin.usecases import browse, intake, notices, pages, review
from tocsin.usecases.notices import Draft
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency

LARGEST_UPLOAD = 25 * 1024 * 1024
ANSWER_WITHIN = timedelta(hours=24)  # only what the form proposes


@get("/reports", sync_to_thread=True)
def reports(visit: Asked) -> Page:
    """List the reports, the newest first."""
    found = pages.reports(visit.node, visit.actor, before=visit.query.get("before"))
    older = found[-1].id if len(found) == pages.REPORTS else None
    return visit.page("reports.html", reports=found, older=older, labels=tuple(Tlp))


@post("/reports", sync_to_thread=True, request_max_body_size=LARGEST_UPLOAD)
def upload(visit: Asked) -> Page:
    """Take a document."""
    file = visit.form.file("file")
    report = intake.submit(
        visit.node,
        visit.actor,
        data=file.data,
        name=file.name,
        source=visit.form.text("source"),
        published=visit.form.day("published"),
        marking=at_intake(visit.form),
    )
    return visit.go(f"/reports/{report.id}", "kept")


@get("/reports/call", sync_to_thread=True)
def call(visit: Asked) -> Page:
    """Show the page on which a call is written down."""
    return visit.page("call.html", failure="", labels=tuple(Tlp))


@post("/reports/call", sync_to_thread=True)
def take_call(visit: Asked) -> Page:
    """Take what was said. On any failure the page comes back with every word still in it."""
    form = visit.form
    try:
        report = intake.note(
            visit.node,
            visit.actor,
            text=form.needed("text"),
            name=form.needed("name"),
            source=form.needed("source"),
            marking=at_intake(form),
        )
    except TocsinError as error:
        page = visit.page("call.html", failure=str(error), labels=tuple(Tlp))
        page.status_code = KINDS[type(error)][0]
        return page
    return visit.go(f"/reports/{report.id}", "kept")


@get("/reports/{report:str}", sync_to_thread=True)
def report(visit: Asked, report: FromPath[str]) -> Page:
    """Show a report: its text with the claims marked, and the claims beside it."""
    ask = asked_why(visit, report)
    if ask is not None:
        return ask
    view = browse.report(visit.node, visit.actor, report=ReportId(report))
    now = visit.node.clock.now()
    shown = board(view)
    return visit.page(
        "report.html",
        report=view.report,
        board=shown,
        whys={number: visit.pages.whys(each.claim.grounds, view.entities) for number, each in shown.markers.items()},
        entities={entity.id: entity for entity in view.entities},
        people=browse.people(visit.node, visit.actor),
        reliabilities=tuple(Reliability),
        credibilities=tuple(Credibility),
        urgencies=tuple(Urgency),
        **WORDS,
        answer_by=(now + ANSWER_WITHIN).strftime("%Y-%m-%dT%H:%M"),
    )


@post("/reports/{report:str}/claims", sync_to_thread=True)
def judge(visit: Asked, report: FromPath[str]) -> Page:
    """Confirm, reject or grade the claims that were ticked, or confirm all drafts of one group."""
    form, why = visit.form, visit.form.text("why")
    act, _, group = form.text("act").partition(" ")
    claims = tuple(ClaimId(each) for each in form.every("claim"))
    done = "judged"
    match act:
        case "confirm":
            review.confirm(visit.node, visit.actor, claims=claims, why=why, stated=stated_in(form))
        case "confirm-group":
            view = browse.report(visit.node, visit.actor, report=ReportId(report))
            review.confirm(visit.node, visit.actor, claims=drafts_of(view, group), why=why, stated=stated_in(form))
        case "reject":
            review.reject(visit.node, visit.actor, claims=claims, why=why)
        case "grade":
            done = "graded"
            _grade(visit, claims, why)
        case _:
            raise InvalidError(MISSING)
    return visit.go(f"/reports/{report}#claims", done)


@post("/reports/{report:str}/notice", sync_to_thread=True)
def open_notice(visit: Asked, report: FromPath[str]) -> Page:
    """Open a notice from the claims of this report that are confirmed."""
    form = visit.form
    draft = Draft(
        title=form.text("title"),
        urgency=form.one_of(Urgency, "urgency"),
        answer_by=form.moment("answer_by"),
        asks=form.lines("asks"),
        reports=(ReportId(report),),
    )
    notice = notices.open_notice(visit.node, visit.actor, draft)
    return visit.go(f"/notices/{notice.id}", "opened")


def _grade(visit: Visit, claims: tuple[ClaimId, ...], why: str) -> tuple[Claim, ...]:
    return review.grade(
        visit.node,
        visit.actor,
        claims=claims,
        reliability=visit.form.one_of(Reliability, "reliability"),
        credibility=visit.form.one_of(Credibility, "credibility"),
        why=why,
    )
