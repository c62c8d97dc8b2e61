from collections.abc import Callable
from pathlib import Path

from stories import known_as
from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, actions, words
from tocsin.domain.delivery import DeliveryState
from tocsin.surfaces import stick
from tocsin.usecases import browse

Visit = Callable[..., Visitor]


def test_mail_is_taken_there_and_receipts_are_brought_back_as_files(story: Story, visit: Visit, tmp_path: Path) -> None:
    story.wires.cut.update(town.node.organisation.address for town in (story.alpha, story.bravo))
    name = story.sent(story.notice())
    bravo, there = story.towards["Bravo"].id, story.bravo
    rosa = visit("rosa")

    page = rosa.read(f"/counterparts/{bravo}")
    given = rosa.send(f"/counterparts/{bravo}/bundle")
    brought = stick.take_in_data(there.node, there.rosa, given.content)
    (back,) = stick.export(there.node, there.rosa, to=known_as(there, "Alpha").id, target=tmp_path).files
    inbox = rosa.read("/inbox")
    said = words(rosa.send("/inbox/bundle", files={"bundle": (back.name, back.read_bytes())}))

    assert f"/counterparts/{bravo}/bundle" in actions(page)
    assert given.headers["content-disposition"].endswith('.tocsin"')
    assert brought.messages >= 1
    assert "/inbox/bundle" in actions(inbox)
    assert "What the file held is here." in said
    (sent,) = (each for each in browse.outbox(story.alpha.node, story.alpha.rosa) if each.id == name)
    assert sent.state is DeliveryState.STORED


def test_a_file_that_is_none_and_one_that_is_for_somebody_else_are_told(story: Story, visit: Visit) -> None:
    rosa = visit("rosa")
    rosa.read("/inbox")

    noise = rosa.send("/inbox/bundle", files={"bundle": ("a.tocsin", b"a photograph")})
    nothing = rosa.send("/inbox/bundle", files={"bundle": ("a.tocsin", b"TOCSINB1\0\0\0\0")})

    assert noise.status_code >= 400
    assert "this is not a bundle of a version we know" in words(noise)
    assert "Nothing in this file is for this node" in words(nothing)


def test_where_nothing_waits_there_is_no_file(story: Story, visit: Visit) -> None:
    rosa = visit("rosa")
    there = f"/counterparts/{story.towards['Charlie'].id}"
    rosa.read(there)

    assert "Nothing waits for them" in words(rosa.send(f"{there}/bundle"))


def test_an_auditor_brings_nothing_in_and_takes_nothing_away(story: Story, visit: Visit) -> None:
    uma = visit("uma")
    inbox = uma.read("/inbox")

    refused = uma.send("/inbox/bundle", files={"bundle": ("a.tocsin", b"TOCSINB1\0\0\0\0")})

    assert "/inbox/bundle" not in actions(inbox)
    assert not any(each.endswith("/bundle") for each in actions(uma.read(f"/counterparts/{story.towards['Bravo'].id}")))
    assert refused.status_code == 403
