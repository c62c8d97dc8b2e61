"""The human-rights gate on the page of a notice: one person weighs each harm, another approves."""

from datetime import timedelta

from litestar import post
from litestar.params import FromPath

from tocsin.domain.errors import InvalidError
from tocsin.domain.gate import Assurance, Weighed
from tocsin.domain.gate import Form as Weighing
from tocsin.domain.ids import NoticeId
from tocsin.surfaces.console.form import MISSING, Form
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import gates
from tocsin.vocabulary.gate import Harm, Risk

HOLDS_FOR = timedelta(days=90)  # unless a person says otherwise


@post("/notices/{notice:str}/gates", sync_to_thread=True)
def weigh(visit: Asked, notice: FromPath[str]) -> Page:
    """Record what was weighed before a state hears of somebody it could do harm to."""
    form = visit.form
    if form.text("may_be_named") not in {"yes", "no"}:
        raise InvalidError(MISSING)
    weighing = Weighing(
        weighed=tuple(
            Weighed(harm=harm, risk=form.one_of(Risk, f"risk-{harm}"), why=form.text(f"why-{harm}")) for harm in Harm
        ),
        may_be_named=form.text("may_be_named") == "yes",
        expires_on=form.needed_day("expires_on"),
        caveats=form.lines("caveats"),
        assurances=_assurances(form),
        referred_to=form.text("referred_to"),
    )
    made = gates.weigh(visit.node, visit.actor, notice=NoticeId(notice), country=form.needed("country"), form=weighing)
    return visit.go(f"/notices/{notice}#{form.text('anchor')}", "weighed-waits" if made.waits else "weighed")


@post("/notices/{notice:str}/gates/{gate:str}", sync_to_thread=True)
def approve(visit: Asked, notice: FromPath[str], gate: FromPath[str]) -> Page:
    """Let the state hear of the people, as a second person."""
    gates.approve(visit.node, visit.actor, gate=gate)
    return visit.go(f"/notices/{notice}#{visit.form.text('anchor')}", "gate-approved")


def _assurances(form: Form) -> tuple[Assurance, ...]:
    if not form.has("assurance"):
        return ()
    return (
        Assurance(
            giver=form.text("giver"),
            text=form.text("assurance"),
            given_on=form.needed_day("given_on"),
            expires_on=form.needed_day("assurance_until"),
        ),
    )


PAGES = (weigh, approve)
