"""The watch with its calls, and sources with their calibration, on their pages."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from readings import reads, the_plot
from surfaces.console.story import Story, a_story
from surfaces.console.visitor import Visitor, actions, words
from tocsin.domain.claim import Event, Likelihood
from tocsin.domain.ids import ReportId
from tocsin.domain.reading import Reading
from tocsin.domain.source import Calibration, TermScore
from tocsin.surfaces.console.app import create
from tocsin.surfaces.console.sources import LEFT, SIDE, TOP, marks
from tocsin.usecases import answers, browse, escalation, roster, sources
from tocsin.vocabulary.likelihood import Band

Visit = Callable[..., Visitor]
WATCH = {"on_duty": "ines", "stand_in": ["omar", "rosa", ""], "since": "2026-11-22T08:00", "until": "2026-11-23T08:00"}


def test_a_watch_is_set_and_the_page_says_who_is_on_duty_and_who_is_called_next(story: Story, visit: Visit) -> None:
    story.sent(story.notice())
    ada = visit("ada", town="bravo")
    assert "Nobody is on duty now" in words(ada.read("/watch"))

    page = words(ada.send("/watch", **WATCH))

    assert "On duty now: ines until Mon 23 Nov 2026, 08:00 UTC" in page
    assert "Called next, in this order: omar → rosa" in page
    assert "stand-in: omar Sun 22 Nov 2026, 12:15 UTC in 15 min" in page


def test_a_watch_that_makes_no_sense_is_not_set(story: Story, visit: Visit) -> None:
    ada = visit("ada")
    ada.read("/watch")

    page = ada.send("/watch", **{**WATCH, "stand_in": ["ines"]})

    assert page.status_code == 400
    assert roster.listing(story.alpha.node, story.alpha.ada) == ()


def test_whoever_is_next_is_called_at_once_and_the_call_is_listed(story: Story, visit: Visit) -> None:
    message = story.sent(story.notice())
    omar = visit("omar", town="bravo")
    omar.read("/watch")
    omar.send("/watch", **WATCH)

    page = words(omar.send("/watch/calls", message=message))

    assert "Whoever is next is called." in page
    calls = page.partition("Calls that were made")[2]
    assert "stand-in: omar omar" in calls
    (made,) = escalation.listing(story.bravo.node, story.bravo.omar)
    assert made.subject == message
    assert [each.people for each in escalation.upcoming(story.bravo.node, story.bravo.omar)] == [("rosa",)]


def test_what_they_owe_us_stands_there_too_and_nobody_can_call_it_here(story: Story, visit: Visit) -> None:
    story.sent(story.notice())

    page = visit("rosa").read("/watch")

    assert "they owe: word that a person has read it" in words(page)
    assert "/watch/calls" not in actions(page)


def test_who_was_stood_in_for_takes_note_on_the_page(story: Story, visit: Visit) -> None:
    message = story.sent(story.notice())
    ines = visit("ines", town="bravo")
    rosa = visit("rosa", town="bravo")
    rosa.read("/watch")
    rosa.send("/watch", **WATCH)
    answers.open_warning(story.bravo.node, story.bravo.omar, message=message)

    assert "Opened in your place" in words(ines.read("/watch"))
    page = ines.send("/watch/seen")

    assert "Opened in your place" not in words(page)
    assert roster.stood_in(story.bravo.node, story.bravo.ines) == ()


def test_an_analyst_sees_the_roster_and_sets_none(visit: Visit) -> None:
    ines = visit("ines")

    page = ines.read("/watch")

    assert "/watch" not in actions(page)
    assert "it takes the role" in words(ines.send("/watch", **WATCH))


def likely() -> Reading:
    """Read the plot as something that is likely."""
    plot = the_plot()
    first, *others = plot.claims
    assert isinstance(first.content, Event)
    said = replace(first.content, likelihood=Likelihood(scheme="icd203", term="likely"))
    return replace(plot, claims=(replace(first, content=said), *others))


@pytest.fixture
def held_likely() -> tuple[Story, Visitor, str]:
    """A claim that holds an attack likely, and whoever may say what became of it."""
    story = a_story(reads(likely()))
    report = story.confirmed(story.report())
    claim = next(each for each in story.claims(report) if isinstance(each.content, Event) and each.content.likelihood)
    ines = Visitor(create(story.alpha.node))
    ines.sign_in("ines")
    return story, ines, f"/reports/{report.id}/claims/{claim.id}"


def test_a_source_is_rated_and_what_was_thought_before_stays(story: Story, visit: Visit) -> None:
    ines = visit("ines")
    ines.read("/sources")
    ines.send("/sources", name="Morning Post", reliability="C", why="new to us")

    page = words(ines.send("/sources", name="morning  POST", reliability="B", why="right twice"))

    assert "Morning Post B: usually reliable source" in page
    assert "1 earlierC: fairly reliable source: new to us" in page
    assert len(sources.listing(story.alpha.node, story.alpha.ines)) == 1


def test_what_became_of_a_claim_is_said_on_its_page_and_counts_in_the_picture(
    held_likely: tuple[Story, Visitor, str],
) -> None:
    story, ines, claim = held_likely
    assert f"{claim}/settlement" in actions(ines.read(claim))

    ines.send(f"{claim}/settlement", happened="yes", why="the news")
    page = ines.read("/sources")

    assert "likely55–80 %1 of 1 (100 %)✕ outside" in words(page)
    assert page.text.count('<svg class="calibration"') == 1
    (score,) = sources.calibration(story.alpha.node, story.alpha.ines)
    assert f"{score.brier:.2f}" in words(page)


def test_what_says_nothing_of_how_likely_it_is_has_no_form_and_an_empty_answer_settles_nothing(
    held_likely: tuple[Story, Visitor, str],
) -> None:
    story, ines, claim = held_likely
    report = claim.split("/")[2]
    view = browse.report(story.alpha.node, story.alpha.ines, report=ReportId(report))
    others = [each.id for each in view.claims if not claim.endswith(each.id)]

    assert all("/settlement" not in "".join(actions(ines.read(f"/reports/{report}/claims/{each}"))) for each in others)
    assert ines.send(f"{claim}/settlement", why="x").status_code == 400
    assert sources.calibration(story.alpha.node, story.alpha.ines) == ()


def test_a_word_touches_the_line_of_the_picture_exactly_where_it_was_right() -> None:
    band = Band(low=55, high=80)
    terms = tuple(TermScore(term=str(happened), band=band, said=20, happened=happened) for happened in range(21))
    score = Calibration(source="x", scheme="icd203", settled=420, brier=0, coverage=0, terms=terms)

    for mark, term in zip(marks(score), terms, strict=True):
        on_line = LEFT + SIDE - (mark.height - TOP)  # where the diagonal is as high
        assert (mark.left - 1e-9 <= on_line <= mark.left + mark.width + 1e-9) == term.is_covered, term


def test_the_picture_holds_no_style_that_the_console_forbids(held_likely: tuple[Story, Visitor, str]) -> None:
    _, ines, claim = held_likely
    ines.read(claim)
    ines.send(f"{claim}/settlement", happened="no", why="the day passed")

    assert not re.search(r"<svg.*style=|<style|<script", ines.read("/sources").text, re.DOTALL)
