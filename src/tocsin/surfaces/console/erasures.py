"""Erasing: what would go and what stays, the reason, and afterwards who has answered and what is left to people."""

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.actor import Role
from tocsin.domain.erasure import EVERY_TIME, Errand
from tocsin.domain.errors import RefusedError
from tocsin.domain.ids import ClaimId, EntityId, ReportId
from tocsin.domain.recall import WithdrawalGround
from tocsin.surfaces.console.form import Form
from tocsin.surfaces.console.visit import Asked, Page, Visit
from tocsin.usecases import erasing, erasures, requests
from tocsin.usecases.erasing import What


@get("/erasures", sync_to_thread=True)
def listing(visit: Asked) -> Page:
    """List the erasures, the newest first."""
    return visit.page("erasures.html", erasures=erasures.listing(visit.node, visit.actor)[::-1])


@get("/erasures/new", sync_to_thread=True)
def begin(visit: Asked) -> Page:
    """Show what a claim or a report takes with it; of a request, ask what of what was found."""
    visit.actor.require(Role.RELEASING_OFFICER)
    request, query = visit.query.get("request"), visit.query
    if request is None:
        claims = tuple(ClaimId(each) for each in (query.get("claim"),) if each)
        reports = tuple(ReportId(each) for each in (query.get("report"),) if each)
        return _foreseen(visit, What(claims=claims, reports=reports), "")
    held = requests.view(visit.node, visit.actor, request=request)
    return visit.page(
        "erase.html", request=held, found=requests.found(visit.node, visit.actor, request=request), about=held.whom
    )


@post("/erasures/preview", sync_to_thread=True)
def preview(visit: Asked) -> Page:
    """Show what would go."""
    return _foreseen(visit, _what(visit.form), visit.form.text("request"))


@post("/erasures", sync_to_thread=True)
def erase(visit: Asked) -> Page:
    """Destroy it."""
    form = visit.form
    if not form.has("sure"):
        raise RefusedError("tick that you know that there is no way back")
    done = erasing.erase(
        visit.node,
        visit.actor,
        what=_what(form),
        ground=form.one_of(WithdrawalGround, "ground"),
        why=form.text("why"),
        request=form.text("request") or None,
    )
    return visit.go(f"/erasures/{done.record.id}", "erased")


@get("/erasures/{erasure:str}", sync_to_thread=True)
def view(visit: Asked, erasure: FromPath[str]) -> Page:
    """Show one erasure, as evidence."""
    return visit.page("erasure.html", view=erasures.view(visit.node, visit.actor, erasure=erasure))


@post("/erasures/{erasure:str}/errands", sync_to_thread=True)
def settle(visit: Asked, erasure: FromPath[str]) -> Page:
    """Record that a person has done something."""
    form = visit.form
    erasures.settle(visit.node, visit.actor, erasure=erasure, errand=form.needed("errand"), said=form.text("said"))
    return visit.go(f"/erasures/{erasure}#errands", "errand-done")


def _foreseen(visit: Visit, what: What, request: str) -> Page:
    return visit.page(
        "erasing.html",
        what=what,
        request=request,
        foreseen=erasing.preview(visit.node, visit.actor, what=what),
        grounds=tuple(WithdrawalGround),
        left_to_people=(*EVERY_TIME, Errand.REASONS),
    )


def _what(form: Form) -> What:
    return What(
        claims=tuple(map(ClaimId, form.every("claim"))),
        reports=tuple(map(ReportId, form.every("report"))),
        people=tuple(map(EntityId, form.every("person"))),
        told=form.every("told"),
    )


PAGES = (listing, begin, preview, erase, view, settle)
