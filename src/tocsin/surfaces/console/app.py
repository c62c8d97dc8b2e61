"""The console as an application: its pages, and what guards them all."""

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide

from tocsin.ports.node import Node
from tocsin.surfaces.console import (
    claims,
    consents,
    counterparts,
    couriers,
    directs,
    drills,
    erasures,
    explaining,
    failures,
    folios,
    gates,
    guard,
    inbox,
    inquiries,
    lawful,
    ledger,
    lines,
    nights,
    notices,
    now,
    outbox,
    people,
    protections,
    recalls,
    reports,
    requests,
    signin,
    sources,
    tearlines,
    trusting,
    watch,
)
from tocsin.surfaces.console.assets import asset
from tocsin.surfaces.console.visit import Console, visit

LARGEST_FORM = 1024 * 1024

PAGES = (
    *(signin.door, signin.enter, signin.leave, signin.speak, asset, now.now),
    *(reports.reports, reports.upload, reports.call, reports.take_call, reports.report, reports.judge),
    *(reports.open_notice, claims.claim, claims.correct, claims.mark),
    *(notices.notices, notices.notice, notices.decide, notices.approve_waiver, notices.preview, explaining.explained),
    *(tearlines.tearline, tearlines.approve, tearlines.excuse),
    *(
        outbox.outbox,
        outbox.delivery,
        outbox.sheet,
        outbox.letter,
        outbox.proof,
        outbox.hand,
        outbox.answer,
        outbox.settle,
        outbox.give_up,
        outbox.send_anew,
    ),
    *gates.PAGES,
    *consents.PAGES,
    *nights.PAGES,
    *protections.PAGES,
    *directs.PAGES,
    *recalls.PAGES,
    *lawful.PAGES,
    *inquiries.PAGES,
    *couriers.PAGES,
    *(
        inbox.inbox,
        inbox.item,
        inbox.open_,
        inbox.acknowledge,
        inbox.respond,
        inbox.outcome,
        inbox.redirect,
        inbox.seen,
        inbox.call,
        inbox.proof,
    ),
    *(counterparts.counterparts, counterparts.card, counterparts.counterpart, counterparts.enrol, counterparts.agree),
    *(counterparts.fork, counterparts.settle, *trusting.PAGES),
    *(lines.lines, lines.accept, drills.drills, drills.send, drills.answer),
    *(people.people, people.add, people.confirm, people.assign, people.disable, ledger.ledger),
    *folios.PAGES,
    *requests.PAGES,
    *erasures.PAGES,
    *watch.PAGES,
    *sources.PAGES,
)


def create(node: Node, *, language: str | None = None) -> Litestar:
    """Return the console of a node, an ASGI application. `language` is what it speaks until a visitor chooses."""
    return Litestar(
        # In a router: the app itself would prepare a handler twice that shares its path with a later one.
        route_handlers=[Router(path="/", route_handlers=PAGES)],
        dependencies={"visit": Provide(visit)},
        before_request=guard.inspect,
        before_send=[guard.dress],
        exception_handlers=failures.HANDLERS,
        request_max_body_size=LARGEST_FORM,
        state=State({"console": Console(node, language)}),
        openapi_config=None,
        logging_config=None,
    )
