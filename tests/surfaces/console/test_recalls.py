"""Taking a warning back, and answering for it, on the pages."""

import re
from collections.abc import Callable

import pytest

from federation import deliver
from stories import bring_the_last, correct_unheard, open_notice, release_to, submit
from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, actions, links, words
from tocsin.domain.claim import Status
from tocsin.domain.notice import Notice
from tocsin.usecases import browse, recalled, review

Visit = Callable[..., Visitor]


@pytest.fixture
def sent(story: Story) -> Notice:
    """A notice of which Bravo was told."""
    notice = story.notice()
    story.sent(notice)
    return notice


def _status(story: Story, claim: str) -> str:
    with story.alpha.node.store.read() as tx:
        return tx.claims.get(claim).status


def take_back(visit: Visit, notice: Notice, **fields: str) -> str:
    rosa = visit("rosa")
    rosa.read(f"/notices/{notice.id}")
    form = {"ground": "unlawful", "why": "no basis"} | fields
    return words(rosa.send(f"/notices/{notice.id}/withdrawal", **form))


def test_who_holds_it_and_the_ways_to_end_it_stand_on_the_notice_itself(
    story: Story, visit: Visit, sent: Notice
) -> None:
    page = visit("rosa").read(f"/notices/{sent.id}")
    shown_to_analyst = visit("ines").read(f"/notices/{sent.id}")

    assert "Bravo: " in words(page)
    assert {f"/notices/{sent.id}/cancel", f"/notices/{sent.id}/withdrawal"} <= actions(page)
    assert f"/notices/{sent.id}/withdrawal" not in actions(shown_to_analyst)


def test_what_is_taken_back_waits_for_the_other_side_on_what_waits_and_in_the_inbox(
    story: Story, visit: Visit, sent: Notice
) -> None:
    said = take_back(visit, sent)
    deliver(story.alpha, story.bravo)

    row = next(each for each in links(visit("ines", town="bravo").read("/")) if each.endswith("#answer"))
    assert 'id="answer"' in visit("ines", town="bravo").read(row).text
    assert "Everybody who held it has been asked to erase it." in said
    assert "Say what became of it" in words(visit("ines", town="bravo").read("/"))
    assert "taken back" in words(visit("ines", town="bravo").read("/inbox"))


def test_a_person_erases_it_on_the_page_and_the_sender_reads_that(story: Story, visit: Visit, sent: Notice) -> None:
    take_back(visit, sent)
    deliver(story.alpha, story.bravo)
    ines = visit("ines", town="bravo")
    (task,) = browse.now(story.bravo.node, story.bravo.ines)
    (warning,) = [each for each in browse.inbox(story.bravo.node, story.bravo.ines) if not each.is_recall]

    ines.read(f"/recalls/{task.subject}")
    answered = words(ines.send(f"/recalls/{task.subject}/answer", outcome="erased", claim="", basis=""))
    deliver(story.alpha, story.bravo)

    (delivery,) = [each for each in browse.outbox(story.alpha.node, story.alpha.rosa) if each.kind == "withdrawal"]
    assert "The sender is told what became of it." in answered
    assert "What became of it there erased" in words(visit("rosa").read(f"/outbox/{delivery.id}"))
    assert "Its words were erased" in words(ines.read(f"/inbox/{warning.incoming.id}"))


def test_keeping_it_for_no_reason_is_not_taken(story: Story, visit: Visit, sent: Notice) -> None:
    take_back(visit, sent)
    deliver(story.alpha, story.bravo)
    ines = visit("ines", town="bravo")
    (task,) = browse.now(story.bravo.node, story.bravo.ines)

    ines.read(f"/recalls/{task.subject}")
    refused = ines.send(f"/recalls/{task.subject}/answer", outcome="kept", claim="", basis="")

    assert refused.status_code == 400


def test_a_warning_that_is_over_says_so_on_both_sides(story: Story, visit: Visit, sent: Notice) -> None:
    rosa = visit("rosa")
    rosa.read(f"/notices/{sent.id}")
    rosa.send(f"/notices/{sent.id}/cancel", ground="averted", why="")
    deliver(story.alpha, story.bravo)

    assert "told that it is over" in words(rosa.read(f"/notices/{sent.id}"))
    assert "over" in words(visit("ines", town="bravo").read("/inbox"))


def test_a_new_version_is_made_previewed_and_sent_from_the_notice(story: Story, visit: Visit, sent: Notice) -> None:
    ines, rosa = visit("ines"), visit("rosa")
    ines.read(f"/notices/{sent.id}")
    form = {"urgency": "immediate", "answer_by": "2026-11-24T12:00", "asks": "Is the flat known to you?", "reports": ""}

    made = words(ines.send(f"/notices/{sent.id}/versions", **form))
    bravo = story.towards["Bravo"].id
    preview = ines.send(f"/notices/{sent.id}/tearlines", counterpart=bravo)
    (tearline,) = [
        each
        for each in browse.notice(story.alpha.node, story.alpha.rosa, notice=sent.id).tearlines
        if each.kind == "update"
    ]
    rosa.read(f"/tearlines/{tearline.id}")
    rosa.send(f"/tearlines/{tearline.id}/approval", digest=tearline.digest)
    deliver(story.alpha, story.bravo)

    assert "Version 2" in made
    assert "Is the flat known to you?" in words(preview)
    assert "a later version is here" in words(visit("ines", town="bravo").read("/inbox"))


def test_a_correction_is_written_from_the_notice_approved_and_applied_on_the_other_side(
    story: Story, visit: Visit, sent: Notice
) -> None:
    attack = next(each for each in sent.claims if _status(story, each) == "planned")
    review.correct(story.alpha.node, story.alpha.ines, claim=attack, why="heard again", status=Status.POSSIBLE)
    ines, rosa, other = visit("ines"), visit("rosa"), visit("ines", town="bravo")

    row = next(each for each in links(ines.read("/")) if each.endswith("#recall"))
    ines.read(row)
    letter = words(ines.send(f"/notices/{sent.id}/corrections", counterpart=story.towards["Bravo"].id))
    (tearline,) = [
        each
        for each in browse.notice(story.alpha.node, story.alpha.rosa, notice=sent.id).tearlines
        if each.kind == "correction"
    ]
    rosa.read(f"/tearlines/{tearline.id}")
    rosa.send(f"/tearlines/{tearline.id}/approval", digest=tearline.digest)
    deliver(story.alpha, story.bravo)
    (task,) = [each for each in browse.now(story.bravo.node, story.bravo.ines) if each.act == "answer-recall"]
    page = words(other.read(f"/recalls/{task.subject}"))
    other.send(f"/recalls/{task.subject}/answer", outcome="applied", claim="", basis="")

    assert "You were told:" in letter
    assert "is replaced by: An attack on Ireland by Baba Kidege and Salim Faru is possible" in page
    assert "put right" in words(other.read(f"/recalls/{task.subject}"))


def test_a_warning_is_taken_over_on_its_page_and_the_recall_shows_what_was_made_of_it(
    story: Story, visit: Visit, sent: Notice
) -> None:
    ines = visit("ines", town="bravo")
    (warning,) = browse.inbox(story.bravo.node, story.bravo.ines)
    page = f"/inbox/{warning.incoming.id}"
    ines.read(page)
    ines.send(f"{page}/opening")
    ines.read(page)

    report = words(ines.send(f"{page}/report"))
    take_back(visit, sent)
    deliver(story.alpha, story.bravo)
    (task,) = [each for each in browse.now(story.bravo.node, story.bravo.ines) if each.act == "answer-recall"]

    assert "Alpha, version 1" in report
    assert "What was made of it here Report: Alpha, version 1" in words(ines.read(f"/recalls/{task.subject}"))


def test_words_that_only_a_correction_told_are_shown_and_erased_when_they_are_taken_back(
    story: Story, visit: Visit
) -> None:
    alpha, bravo = story.alpha, story.bravo
    report = submit(alpha)
    notice = open_notice(alpha, report)
    release_to(alpha, notice, "Bravo", "IE:target")
    claim = correct_unheard(alpha, bravo, notice, report)
    take_back(visit, notice, claims=claim.id)
    bring_the_last(alpha, bravo)
    ines = visit("ines", town="bravo")
    first, last = (each.incoming.id for each in recalled.listing(bravo.node, bravo.ines))

    nothing_came = "Nothing that this is about has come in here"
    shown, page = words(ines.read(f"/recalls/{first}")), ines.read(f"/recalls/{last}")
    (name,) = re.findall(r'name="claim" value="([^"]+)"', page.text)
    done = words(ines.send(f"/recalls/{last}/answer", claim=name, outcome="erased"))

    assert nothing_came in shown
    assert "is possible" in words(page)
    assert "is possible" not in done
    assert nothing_came not in words(page) + done
