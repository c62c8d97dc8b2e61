"""Asking and being asked, on the pages; and what came of a warning, or whom to try instead."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from federation import deliver
from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, links, words
from tocsin.usecases import answers, browse, inquiries, roster

Visit = Callable[..., Visitor]
QUESTION = {
    "whom": "Tamas Orr",
    "asked": "Has he crossed your border?",
    "reasons": "He holds a ticket.",
    "purpose": "prevention",
    "legal_basis": "UN SCR 1373 (2001)",
    "haste": "urgent-direct",
    "restrictions": "Not in court.",
    "tlp": "TLP:AMBER",
}


def task(visitor: Visitor, path: str) -> str:
    """Follow the row of *Now* that leads to such a page; the form it names is there."""
    address = next(each for each in links(visitor.read("/")) if each.startswith(path) and "#" in each)
    page, anchor = address.split("#")
    assert f'id="{anchor}"' in visitor.read(page).text
    return page


def test_a_question_is_asked_sent_and_answered_on_the_pages(story: Story, visit: Visit) -> None:
    ines, rosa = visit("ines"), visit("rosa")
    ines.read("/inquiries")
    ines.send("/inquiries", counterpart=story.towards["Bravo"].id, **QUESTION)
    page = task(rosa, "/inquiries/")
    (held,) = inquiries.listing(story.alpha.node, story.alpha.uma)
    rosa.send(f"{page}/approval", digest=held.digest, weighed="none known")
    deliver(story.alpha, story.bravo)
    theirs = visit("ines", town="bravo")
    asked = task(theirs, "/inquiries/")
    theirs.send(f"{asked}/answer", said="Yes, on 3 May.", restrictions="Ask before any arrest.")
    officer = visit("rosa", town="bravo")
    officer.read(asked)
    (of_us,) = inquiries.listing(story.bravo.node, story.bravo.uma)
    officer.send(f"{asked}/approval", digest=of_us.draft.digest)
    deliver(story.alpha, story.bravo)

    shown = words(ines.read(page))
    assert "Yes, on 3 May." in shown
    assert "Ask before any arrest." in shown


@pytest.mark.parametrize(
    ("form", "fields", "said"),
    [
        ("refusal", {"ground": "not-available", "said": "We hold nothing."}, "the information is not available"),
        ("delay", {"until": "2027-01-31T12:00", "said": "A court must allow it."}, "delayed"),
    ],
)
def test_a_question_is_refused_or_delayed_on_the_page(
    story: Story, visit: Visit, form: str, fields: dict[str, str], said: str
) -> None:
    ines, rosa = visit("ines"), visit("rosa")
    ines.read("/inquiries")
    ines.send("/inquiries", counterpart=story.towards["Bravo"].id, **QUESTION)
    (held,) = inquiries.listing(story.alpha.node, story.alpha.uma)
    rosa.read("/")
    rosa.send(f"/inquiries/{held.id}/approval", digest=held.digest, weighed="none known")
    deliver(story.alpha, story.bravo)
    theirs = visit("ines", town="bravo")
    theirs.send(f"{task(theirs, '/inquiries/')}/{form}", **fields)
    deliver(story.alpha, story.bravo)

    assert said in words(ines.read(f"/inquiries/{held.id}"))


def test_what_came_of_a_warning_and_whom_to_try_are_said_on_its_page_and_shown_to_the_sender(
    story: Story, visit: Visit
) -> None:
    delivery = story.sent(story.notice())
    deliver(story.alpha, story.bravo)
    (item,) = browse.inbox(story.bravo.node, story.bravo.ines)
    answers.open_warning(story.bravo.node, story.bravo.ines, message=item.incoming.id)
    theirs = visit("ines", town="bravo")
    theirs.read(f"/inbox/{item.incoming.id}")
    theirs.send(f"/inbox/{item.incoming.id}/outcome", result="prevented", said="two arrests")
    theirs.send(f"/inbox/{item.incoming.id}/redirection", to="Harbour Watch")
    deliver(story.alpha, story.bravo)
    rosa = visit("rosa")
    page = task(rosa, "/outbox/")

    shown = words(rosa.read(page))
    assert page == f"/outbox/{delivery}"
    assert "it was prevented" in shown
    assert "Harbour Watch" in shown
    assert "told by telephone" in words(rosa.send(f"{page}/redirects", why="told by telephone"))


def test_who_was_on_duty_is_told_on_what_waits_who_opened_a_warning_and_takes_note(story: Story, visit: Visit) -> None:
    bravo, now = story.bravo, story.clock.now()
    roster.set_watch(
        bravo.node, bravo.ada, since=now, until=now + timedelta(hours=8), on_duty="ines", stand_ins=["rosa"]
    )
    message = story.sent(story.notice())
    deliver(story.alpha, bravo)
    ines = visit("ines", town="bravo")
    assert "whose it is: ines" in words(ines.read("/"))
    answers.open_warning(bravo.node, bravo.rosa, message=message)
    address = next(each for each in links(ines.read("/")) if each.endswith("#stand-in"))
    page = address.partition("#")[0]
    assert "rosa opened it while you were on duty." in words(ines.read(page))
    ines.send(f"{page}/stand-in")

    assert roster.stood_in(bravo.node, bravo.ines) == ()
    assert not [each for each in links(ines.read("/")) if each.endswith("#stand-in")]
