"""The night's minimum on the pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from stories import decide, known_as, open_notice
from surfaces.console.story import Story
from surfaces.console.test_inquiries import task
from surfaces.console.visitor import Visitor, words
from tocsin.usecases import counterparts, nights, roster
from tocsin.vocabulary.urgency import Urgency

Visit = Callable[..., Visitor]


def test_who_is_on_watch_sends_the_minimum_alone_and_a_second_reviews_it_on_the_pages(
    story: Story, visit: Visit
) -> None:
    town = story.alpha
    notice = open_notice(town, urgency=Urgency.IMMEDIATE)
    decide(town, notice, "IE:target")
    bravo = known_as(town, "Bravo")
    page = f"/notices/{notice.id}"
    rosa = visit("rosa")
    assert "/minimums" not in rosa.read(page).text

    agreement = replace(bravo.agreement, night_minimum=True)
    counterparts.agree(town.node, town.ada, counterpart=bravo.id, agreement=agreement)
    now = town.node.clock.now()
    roster.set_watch(town.node, town.ada, since=now, until=now + timedelta(hours=9), on_duty="rosa")
    assert "/minimums" in rosa.read(page).text
    assert "/minimums" not in visit("omar").read(page).text

    shown = rosa.send(f"{page}/minimums", counterpart=bravo.id)
    assert "the minimum for the night" in words(shown)
    with town.node.store.read() as tx:
        (held,) = [each for each in tx.tearlines.where(notice=notice.id) if each.is_minimum]
    sent = rosa.send(
        f"/tearlines/{held.id}/alone",
        digest=held.digest,
        intent="kill",
        credible="on",
        specific="on",
        why="the hour is near",
    )
    assert "alone, on watch" in words(sent)
    assert "Record the review" not in words(sent)

    omar = visit("omar")
    assert task(omar, f"/tearlines/{held.id}") == f"/tearlines/{held.id}"
    assert "what I saw" in words(omar.send(f"/tearlines/{held.id}/review", said="what I saw"))
    found = nights.of_tearline(town.node, town.omar, tearline=held.id)
    assert found is not None
    assert not found.waits
