import re
from collections.abc import Callable
from datetime import timedelta

from stories import a_form
from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, links, words
from tocsin.domain.breach import Extent, Nature
from tocsin.domain.notice import Outcome, Waiver
from tocsin.domain.task import Act
from tocsin.usecases import breaches, browse, duties, gates
from tocsin.vocabulary.duty import WaiverGround

Visit = Callable[..., Visitor]


def _everything_waits(story: Story) -> None:
    """Bring about every act that `Now` can list at Alpha."""
    story.report("an unread call")
    notice = story.notice()
    story.tearline(notice, "Charlie", "NO:target")
    story.warn(notice, "Bravo", "IE:target")
    waiting = story.notice("Another")
    story.sent(waiting)
    asked = story.notice("A third")
    node, ines = story.alpha.node, story.alpha.ines
    ask = duties.Choice(outcome=Outcome.ASK)
    duties.decide(node, ines, notice=asked.id, concern="DK:detained-national", counterpart=None, choice=ask)
    waiver = Waiver(ground=WaiverGround.ALREADY_AWARE, expires_on=story.clock.now().date() + timedelta(days=30))
    waive = duties.Choice(outcome=Outcome.WAIVE, text="they told us", waiver=waiver)
    bravo = story.towards["Bravo"].id
    duties.decide(node, ines, notice=asked.id, concern="IE:target", counterpart=bravo, choice=waive)
    form = a_form(story.clock.now().date(), may_be_named=True)
    gates.weigh(node, story.alpha.rosa, notice=asked.id, country="TZ", form=form)
    lost = Extent(subjects=1, records=1)
    breaches.report(node, story.alpha.rosa, nature=Nature.LOST, facts="A stick is gone.", extent=lost)
    story.clock.advance(hours=2)


def test_every_act_leads_to_exactly_the_form_where_it_is_done(story: Story, visit: Visit) -> None:
    _everything_waits(story)
    rosa = visit("rosa")
    acts = {task.act for task in browse.now(story.alpha.node, story.alpha.rosa)}
    rows = re.findall(r'class="button" href="([^"]+)"', rosa.read("/").text)

    elsewhere = {Act.READ_WARNING, Act.ACKNOWLEDGE, Act.RESPOND, Act.HAND_OVER, Act.MEND_DELIVERY, Act.LOOK_AT_FORK}
    elsewhere |= {Act.ASK_FOR_CARD, Act.RENEW_KEYS, Act.ACCEPT_CARD, Act.COMPARE_FINGERPRINTS}  # see below
    elsewhere |= {
        Act.ASK_CONSENT,
        Act.ANSWER_CONSENT,
        Act.CONFIRM_EMERGENCY,
        Act.REVIEW_EMERGENCY,
        Act.REVIEW_MINIMUM,
        Act.CONFIRM_LIFT,
    }  # see test_consents
    elsewhere |= {Act.APPROVE_INQUIRY, Act.ANSWER_INQUIRY, Act.SEE_STAND_IN, Act.SEE_REDIRECT}  # see test_inquiries
    elsewhere |= {Act.NOTIFY_CONTRACT, Act.HEAR_AUTHORITY, Act.TELL_OF_DIRECT}  # see test_directs
    elsewhere |= {Act.REVIEW_DATA}  # see tests/usecases
    elsewhere |= {Act.ANSWER_SUBJECT, Act.REDRESS_SUBJECT, Act.FINISH_ERASURE}  # see test_requests
    assert acts >= set(Act) - elsewhere - {Act.ANSWER_RECALL, Act.TAKE_BACK, Act.CORRECT}  # see test_recalls
    for address in rows:
        path, _, anchor = address.partition("#")
        if path.startswith("/reports/"):
            rosa.send(f"{path}/reason", why="it waits")
        page = rosa.read(path)
        assert page.status_code == 200
        assert not anchor or f'id="{anchor}"' in page.text, address


def test_what_came_in_leads_to_the_form_where_it_is_opened_acknowledged_and_answered(
    story: Story, visit: Visit
) -> None:
    message = story.sent(story.notice())
    omar = visit("omar", town="bravo")

    for act, form in (("read-warning", "opening"), ("acknowledge", "acknowledgement"), ("respond", "response")):
        assert f"/inbox/{message}#{act}" in links(omar.read("/"))
        assert f'id="{act}"' in omar.read(f"/inbox/{message}").text
        omar.send(f"/inbox/{message}/{form}", said="we look into it")

    assert "Nothing waits for anybody." in words(omar.read("/"))


def test_what_is_overdue_stands_first_and_says_so_in_words(story: Story, visit: Visit) -> None:
    notice = story.notice()
    story.sent(notice)
    story.clock.advance(hours=1.5)

    page = visit("rosa").read("/")

    said = words(page)
    assert "1 thing is overdue" in said
    assert said.index("overdue by 30 min") < said.index("in 4 hr 30 min")
    assert "nobody there has said that a person has read it" in said


def test_a_due_time_is_said_both_ways(story: Story, visit: Visit) -> None:
    story.notice()

    page = words(visit("rosa").read("/"))

    assert "in 6 hr Sun 22 Nov 2026, 18:00 UTC" in page


def test_a_day_on_which_nothing_waits_says_what_to_do_when_something_comes(visit: Visit) -> None:
    page = visit("ines").read("/")

    assert "Nothing waits for anybody." in words(page)
    assert {"/reports/call", "/reports#upload"} <= set(links(page))


def test_the_page_looks_again_only_for_whoever_asked_it_to(visit: Visit) -> None:
    rosa = visit("rosa")

    assert 'http-equiv="refresh"' not in rosa.read("/").text
    assert 'http-equiv="refresh"' in rosa.read("/?watch").text


def test_keys_that_run_out_lead_to_the_card_that_has_to_be_renewed(story: Story, visit: Visit) -> None:
    story.clock.advance(days=40)
    ada = visit("ada")
    rows = set(re.findall(r'class="button" href="([^"]+)"', ada.read("/").text))

    assert "/counterparts#own" in rows
    assert {f"/counterparts/{each.id}#trust" for each in story.towards.values() if each.node_id} <= rows
    for address in rows:
        path, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in ada.read(path).text, address
