import json
from collections.abc import Callable

import pytest

from federation import deliver
from stories import pass_gate
from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, actions, words
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.exchange import InboxState
from tocsin.domain.notice import Outcome
from tocsin.usecases import browse, duties, release
from tocsin.usecases.restoring import begin_anew
from tocsin.wire import proof as wire_proof

Visit = Callable[..., Visitor]


def _delivery(story: Story, name: str) -> Delivery:
    return next(each for each in browse.outbox(story.alpha.node, story.alpha.rosa) if each.id == name)


def _by_hand(story: Story) -> str:
    notice, node, rosa = story.notice(), story.alpha.node, story.alpha.rosa
    pass_gate(story.alpha, notice, "TZ", may_be_named=True)
    to = story.towards["Delta"].id
    choice = duties.Choice(outcome=Outcome.INFORM)
    duties.decide(node, rosa, notice=notice.id, concern="TZ:suspect-national", counterpart=to, choice=choice)
    held = release.preview(node, story.alpha.ines, notice=notice.id, to=to)
    return release.approve(node, rosa, tearline=held.id, digest=held.digest).id


def test_a_preview_stands_beside_everything_that_is_withheld_and_why(story: Story, visit: Visit) -> None:
    name = story.tearline(story.notice(), "Charlie", "NO:target")

    said = words(visit("rosa").read(f"/tearlines/{name}"))

    assert "3 of 8 claims go to them" in said
    assert "aimed at Ireland and Norway. TLP:AMBER without Ireland: it is a target" in said
    assert "✕ 1 withheld: origin and birthplace are passed on only" in said
    assert "(LED art. 10) Baba Kidege is of origin Kenya." in said
    assert said.index("1 withheld: origin") < said.index("withheld: it does not bear on what concerns them")


def test_the_letter_is_shown_as_it_will_be_sent(story: Story, visit: Visit) -> None:
    name = story.tearline(story.notice())
    held = browse.tearline(story.alpha.node, story.alpha.rosa, tearline=name)

    page = visit("rosa").read(f"/tearlines/{name}")

    shown = page.text.split('<pre class="letter" lang="en" tabindex="0">')[1].split("</pre>")[0]
    assert shown == held.text
    assert held.digest in page.text


def test_a_second_person_approves_the_bytes_they_were_shown(story: Story, visit: Visit) -> None:
    notice = story.notice()
    story.warn(notice, "Bravo", "IE:target")
    ines, rosa = visit("ines"), visit("rosa")
    ines.read(f"/notices/{notice.id}")

    cut = ines.send(f"/notices/{notice.id}/tearlines", counterpart=story.towards["Bravo"].id)
    path = str(cut.url).split("?")[0]
    shown = rosa.read(path)
    digest = shown.text.split('name="digest" value="')[1].split('"')[0]
    approved = rosa.send(f"{path}/approval", digest=digest)

    assert "so a second person has to approve" in words(cut)
    assert "Approved. It is on its way" in words(approved)
    assert _delivery(story, str(approved.url).split("?")[0].rpartition("/")[2]).state is DeliveryState.QUEUED


def test_other_bytes_than_those_shown_are_not_approved(story: Story, visit: Visit) -> None:
    name = story.tearline(story.notice())
    rosa = visit("rosa")
    rosa.read(f"/tearlines/{name}")

    answer = rosa.send(f"/tearlines/{name}/approval", digest="00" * 32)

    assert answer.status_code == 409
    assert "look at the preview again" in words(answer)
    assert browse.outbox(story.alpha.node, story.alpha.rosa) == ()


def test_whoever_wrote_it_finds_no_button_to_approve_it(story: Story, visit: Visit) -> None:
    notice = story.notice()
    story.warn(notice, "Bravo", "IE:target")
    held = release.preview(story.alpha.node, story.alpha.rosa, notice=notice.id, to=story.towards["Bravo"].id)

    assert f"/tearlines/{held.id}/approval" not in actions(visit("rosa").read(f"/tearlines/{held.id}"))
    assert f"/tearlines/{held.id}/approval" in actions(visit("omar").read(f"/tearlines/{held.id}"))


def test_the_outbox_says_of_each_delivery_how_it_stands_and_what_went_wrong(story: Story, visit: Visit) -> None:
    story.wires.cut.add(story.bravo.node.organisation.address)
    notice = story.notice()
    held = browse.tearline(story.alpha.node, story.alpha.rosa, tearline=story.tearline(notice))
    delivery = release.approve(story.alpha.node, story.alpha.rosa, tearline=held.id, digest=held.digest)
    for _ in range(3):
        deliver(story.alpha)
        story.clock.advance(minutes=1)

    rosa = visit("rosa")

    assert "on its way 3 attempts connection refused" in words(rosa.read("/outbox"))
    assert "connection refused" in words(rosa.read(f"/outbox/{delivery.id}"))


def test_a_proof_is_downloaded_and_holds(story: Story, visit: Visit) -> None:
    delivery = story.sent(story.notice())

    answer = visit("rosa").read(f"/outbox/{delivery}/proof.json")

    assert answer.headers["content-disposition"] == f'attachment; filename="proof-{delivery[:16]}.json"'
    assert isinstance(json.loads(answer.content), dict)
    assert wire_proof.verify(answer.content)


def test_a_counterpart_without_a_node_is_told_on_paper_and_that_is_recorded(story: Story, visit: Visit) -> None:
    delivery = _by_hand(story)
    ines = visit("ines")
    ines.read(f"/outbox/{delivery}")

    sheet = ines.read(f"/outbox/{delivery}/sheet.pdf")
    letter = ines.read(f"/outbox/{delivery}/letter.txt")
    handed = ines.send(
        f"/outbox/{delivery}/handed", how="in person", to="Colonel Mwinyi", at="2026-11-22T12:00", said="he thanks us"
    )
    answered = ines.send(f"/outbox/{delivery}/answer", said="both men are known")

    assert sheet.content.startswith(b"%PDF")
    assert letter.text.startswith("TLP:AMBER")
    assert "told by hand (stated, not proven)" in words(handed)
    assert "both men are known" in words(answered)
    assert "There is no proof of it." in words(answered)
    held = _delivery(story, delivery)
    assert held.handed is not None
    assert (held.handed.to, held.answer.response) == ("Colonel Mwinyi", "both men are known")


@pytest.mark.parametrize("at", ["2026-11-22T23:00", "2026-11-22T11:59", "yesterday", ""])
def test_a_time_that_cannot_be_is_refused_and_nothing_typed_is_lost(story: Story, visit: Visit, at: str) -> None:
    delivery = _by_hand(story)
    ines = visit("ines")
    ines.read(f"/outbox/{delivery}")

    page = ines.send(f"/outbox/{delivery}/handed", how="in person", to="Colonel Mwinyi", at=at)

    assert page.status_code == 400
    assert "Colonel Mwinyi" in words(page)
    assert _delivery(story, delivery).state is DeliveryState.TO_HAND


def test_looking_at_the_inbox_opens_nothing(story: Story, visit: Visit) -> None:
    message = story.sent(story.notice())
    omar = visit("omar", town="bravo")

    listed, shown = omar.read("/inbox"), omar.read(f"/inbox/{message}")

    (item,) = browse.inbox(story.bravo.node, story.bravo.omar)
    assert item.incoming.state is InboxState.NEW
    assert "Baba Kidege" not in words(listed) + words(shown)
    assert "When you open it, the sender is told so" in words(shown)


def test_a_warning_is_opened_acknowledged_and_answered_and_the_sender_learns_each(story: Story, visit: Visit) -> None:
    message = story.sent(story.notice())
    omar, rosa = visit("omar", town="bravo"), visit("rosa")
    omar.read(f"/inbox/{message}")

    opened = omar.send(f"/inbox/{message}/opening")
    omar.send(f"/inbox/{message}/acknowledgement", said="")
    omar.send(f"/inbox/{message}/response", said="both hotels are guarded")
    deliver(story.bravo, story.alpha)

    assert "Baba Kidege and Salim Faru plan to carry out an attack on Ireland." in words(opened)
    said = words(rosa.read(f"/outbox/{message}"))
    assert "both hotels are guarded" in said
    assert "✓ answered" in words(rosa.read("/outbox"))


def test_an_auditor_sees_that_a_warning_came_but_not_its_words(story: Story, visit: Visit) -> None:
    message = story.sent(story.notice())
    omar = visit("omar", town="bravo")
    omar.read("/")
    omar.send(f"/inbox/{message}/opening")

    said = words(visit("uma", town="bravo").read(f"/inbox/{message}"))

    assert "Its words are for analysts and releasing officers." in said
    assert "Baba Kidege" not in said


def test_the_recipient_has_a_proof_too(story: Story, visit: Visit) -> None:
    message = story.sent(story.notice())

    answer = visit("omar", town="bravo").read(f"/inbox/{message}/proof.json")

    assert wire_proof.verify(answer.content)


def test_what_was_kept_aside_is_listed_with_its_reason(story: Story, visit: Visit) -> None:
    begin_anew(story.alpha.node)
    message = story.sent(story.notice())
    omar, rosa = visit("omar", town="bravo"), visit("rosa")

    assert "kept aside: it begins anew, and nobody has accepted that yet" in words(omar.read("/inbox"))
    assert "Ring the sender and tell them" in words(omar.read(f"/inbox/{message}"))
    assert "delivered, but kept aside there" in words(rosa.read("/outbox"))
    assert f"/outbox/{message}#next" in rosa.read("/").text
