"""The leak check on the tearline's page: what shows through is marked, and a second person may say that it is none."""

from collections.abc import Callable

from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, actions, words
from tocsin.usecases import browse, notices, release
from tocsin.usecases.notices import Change

Visit = Callable[..., Visitor]


def a_leaking_tearline(story: Story) -> str:
    """What Bravo would get, with an ask that names the other target."""
    opened = story.notice()
    change = Change(asks=("Has Norway asked you, too?",))
    notice = notices.update(story.alpha.node, story.alpha.ines, notice=opened.id, change=change)
    return story.tearline(notice)


def test_a_trace_is_marked_in_the_letter_and_nobody_finds_a_button_to_approve(story: Story, visit: Visit) -> None:
    name = a_leaking_tearline(story)
    page = visit("rosa").read(f"/tearlines/{name}")

    assert '<mark class="leak" id="in-1"><a href="#leak-1">Norway</a></mark>' in page.text
    assert f"/tearlines/{name}/approval" not in actions(page)
    assert f"/tearlines/{name}/excuses" in actions(page)


def test_who_states_that_a_trace_is_none_is_shown_with_the_reason(story: Story, visit: Visit) -> None:
    name = a_leaking_tearline(story)
    release.excuse(story.alpha.node, story.alpha.rosa, tearline=name, leak=1, why="they told us so")
    held = browse.tearline(story.alpha.node, story.alpha.rosa, tearline=name)

    assert held.standing_leaks == ()
    assert "they told us so" in words(visit("omar").read(f"/tearlines/{name}"))
