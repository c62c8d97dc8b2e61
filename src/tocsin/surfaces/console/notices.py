"""Notices and their duty board: who must be told, why, what was decided, and who has been told."""

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.consent import Ground
from tocsin.domain.ids import CounterpartId, NoticeId
from tocsin.domain.notice import Notice, Outcome, Threshold, Waiver
from tocsin.domain.recall import CancelGround, WithdrawalGround
from tocsin.domain.wording.plain import sentence
from tocsin.surfaces.console.form import Form
from tocsin.surfaces.console.gates import HOLDS_FOR
from tocsin.surfaces.console.lawful import asked_why_notice
from tocsin.surfaces.console.parties import parties
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import browse, consents, duties, nights, pages, recall, release
from tocsin.vocabulary.duty import WaiverGround
from tocsin.vocabulary.gate import Harm, Risk
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind


@get("/notices", sync_to_thread=True)
def notices(visit: Asked) -> Page:
    """List the notices, the newest first."""
    found = pages.notices(visit.node, visit.actor, before=visit.query.get("before"))
    older = found[-1].id if len(found) == pages.NOTICES else None
    return visit.page("notices.html", notices=found, older=older)


@get("/notices/{notice:str}", sync_to_thread=True)
def notice(visit: Asked, notice: FromPath[str]) -> Page:
    """Show the duty board of a notice."""
    ask = asked_why_notice(visit, notice)
    if ask is not None:
        return ask
    view = browse.notice(visit.node, visit.actor, notice=NoticeId(notice))
    entities = {entity.id: entity for entity in view.entities}
    holders = recall.holders(visit.node, visit.actor, notice=NoticeId(notice))
    rows = duties.board(visit.node, visit.actor, notice=NoticeId(notice))
    return visit.page(
        "notice.html",
        notice=view.notice,
        parties=parties(rows, view),
        says={claim.id: sentence(claim, entities) for claim in view.claims},
        claims={claim.id: claim for claim in view.claims},
        entities=entities,
        gates=view.gates,
        cases=view.cases,
        on_watch=nights.is_on_watch(visit.node, visit.actor),
        unconsented=consents.missing(visit.node, visit.actor, notice=NoticeId(notice)),
        consent_grounds=tuple(Ground),
        harms=tuple(Harm),
        risks=tuple(Risk),
        holds_until=(visit.node.clock.now() + HOLDS_FOR).date(),
        people=browse.people(visit.node, visit.actor),
        outcomes=tuple(Outcome),
        grounds=tuple(WaiverGround),
        holders=holders,
        held_claims={claim: told.says for each in holders for claim, told in each.claims.items()},
        urgencies=tuple(Urgency),
        reports=pages.reports(visit.node, visit.actor) if visit.works else (),
        kinds={each.value: each for each in Kind},
        ending=_ending(view.notice),
        cancel_grounds=tuple(CancelGround),
        withdrawal_grounds=tuple(WithdrawalGround),
    )


@post("/notices/{notice:str}/decisions", sync_to_thread=True)
def decide(visit: Asked, notice: FromPath[str]) -> Page:
    """Record what is done about one concern towards one counterpart."""
    form = visit.form
    who = form.text("counterpart")
    duties.decide(
        visit.node,
        visit.actor,
        notice=NoticeId(notice),
        concern=form.needed("concern"),
        counterpart=CounterpartId(who) if who else None,
        choice=_choice(form),
    )
    return visit.go(f"/notices/{notice}#{form.text('anchor')}", "decided")


@post("/notices/{notice:str}/waivers/{determination:str}", sync_to_thread=True)
def approve_waiver(visit: Asked, notice: FromPath[str], determination: FromPath[str]) -> Page:
    """Let a waiver come into force."""
    duties.approve_waiver(visit.node, visit.actor, determination=determination)
    return visit.go(f"/notices/{notice}#{visit.form.text('anchor')}", "waived")


@post("/notices/{notice:str}/tearlines", sync_to_thread=True)
def preview(visit: Asked, notice: FromPath[str]) -> Page:
    """Cut and write out what one counterpart would get."""
    tearline = release.preview(
        visit.node, visit.actor, notice=NoticeId(notice), to=CounterpartId(visit.form.needed("counterpart"))
    )
    return visit.go(f"/tearlines/{tearline.id}", "cut")


def _ending(notice: Notice) -> CancelGround | WithdrawalGround | None:
    if notice.ended is None:
        return None
    grounds: type[CancelGround | WithdrawalGround] = (
        CancelGround if notice.ended.kind == Kind.CANCEL else WithdrawalGround
    )
    return grounds(notice.ended.ground)


def _choice(form: Form) -> duties.Choice:
    outcome = form.one_of(Outcome, "outcome")
    waiver = test = None
    if outcome is Outcome.WAIVE:
        waiver = Waiver(ground=form.one_of(WaiverGround, "ground"), expires_on=form.needed_day("expires_on"))
    if outcome in {Outcome.WARN, Outcome.NOT_MET}:
        test = Threshold(
            credible=form.has("credible"),
            specific=form.has("specific"),
            impending=form.has("impending"),
            harm=form.has("harm"),
        )
    return duties.Choice(outcome=outcome, text=form.text("text"), test=test, waiver=waiver)
