"""People: who may use this node, and in which roles."""

from litestar import get, post

from tocsin.domain.actor import Role
from tocsin.surfaces.console.form import Form, word
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import accounts


@get("/people", sync_to_thread=True)
def people(visit: Asked) -> Page:
    """List the accounts."""
    listed = accounts.listing(visit.node, visit.actor)
    return visit.page("people.html", accounts=listed, names={each.id: each.name for each in listed}, roles=tuple(Role))


@post("/people", sync_to_thread=True)
def add(visit: Asked) -> Page:
    """Add a person."""
    form = visit.form
    accounts.add(
        visit.node,
        visit.actor,
        name=form.text("name"),
        password=form.secret("password"),
        roles=_roles(form),
    )
    return visit.go("/people", "added")


@post("/people/roles", sync_to_thread=True)
def assign(visit: Asked) -> Page:
    """Give a person other roles."""
    accounts.assign_roles(visit.node, visit.actor, name=visit.form.needed("name"), roles=_roles(visit.form))
    return visit.go("/people", "assigned")


@post("/people/end", sync_to_thread=True)
def disable(visit: Asked) -> Page:
    """Let a person sign in no more."""
    accounts.disable(visit.node, visit.actor, name=visit.form.needed("name"))
    return visit.go("/people", "disabled")


@post("/people/confirmation", sync_to_thread=True)
def confirm(visit: Asked) -> Page:
    """Confirm a new releasing officer, as a second person."""
    accounts.confirm(visit.node, visit.actor, name=visit.form.needed("name"))
    return visit.go("/people", "confirmed")


def _roles(form: Form) -> frozenset[Role]:
    return frozenset(word(Role, each) for each in form.every("role"))
