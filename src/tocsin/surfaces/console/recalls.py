"""Recalls: ending a warning or taking it back, on the notice itself; and answering for what others took back."""

from litestar import get, post
from litestar.params import FromPath

from tocsin.domain.errors import RefusedError
from tocsin.domain.ids import ClaimId, CounterpartId, MessageId, NoticeId, ReportId
from tocsin.domain.recall import CancelGround, Outcome, WithdrawalGround
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.texts.phrases import phrase
from tocsin.usecases import browse, intake, notices, recall, recalled, release
from tocsin.usecases.recall import Outgone
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind

NOT_REACHED = phrase("Not everybody could be reached. Mend what is wrong there, then take it back once more.")


@post("/notices/{notice:str}/cancel", sync_to_thread=True)
def cancel(visit: Asked, notice: FromPath[str]) -> Page:
    """Tell everybody who holds it that the warning is over."""
    ground = visit.form.one_of(CancelGround, "ground")
    made = recall.cancel(visit.node, visit.actor, notice=NoticeId(notice), ground=ground, why=visit.form.text("why"))
    return _gone(visit, notice, made)


@post("/notices/{notice:str}/withdrawal", sync_to_thread=True)
def withdraw(visit: Asked, notice: FromPath[str]) -> Page:
    """Take back the whole of it, or single claims, from everybody or from one."""
    form = visit.form
    who = form.text("counterpart")
    made = recall.withdraw(
        visit.node,
        visit.actor,
        notice=NoticeId(notice),
        ground=form.one_of(WithdrawalGround, "ground"),
        why=form.text("why"),
        to=CounterpartId(who) if who else None,
        claims=tuple(ClaimId(each) for each in form.every("claims")),
    )
    return _gone(visit, notice, made)


@post("/notices/{notice:str}/corrections", sync_to_thread=True)
def correct(visit: Asked, notice: FromPath[str]) -> Page:
    """Write the correction that one counterpart is owed, for a second person to approve."""
    to = CounterpartId(visit.form.needed("counterpart"))
    tearline = release.preview_correction(visit.node, visit.actor, notice=NoticeId(notice), to=to)
    return visit.go(f"/tearlines/{tearline.id}", "cut")


@post("/notices/{notice:str}/versions", sync_to_thread=True)
def update(visit: Asked, notice: FromPath[str]) -> Page:
    """Make a new version of a notice."""
    form = visit.form
    change = notices.Change(
        urgency=form.one_of(Urgency, "urgency"),
        answer_by=form.moment("answer_by"),
        asks=form.lines("asks"),
        reports=tuple(ReportId(each) for each in form.every("reports") if each),
        without=tuple(ClaimId(each) for each in form.every("without")),
    )
    notices.update(visit.node, visit.actor, notice=NoticeId(notice), change=change)
    return visit.go(f"/notices/{notice}", "updated")


@get("/recalls/{message:str}", sync_to_thread=True)
def item(visit: Asked, message: FromPath[str]) -> Page:
    """Show what somebody ended, put right or took back, and what there is here of it."""
    view = recalled.view(visit.node, visit.actor, message=MessageId(message))
    is_withdrawal = view.incoming.kind == Kind.WITHDRAWAL
    fitting = (Outcome.ERASED if is_withdrawal else Outcome.APPLIED, Outcome.KEPT, Outcome.NOT_FOUND)
    return visit.page(
        "recall.html",
        view=view,
        kind=Kind(view.incoming.kind),
        outcomes=fitting,
        people=browse.people(visit.node, visit.actor),
    )


@post("/inbox/{message:str}/report", sync_to_thread=True)
def take_over(visit: Asked, message: FromPath[str]) -> Page:
    """Make a report of what a warning says."""
    report = intake.take_over(visit.node, visit.actor, message=MessageId(message))
    return visit.go(f"/reports/{report.id}", "kept")


@post("/recalls/{message:str}/answer", sync_to_thread=True)
def answer(visit: Asked, message: FromPath[str]) -> Page:
    """Tell them what became of it."""
    form = visit.form
    recalled.answer(
        visit.node,
        visit.actor,
        message=MessageId(message),
        outcome=form.one_of(Outcome, "outcome"),
        basis=form.text("basis"),
        claim=form.text("claim") or None,
    )
    return visit.go(f"/recalls/{message}", "recall-answered")


def _gone(visit: Asked, notice: str, made: Outgone) -> Page:
    if made.not_reached and not made.recalls:
        raise RefusedError(NOT_REACHED)
    return visit.go(f"/notices/{notice}#recall", "recalled")


PAGES = (cancel, withdraw, correct, update, item, take_over, answer)
