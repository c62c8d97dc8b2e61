"""Law on the pages: a reason before a report is opened, what is stated of claims about people, and the journal."""

import re

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.claim import Claim
from tocsin.domain.errors import RefusedError
from tocsin.domain.ids import ClaimId, NoticeId, ReportId, TearlineId
from tocsin.domain.logbook import Operation
from tocsin.domain.personal import Stated
from tocsin.surfaces.console.form import Form, word
from tocsin.surfaces.console.visit import Asked, Page, Visit
from tocsin.usecases import processing, review
from tocsin.usecases.processing import Search
from tocsin.vocabulary.law import Purpose, Special, SubjectCategory

PAGE_OF_A_NOTICE = re.compile(r"/(notices|tearlines|outbox|directs)/[\w./-]+")
WORDS = {"categories": tuple(SubjectCategory), "purposes": tuple(Purpose), "specials": tuple(Special)}


def asked_why(visit: Visit, report: str) -> Page | None:
    """Return the page that asks why somebody looks at a report; None where they have said so."""
    if processing.may_look(visit.node, visit.actor, report=ReportId(report)):
        return None
    return visit.page("reason.html", taken_at=f"/reports/{report}/reason", back="")


def asked_why_notice(visit: Visit, notice: str) -> Page | None:
    """Return the page that asks why somebody looks at a notice, whatever page of it; None where they have said so."""
    if processing.may_look_at_notice(visit.node, visit.actor, notice=NoticeId(notice)):
        return None
    return visit.page("reason.html", taken_at=f"/notices/{notice}/reason", back=visit.path)


def asked_why_tearline(visit: Visit, tearline: str) -> Page | None:
    """Return the page that asks why somebody looks at the notice of a tearline; None where they have said so."""
    notice = processing.notice_of(visit.node, visit.actor, tearline=TearlineId(tearline))
    return asked_why_notice(visit, notice)


@post("/reports/{report:str}/reason", sync_to_thread=True)
def consult(visit: Asked, report: FromPath[str]) -> Page:
    """Take the reason for looking at a report."""
    processing.consult(visit.node, visit.actor, report=ReportId(report), why=visit.form.needed("why"))
    return visit.go(f"/reports/{report}")


@post("/notices/{notice:str}/reason", sync_to_thread=True)
def consult_notice(visit: Asked, notice: FromPath[str]) -> Page:
    """Take the reason for looking at a notice, and go on to the page of it that was asked for."""
    processing.consult_notice(visit.node, visit.actor, notice=NoticeId(notice), why=visit.form.needed("why"))
    back = visit.form.text("back")
    return visit.go(back if PAGE_OF_A_NOTICE.fullmatch(back) else f"/notices/{notice}")


@post("/reports/{report:str}/claims/{claim:str}/law", sync_to_thread=True)
def restate(visit: Asked, report: FromPath[str], claim: FromPath[str]) -> Page:
    """State anew why a claim about somebody may be held."""
    form = visit.form
    review.restate(visit.node, visit.actor, claims=(ClaimId(claim),), why=form.needed("why"), stated=stated_in(form))
    return visit.go(f"/reports/{report}/claims/{claim}", "restated")


def stated_in(form: Form) -> Stated:
    """Return what a form states; what was left empty stays as it is, or as the node proposes."""
    special = frozenset(word(Special, each) for each in form.every("special"))
    return Stated(
        category=form.one_of(SubjectCategory, "category") if form.has("category") else None,
        purpose=form.one_of(Purpose, "purpose") if form.has("purpose") else None,
        legal_basis=form.text("legal_basis") or None,
        review_on=form.day("review_on"),
        special=special or None,
        necessity=form.text("necessity") or None,
    )


@get("/journal", sync_to_thread=True)
def journal(visit: Asked) -> Page:
    """Show the form by which the auditor searches."""
    if not visit.actor.roles & processing.SEARCHERS:
        raise RefusedError("the journal is searched by the auditor alone")
    return visit.page("journal.html", found=None, operations=tuple(Operation), whom="")


@post("/journal", sync_to_thread=True)
def search(visit: Asked) -> Page:
    """Show who did what with which record, or everything about one person."""
    form = visit.form
    wanted = Search(
        whom=form.text("whom") or None,
        operation=form.one_of(Operation, "operation") if form.has("operation") else None,
        by=form.text("by") or None,
    )
    found = processing.search(visit.node, visit.actor, wanted=wanted, why=form.needed("why"))
    claims = [(each.entity, claim) for each in found.held for claim in each.claims]
    return visit.page("journal.html", found=found, claims=claims, operations=tuple(Operation), whom=form.text("whom"))


def subjects(claim: Claim, names: dict[str, str]) -> list[tuple[str, SubjectCategory]]:
    """Return as what everybody stands in a claim, by name."""
    if claim.personal is None:
        return []
    return [(names.get(each.entity, each.entity), each.category) for each in claim.personal.subjects]


PAGES = (consult, consult_notice, restate, journal, search)
