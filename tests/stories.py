"""Steps of the story for tests: `open_notice(town)`, `decide(...)`, `release_to(...)`, each by the use cases."""

from datetime import date, timedelta

from fakes import FixedClock
from federation import Town, Wires, a_town, an_agreement, enrol
from markings import AMBER
from readings import reads, the_plot
from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, Status
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import Delivery
from tocsin.domain.gate import Form, Weighed
from tocsin.domain.ids import ReportId
from tocsin.domain.notice import Determination, Notice, Outcome, Threshold, Waiver
from tocsin.domain.reading import Reading
from tocsin.domain.tearline import Tearline
from tocsin.usecases import browse, counterparts, duties, gates, intake, notices, release, review
from tocsin.usecases.duties import Choice, Row
from tocsin.usecases.reception import receive
from tocsin.usecases.steps import logbook
from tocsin.vocabulary.duty import WaiverGround
from tocsin.vocabulary.gate import Harm, Risk
from tocsin.vocabulary.urgency import Urgency

MET = Threshold(credible=True, specific=True, impending=True, harm=True)
NOT_MET = Threshold(credible=True, specific=False, impending=True, harm=True)
WARN = Choice(outcome=Outcome.WARN, test=MET)
INFORM = Choice(outcome=Outcome.INFORM)
COUNTRIES = {"Alpha": "PT", "Bravo": "IE", "Charlie": "NO"}


def a_federation(*, reading: Reading | None = None, make_store=None) -> tuple[FixedClock, Wires, list[Town]]:
    """Portugal, which sends, and Ireland and Norway, which are told; each knows the others."""
    clock, wires = FixedClock(), Wires()
    read = reads(reading or the_plot())
    towns = [
        a_town(
            wires,
            name=name,
            country=country,
            clock=clock,
            read=read,
            store=make_store(name) if make_store is not None else None,
        )
        for name, country in COUNTRIES.items()
    ]
    for ours in towns:
        for theirs in towns:
            if ours is not theirs:
                enrol(ours, theirs)
    return clock, wires, towns


def submit(town: Town) -> ReportId:
    """Take in the report that the town's reader knows."""
    return intake.submit(town.node, town.ines, data=b"...", name="plot.txt", source="a paper", marking=AMBER).id


def claims_of(town: Town, report: ReportId) -> tuple[Claim, ...]:
    """Every claim of a report."""
    return browse.report(town.node, town.ines, report=report).claims


def the_claim(town: Town, report: ReportId, *, says: str) -> Claim:
    """The claim in force of this event type, or of this value: "attack", "TZ"."""
    return next(
        claim
        for claim in claims_of(town, report)
        if claim.review != "superseded"
        and (claim.content.type if isinstance(claim.content, Event) else claim.content.value) == says
        and not (isinstance(claim.content, Attribute) and claim.content.kind is AttributeKind.ORIGIN)
    )


def open_notice(town: Town, report: ReportId | None = None, **changes: object) -> Notice:
    """Confirm every claim of a report and open a notice on it."""
    report = report or submit(town)
    names = [claim.id for claim in claims_of(town, report) if claim.review == "draft"]
    if names:
        review.confirm(town.node, town.ines, claims=names, why="read it")
    return say_why(town, notices.open_notice(town.node, town.ines, a_draft(town, reports=(report,), **changes)))


def say_why(town: Town, notice: Notice) -> Notice:
    """Let everybody who works here look at a notice, as after they said why; the journal has no entry of it."""
    with town.node.store.begin() as tx:
        for each in (town.ines, town.rosa, town.omar, town.uma):
            logbook.open_case(town.node, tx, each.account, notice.id)
    return notice


def a_draft(town: Town, **changes: object) -> notices.Draft:
    """What is said of a notice, answered within a day."""
    until = town.node.clock.now() + timedelta(days=1)
    fields = {"title": "the plot", "urgency": Urgency.EXPECTED, "answer_by": until} | changes
    return notices.Draft(**fields)  # type: ignore[arg-type]


def row(town: Town, notice: Notice, key: str) -> Row:
    """A row of the duty board."""
    say_why(town, notice)
    board = duties.board(town.node, town.rosa, notice=notice.id)
    return next(each for each in board if each.concern.key == key)


def decide(town: Town, notice: Notice, key: str, choice: Choice = WARN) -> Determination:
    """Decide about a concern, as rosa."""
    to = row(town, notice, key).counterpart
    return duties.decide(
        town.node,
        town.rosa,
        notice=notice.id,
        concern=key,
        counterpart=to.id if to is not None else None,
        choice=choice,
    )


def preview(town: Town, notice: Notice, to: Counterpart) -> Tearline:
    """Write a tearline, as rosa."""
    return release.preview(town.node, town.rosa, notice=notice.id, to=to.id)


def approve(town: Town, tearline: Tearline) -> Delivery:
    """Approve a tearline, as omar."""
    return release.approve(town.node, town.omar, tearline=tearline.id, digest=tearline.digest)


def release_to(town: Town, notice: Notice, name: str, key: str) -> tuple[Tearline, Delivery]:
    """Decide to warn, write the tearline, approve it."""
    decide(town, notice, key)
    tearline = preview(town, notice, known_as(town, name))
    return tearline, approve(town, tearline)


def known_as(town: Town, name: str) -> Counterpart:
    """A counterpart by name."""
    return counterparts.named(town.node, name=name)


def by_hand(town: Town, name: str, *countries: str) -> Counterpart:
    """Take up a counterpart without a node."""
    return counterparts.add_by_hand(
        town.node, town.ada, name=name, agreement=an_agreement(*countries), contact="attaché, line 2"
    )


def pass_gate(town: Town, notice: Notice, country: str, *, may_be_named: bool) -> None:
    """Weigh what a state may do to its own national, as rosa; omar approves where it may hear of him."""
    form = a_form(town.node.clock.now().date(), may_be_named=may_be_named)
    made = gates.weigh(town.node, town.rosa, notice=notice.id, country=country, form=form)
    if made.waits:
        gates.approve(town.node, town.omar, gate=made.id)


def a_form(today: date, *, may_be_named: bool, worst: Risk = Risk.LOW, **changes: object) -> Form:
    """Every harm weighed alike, for ninety days."""
    weighed = tuple(Weighed(harm=harm, risk=worst, why="their record") for harm in Harm)
    fields = {"weighed": weighed, "may_be_named": may_be_named, "expires_on": today + timedelta(days=90)} | changes
    return Form(**fields)  # type: ignore[arg-type]


def a_waiver(expires_on: date) -> Choice:
    """Waive a warning until a day."""
    return Choice(
        outcome=Outcome.WAIVE, text="they know", waiver=Waiver(ground=WaiverGround.ALREADY_AWARE, expires_on=expires_on)
    )


def correct_unheard(alpha: Town, bravo: Town, notice: Notice, report: ReportId) -> Claim:
    """Correct that an attack is planned: it is possible; Bravo hears only that, and never had the warning."""
    old = the_claim(alpha, report, says="attack")
    new = review.correct(alpha.node, alpha.ines, claim=old.id, why="heard again", status=Status.POSSIBLE)
    to = known_as(alpha, "Bravo").id
    approve(alpha, release.preview_correction(alpha.node, alpha.rosa, notice=notice.id, to=to))
    bring_the_last(alpha, bravo)
    return new


def bring_the_last(alpha: Town, bravo: Town) -> None:
    """Bring what Alpha has posted last, and nothing before it."""
    with alpha.node.store.read() as tx:
        receive(bravo.node, tx.outgoing.where()[-1].envelope)
