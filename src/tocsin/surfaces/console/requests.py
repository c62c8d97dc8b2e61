"""Requests of data subjects: taken down, looked up, decided, answered by a letter, carried out and closed."""

from litestar import Response, get, post
from litestar.params import FromPath

from tocsin.domain.errors import RefusedError
from tocsin.domain.ids import ClaimId
from tocsin.domain.subject import Decision, Refusal, Restriction, Right, Verdict
from tocsin.ports.printer import Letter
from tocsin.surfaces.console.form import Form
from tocsin.surfaces.console.visit import Asked, Page, Visit, download
from tocsin.surfaces.page import subject_letter
from tocsin.usecases import browse, redress, release, requests
from tocsin.usecases.requests import Found
from tocsin.vocabulary.language import Language


@get("/requests", sync_to_thread=True)
def listing(visit: Asked) -> Page:
    """List the requests, the newest first, with a form for another."""
    return visit.page(
        "requests.html",
        requests=requests.listing(visit.node, visit.actor)[::-1],
        rights=tuple(Right),
        told_in=tuple(Language),
    )


@post("/requests", sync_to_thread=True)
def receive(visit: Asked) -> Page:
    """Take a request down."""
    form = visit.form
    made = requests.receive(
        visit.node,
        visit.actor,
        whom=form.text("whom"),
        right=form.one_of(Right, "right"),
        said=form.text("said"),
        verified=form.text("verified"),
        language=form.one_of(Language, "language"),
    )
    return visit.go(f"/requests/{made.id}", "request-received")


@get("/requests/{asked:str}", sync_to_thread=True)
def view(visit: Asked, asked: FromPath[str]) -> Page:
    """Show one request; what is held is looked up by a form, since each look goes into the journal."""
    return _page(visit, asked, None)


@post("/requests/{asked:str}/search", sync_to_thread=True)
def search(visit: Asked, asked: FromPath[str]) -> Page:
    """Look up whoever may be meant, and offer to decide."""
    return _page(visit, asked, requests.found(visit.node, visit.actor, request=asked))


@post("/requests/{asked:str}/answer", sync_to_thread=True)
def answer(visit: Asked, asked: FromPath[str]) -> Page:
    """Answer it as it was decided."""
    requests.answer(visit.node, visit.actor, request=asked, decision=_decision(visit.form))
    return visit.go(f"/requests/{asked}#letter", "request-answered")


@post("/requests/{asked:str}/corrections", sync_to_thread=True)
def correct(visit: Asked, asked: FromPath[str]) -> Page:
    """Write the correction for everybody who was told what has been put right."""
    for notice, to in redress.owed(redress.left(visit.node, visit.actor, request=asked)):
        release.preview_correction(visit.node, visit.actor, notice=notice, to=to)
    return visit.go(f"/requests/{asked}#left", "request-corrected")


@post("/requests/{asked:str}/closed", sync_to_thread=True)
def close(visit: Asked, asked: FromPath[str]) -> Page:
    """Close it."""
    redress.close(visit.node, visit.actor, request=asked)
    return visit.go(f"/requests/{asked}", "request-closed")


@get("/requests/{asked:str}/letter.html", sync_to_thread=True)
def as_page(visit: Asked, asked: FromPath[str]) -> Response[bytes]:
    """Give the letter as a page of its own."""
    text = subject_letter.write(_paper(visit, asked))
    return download(text.encode(), name=f"letter-{asked}.html", media_type="text/html; charset=utf-8")


@get("/requests/{asked:str}/letter.pdf", sync_to_thread=True)
def as_paper(visit: Asked, asked: FromPath[str]) -> Response[bytes]:
    """Give the letter as a PDF."""
    data = visit.node.printer.print_letter(_paper(visit, asked))
    return download(data, name=f"letter-{asked}.pdf", media_type="application/pdf")


def _page(visit: Visit, request: str, found: Found | None) -> Page:
    held = requests.view(visit.node, visit.actor, request=request)
    is_settled = held.answer is not None and held.closed_at is not None
    return visit.page(
        "request.html",
        request=held,
        found=found,
        left=() if is_settled else redress.left(visit.node, visit.actor, request=request),
        people=browse.people(visit.node, visit.actor),
        verdicts=tuple(Verdict),
        restrictions=tuple(Restriction),
        refusals=tuple(Refusal),
    )


def _paper(visit: Visit, request: str) -> Letter:
    held = requests.view(visit.node, visit.actor, request=request)
    if held.answer is None:
        raise RefusedError("it is not answered yet: there is no letter")
    return subject_letter.paper(held, visit.node.organisation.name)


def _decision(form: Form) -> Decision:
    chosen = [each.partition(" ") for each in form.every("claim") if each]
    verdict = form.one_of(Verdict, "verdict")
    is_granted = verdict is Verdict.GRANTED
    told = dict.fromkeys(ClaimId(claim) for act, _, claim in chosen if act == "tell" and is_granted)
    kept = dict.fromkeys(ClaimId(claim) for act, _, claim in chosen if act == "withhold" and is_granted)
    is_restricted = bool(kept) or verdict is Verdict.RESTRICTED
    return Decision(
        verdict=verdict,
        reasons=form.text("reasons"),
        claims=tuple(told),
        withheld=tuple(kept),
        restriction=form.one_of(Restriction, "restriction") if is_restricted and form.has("restriction") else None,
        refusal=form.one_of(Refusal, "refusal") if verdict is Verdict.REFUSED and form.has("refusal") else None,
    )


PAGES = (listing, receive, view, search, answer, correct, close, as_page, as_paper)
