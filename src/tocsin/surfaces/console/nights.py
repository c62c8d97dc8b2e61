"""The night's minimum on the console: written from the notice, sent and reviewed on the page of its tearline."""

from litestar import post
from litestar.params import FromPath

from tocsin.domain.ids import CounterpartId, NoticeId, TearlineId
from tocsin.domain.night import Danger, Intent
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import nights, release


@post("/notices/{notice:str}/minimums", sync_to_thread=True)
def minimum(visit: Asked, notice: FromPath[str]) -> Page:
    """Write what, where and when, and nobody."""
    made = release.preview(
        visit.node,
        visit.actor,
        notice=NoticeId(notice),
        to=CounterpartId(visit.form.needed("counterpart")),
        is_minimum=True,
    )
    return visit.go(f"/tearlines/{made.id}", "cut")


@post("/tearlines/{tearline:str}/alone", sync_to_thread=True)
def alone(visit: Asked, tearline: FromPath[str]) -> Page:
    """Send it as the one on watch: exactly the bytes that were shown."""
    form = visit.form
    release.send_alone(
        visit.node,
        visit.actor,
        tearline=TearlineId(tearline),
        digest=form.needed("digest"),
        danger=Danger(
            intent=form.one_of(Intent, "intent"),
            credible=form.has("credible"),
            specific=form.has("specific"),
            why=form.text("why"),
        ),
    )
    return visit.go(f"/tearlines/{tearline}", "sent-alone")


@post("/tearlines/{tearline:str}/review", sync_to_thread=True)
def review(visit: Asked, tearline: FromPath[str]) -> Page:
    """Say, as a second person, what the review found."""
    nights.review(visit.node, visit.actor, minimum=TearlineId(tearline), said=visit.form.text("said"))
    return visit.go(f"/tearlines/{tearline}", "night-reviewed")


PAGES = (minimum, alone, review)
