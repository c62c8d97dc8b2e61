"""A protection that is to be lifted, on a page: a second person confirms."""

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.errors import NotFoundError
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import browse, protections


@get("/protections/{lift:str}", sync_to_thread=True)
def item(visit: Asked, lift: FromPath[str]) -> Page:
    """Show one proposal."""
    held = next((each for each in protections.listing(visit.node, visit.actor) if each.id == lift), None)
    if held is None:
        raise NotFoundError(f"there is no proposal {lift}")
    return visit.page("protection.html", held=held, people=browse.people(visit.node, visit.actor))


@post("/protections/{lift:str}/confirmation", sync_to_thread=True)
def confirm(visit: Asked, lift: FromPath[str]) -> Page:
    """Agree, as a second person."""
    protections.confirm(visit.node, visit.actor, lift=lift)
    return visit.go(f"/protections/{lift}", "protection-lifted")


PAGES = (item, confirm)
