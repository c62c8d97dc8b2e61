"""The watch: who is on duty and stands in, who is called next about what, and the calls that were made."""

from datetime import timedelta

from litestar import get, post

from tocsin.domain.actor import Role
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import browse, counterparts, escalation, roster

USUAL = timedelta(hours=12)


@get("/watch", sync_to_thread=True)
def watch(visit: Asked) -> Page:
    """Show the roster and the calls."""
    node, actor, now = visit.node, visit.actor, visit.node.clock.now()
    watches = roster.listing(node, actor)
    return visit.page(
        "watch.html",
        current=next((each for each in watches if each.is_now), None),
        watches=watches,
        stood_in=roster.stood_in(node, actor),
        upcoming=escalation.upcoming(node, actor),
        calls=escalation.listing(node, actor)[::-1],
        names=counterparts.names(node, actor),
        people=browse.people(node, actor),
        eligible=roster.eligible(node, actor),
        may_set=visit.may(Role.ADMINISTRATOR, Role.RELEASING_OFFICER),
        since=f"{now:%Y-%m-%dT%H:%M}",
        until=f"{now + USUAL:%Y-%m-%dT%H:%M}",
    )


@post("/watch", sync_to_thread=True)
def set_(visit: Asked) -> Page:
    """Say who is on duty, and who stands in, in this order."""
    form = visit.form
    roster.set_watch(
        visit.node,
        visit.actor,
        since=form.moment("since"),
        until=form.moment("until"),
        on_duty=form.needed("on_duty"),
        stand_ins=[each for each in form.every("stand_in") if each],
    )
    return visit.go("/watch", "watch-set")


@post("/watch/seen", sync_to_thread=True)
def seen(visit: Asked) -> Page:
    """Take note of what others opened in one's place."""
    roster.seen(visit.node, visit.actor)
    return visit.go("/watch", "watch-seen")


@post("/watch/calls", sync_to_thread=True)
def call(visit: Asked) -> Page:
    """Call whoever is next, before the clock does."""
    escalation.call_next(visit.node, visit.actor, message=visit.form.needed("message"))
    return visit.go("/watch#calls", "passed-on")


PAGES = (watch, set_, seen, call)
