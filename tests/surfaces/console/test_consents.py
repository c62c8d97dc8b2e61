"""Consent and emergency on the pages."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from federation import deliver, enrol
from surfaces.console.story import Story
from surfaces.console.test_inquiries import task
from surfaces.console.visitor import Visitor, words
from takeover import Lines
from tocsin.domain.notice import Notice, Outcome
from tocsin.usecases import browse, consents, duties, intake, notices, review
from tocsin.usecases.notices import Draft
from tocsin.vocabulary.urgency import Urgency

Visit = Callable[..., Visitor]


@pytest.fixture
def onward(story: Story) -> Notice:
    """Bravo was told by Alpha, took it over, and has decided to tell Charlie."""
    story.sent(story.notice())
    enrol(story.bravo, story.charlie)
    bravo = story.bravo
    reading = replace(bravo.node, reader=Lines())
    (held,) = [each.incoming for each in browse.inbox(bravo.node, bravo.ines) if each.is_warning]
    report = intake.take_over(reading, bravo.ines, message=held.id)
    claims = browse.report(bravo.node, bravo.ines, report=report.id).claims
    review.confirm(bravo.node, bravo.ines, claims=[each.id for each in claims], why="they are reliable")
    draft = Draft(title="onward", urgency=Urgency.IMMEDIATE, answer_by=held.received_at.replace(year=2027))
    made = notices.open_notice(bravo.node, bravo.ines, replace(draft, reports=(report.id,)))
    duties.decide(
        bravo.node,
        bravo.rosa,
        notice=made.id,
        concern="NO:target",
        counterpart=_charlie(story),
        choice=duties.Choice(outcome=Outcome.INFORM),
    )
    return made


def _charlie(story: Story) -> str:
    with story.bravo.node.store.read() as tx:
        return next(each.id for each in tx.counterparts.where() if each.name == "Charlie")


def test_consent_is_asked_and_given_under_conditions_on_the_pages(story: Story, visit: Visit, onward: Notice) -> None:
    ines = visit("ines", town="bravo")
    task(ines, f"/notices/{onward.id}")
    asked = words(ines.send(f"/notices/{onward.id}/consents", counterpart=_charlie(story), ground="threat-to-life"))
    deliver(story.alpha, story.bravo)
    rosa = visit("rosa")
    page = task(rosa, "/consents/")
    rosa.send(f"{page}/answer", verdict="granted", leave_out="people", mark="TLP:AMBER")
    deliver(story.alpha, story.bravo)
    (held,) = consents.listing(story.bravo.node, story.bravo.ines)
    answered = words(ines.read(f"/consents/{held.id}"))
    written = words(ines.send(f"/notices/{onward.id}/tearlines", counterpart=_charlie(story)))

    assert "no answer yet" in asked
    assert "leave out: the people" in answered
    assert "marked at least TLP:AMBER" in answered
    assert "whoever told us consents only if it is left out" in written


def test_an_emergency_is_proposed_confirmed_and_reviewed_on_the_pages(
    story: Story, visit: Visit, onward: Notice
) -> None:
    ines, rosa, uma = (visit(name, town="bravo") for name in ("ines", "rosa", "uma"))
    ines.read(f"/notices/{onward.id}")
    fields = {"threat": "it is tonight", "why_no_time": "their office is closed"}
    waits = words(ines.send(f"/notices/{onward.id}/emergencies", counterpart=_charlie(story), **fields))
    page = task(rosa, "/emergencies/")
    rosa.send(f"{page}/confirmation")
    task(uma, "/emergencies/")
    done = words(uma.send(f"{page}/review", said="it was right"))

    assert "It waits for a releasing officer who did not propose it." in waits
    assert "it was right" in done
    assert "/emergencies/" not in uma.read("/").text
