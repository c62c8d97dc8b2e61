"""Documents that the law asks for, to be read here or taken away; and breaches with their clock."""

from collections.abc import Callable, Mapping

from litestar import Response, get, post
from litestar.params import FromPath

from tocsin.domain.actor import Actor
from tocsin.domain.errors import NotFoundError
from tocsin.domain.folio import Folio
from tocsin.ports.node import Node
from tocsin.surfaces.console.visit import Asked, Page, Visit, download
from tocsin.surfaces.page import folio as page
from tocsin.usecases import breaches, counterparts, folios, prior

MADE: Mapping[str, Callable[[Node, Actor], Folio]] = {
    "register": folios.register,
    "transfers": folios.transfers,
    "impact": folios.impact,
}


@get("/files", sync_to_thread=True)
def files(visit: Asked) -> Page:
    """List the documents, and every breach."""
    keeps = visit.may(*prior.KEEPERS)
    return visit.page(
        "files.html",
        priors=prior.listing(visit.node, visit.actor) if keeps else (),
        keeps=keeps,
        breaches=breaches.listing(visit.node, visit.actor)[::-1],
        names=counterparts.names(visit.node, visit.actor),
    )


@get("/files/{name:str}/page.html", sync_to_thread=True)
def as_page(visit: Asked, name: FromPath[str]) -> Response[bytes]:
    """Give a document as a page of its own."""
    text = page.write(_made(visit, name), language=visit.pages.language)
    return download(text.encode(), name=f"tocsin-{name}.html", media_type="text/html; charset=utf-8")


@get("/files/{name:str}/paper.pdf", sync_to_thread=True)
def as_paper(visit: Asked, name: FromPath[str]) -> Response[bytes]:
    """Give a document as a PDF."""
    made = page.translated(_made(visit, name), visit.pages.language)
    return download(visit.node.printer.print_folio(made), name=f"tocsin-{name}.pdf", media_type="application/pdf")


@post("/files/priors", sync_to_thread=True)
def ask(visit: Asked) -> Page:
    """Record that the authority is asked."""
    form = visit.form
    prior.ask(visit.node, visit.actor, authority=form.text("authority"), risk=form.text("risk"))
    return visit.go("/files#prior", "prior-asked")


@post("/files/priors/{consultation:str}/answer", sync_to_thread=True)
def answered(visit: Asked, consultation: FromPath[str]) -> Page:
    """Record what the authority said."""
    prior.answered(visit.node, visit.actor, consultation=consultation, said=visit.form.text("said"))
    return visit.go("/files#prior", "prior-heard")


@post("/files/priors/{consultation:str}/longer", sync_to_thread=True)
def longer(visit: Asked, consultation: FromPath[str]) -> Page:
    """Record that the authority takes a month more."""
    prior.longer(visit.node, visit.actor, consultation=consultation)
    return visit.go("/files#prior", "prior-heard")


@post("/files/{breach:str}/account", sync_to_thread=True)
def describe(visit: Asked, breach: FromPath[str]) -> Page:
    """Write down what the law asks for."""
    said = {name: visit.form.text(name) for name in ("facts", "consequences", "measures", "risk")}
    breaches.describe(visit.node, visit.actor, breach=breach, account=breaches.Account(**said))
    return visit.go("/files", "breach-described")


@post("/files/{breach:str}/told", sync_to_thread=True)
def tell(visit: Asked, breach: FromPath[str]) -> Page:
    """Record that the authority was told."""
    breaches.tell_authority(visit.node, visit.actor, breach=breach, why_late=visit.form.text("why_late"))
    return visit.go("/files", "authority-told")


@post("/files/{breach:str}/closed", sync_to_thread=True)
def close(visit: Asked, breach: FromPath[str]) -> Page:
    """Close the file."""
    breaches.close(visit.node, visit.actor, breach=breach)
    return visit.go("/files", "breach-closed")


PAGES = (files, as_page, as_paper, ask, answered, longer, describe, tell, close)


def _made(visit: Visit, name: str) -> Folio:
    if name in MADE:
        return MADE[name](visit.node, visit.actor)
    if name.startswith("b-"):
        return folios.breach(visit.node, visit.actor, breach=name)
    raise NotFoundError("there is no such document")
