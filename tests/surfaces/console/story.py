"""A small federation with everything that a page can show, for tests of the console.

Alpha (Portugal) has read a report of a plot against Ireland and Norway by two men, one of them Tanzanian. Bravo
(Ireland) and Charlie (Norway) run nodes; Delta (Tanzania) is told by hand; nobody is there for Denmark.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from fakes import FixedClock
from federation import Town, Wires, a_town, an_agreement, deliver, enrol
from markings import AMBER
from readings import PLOT, reads, the_plot
from stories import say_why
from tocsin.domain.claim import Claim
from tocsin.domain.counterpart import Counterpart
from tocsin.domain.notice import Notice, Outcome, Threshold
from tocsin.domain.reading import Reading
from tocsin.domain.report import Report
from tocsin.usecases import browse, counterparts, duties, intake, notices, release, review
from tocsin.usecases.duties import Choice
from tocsin.usecases.notices import Draft
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.urgency import Urgency

ALL_FOUR = Threshold(credible=True, specific=True, impending=True, harm=True)


@dataclass
class Story:
    """Where the story stands; every step returns what it made."""

    clock: FixedClock
    wires: Wires
    alpha: Town
    bravo: Town
    charlie: Town
    towards: dict[str, Counterpart]

    def report(self, name: str = "call of the consulate") -> Report:
        """Let the analyst write down a call."""
        return intake.note(
            self.alpha.node, self.alpha.ines, text=PLOT, name=name, source="the consulate", marking=AMBER
        )

    def claims(self, report: Report) -> tuple[Claim, ...]:
        """Return what was read in a report."""
        return browse.report(self.alpha.node, self.alpha.ines, report=report.id).claims

    def confirmed(self, report: Report) -> Report:
        """Confirm and grade every claim of a report."""
        ids = [claim.id for claim in self.claims(report)]
        review.confirm(self.alpha.node, self.alpha.ines, claims=ids, why="two sources agree")
        review.grade(
            self.alpha.node,
            self.alpha.ines,
            claims=ids,
            reliability=Reliability.B,
            credibility=Credibility.PROBABLY_TRUE,
            why="known for years",
        )
        return report

    def notice(self, title: str = "Plot against Ireland and Norway") -> Notice:
        """Open a notice from a confirmed report."""
        draft = Draft(
            title=title,
            urgency=Urgency.IMMEDIATE,
            answer_by=self.clock.now() + timedelta(hours=6),
            asks=("Are the two men known to you?",),
            reports=(self.confirmed(self.report()).id,),
        )
        return say_why(self.alpha, notices.open_notice(self.alpha.node, self.alpha.ines, draft))

    def warn(self, notice: Notice, who: str, concern: str) -> None:
        """Decide that one counterpart is warned."""
        duties.decide(
            self.alpha.node,
            self.alpha.ines,
            notice=notice.id,
            concern=concern,
            counterpart=self.towards[who].id,
            choice=Choice(outcome=Outcome.WARN, test=ALL_FOUR),
        )

    def tearline(self, notice: Notice, who: str = "Bravo", concern: str = "IE:target") -> str:
        """Decide, and let the analyst write out what one counterpart would get."""
        self.warn(notice, who, concern)
        return release.preview(self.alpha.node, self.alpha.ines, notice=notice.id, to=self.towards[who].id).id

    def sent(self, notice: Notice, who: str = "Bravo", concern: str = "IE:target") -> str:
        """Approve, and carry it there; return the delivery's id."""
        name = self.tearline(notice, who, concern)
        held = browse.tearline(self.alpha.node, self.alpha.rosa, tearline=name)
        delivery = release.approve(self.alpha.node, self.alpha.rosa, tearline=held.id, digest=held.digest)
        deliver(self.alpha, self.bravo, self.charlie)
        return delivery.id


def a_story(read: Callable[..., Reading] | None = None) -> Story:
    """Make the federation, with nothing in it yet."""
    clock, wires = FixedClock(), Wires()
    reader = read or reads(the_plot())
    alpha = a_town(wires, name="Alpha", country="PT", clock=clock, read=reader)
    bravo = a_town(wires, name="Bravo", country="IE", clock=clock, read=reader)
    charlie = a_town(wires, name="Charlie", country="NO", clock=clock, read=reader)
    towards = {"Bravo": enrol(alpha, bravo), "Charlie": enrol(alpha, charlie)}
    enrol(bravo, alpha)
    enrol(charlie, alpha)
    towards["Delta"] = counterparts.add_by_hand(
        alpha.node, alpha.ada, name="Delta", agreement=an_agreement("TZ"), contact="Colonel Mwinyi, line 3"
    )
    return Story(clock=clock, wires=wires, alpha=alpha, bravo=bravo, charlie=charlie, towards=towards)
