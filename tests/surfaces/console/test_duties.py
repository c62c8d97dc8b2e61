import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, actions, words
from tocsin.domain.notice import Determination, Notice, Outcome
from tocsin.usecases import duties, gates
from tocsin.vocabulary.gate import Harm

Visit = Callable[..., Visitor]
YES = {"credible": "yes", "specific": "yes", "impending": "yes", "harm": "yes"}


def weighing(risk: str = "real") -> dict[str, str]:
    """What is filled in at the gate, harm by harm."""
    risks = {f"risk-{harm}": risk for harm in Harm} | {f"why-{harm}": "their record" for harm in Harm}
    return risks | {"expires_on": "2027-01-01"}


def _decided(story: Story, notice: Notice, key: str) -> Determination | None:
    rows = duties.board(story.alpha.node, story.alpha.rosa, notice=notice.id)
    return next(row.determination for row in rows if row.concern.key == key)


def _decide(visitor: Visitor, story: Story, notice: Notice, **fields: str) -> str:
    visitor.read(f"/notices/{notice.id}")
    towards = story.towards["Bravo"].id
    form = {"concern": "IE:target", "counterpart": towards, "anchor": "here", **fields}
    return words(visitor.send(f"/notices/{notice.id}/decisions", **form))


def test_the_board_says_who_why_on_what_and_whether_they_were_told(story: Story, visit: Visit) -> None:
    notice = story.notice()
    story.sent(notice)

    said = words(visit("rosa").read(f"/notices/{notice.id}"))

    assert "Bravo target of an attack ✓ told delivered: their node has it" in said
    assert "Charlie target of an attack ○ not told decide" in said
    assert "Delta a suspect is its national ○ not told weigh the human-rights gate" in said
    assert "Denmark its national is detained ○ not told no counterpart yet" in said
    assert "It rests on 2 claims An attack is planned by Baba Kidege and Salim Faru" in said
    assert "Proposed: ask first" in said


def test_nobody_counts_as_told_before_their_node_says_that_it_has_it(story: Story, visit: Visit) -> None:
    story.wires.cut.add(story.bravo.node.organisation.address)
    notice = story.notice()
    story.sent(notice)

    said = words(visit("rosa").read(f"/notices/{notice.id}"))

    assert "Bravo target of an attack ○ not told on its way" in said


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"outcome": "warn", **YES}, Outcome.WARN),
        ({"outcome": "inform"}, Outcome.INFORM),
        ({"outcome": "ask"}, Outcome.ASK),
        ({"outcome": "not-met", "credible": "yes"}, Outcome.NOT_MET),
        ({"outcome": "already-told", "text": "the ambassador, by telephone"}, Outcome.ALREADY_TOLD),
    ],
)
def test_every_outcome_can_be_recorded(story: Story, visit: Visit, fields: dict[str, str], outcome: Outcome) -> None:
    notice = story.notice()

    said = _decide(visit("ines"), story, notice, **fields)

    decided = _decided(story, notice, "IE:target")
    assert decided is not None
    assert decided.outcome is outcome
    assert "The decision is recorded." in said


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "warn", "credible": "yes", "specific": "yes", "impending": "yes"},
        {"outcome": "not-met", **YES},
        {"outcome": "waive", "text": "x"},
        {"outcome": "waive", "ground": "already-aware", "expires_on": "soon", "text": "x"},
        {"outcome": "already-told"},
        {"outcome": "forget it"},
        {},
    ],
)
def test_a_decision_that_makes_no_sense_is_not_recorded(story: Story, visit: Visit, fields: dict[str, str]) -> None:
    notice = story.notice()

    said = _decide(visit("ines"), story, notice, **fields)

    assert "This cannot be done as entered" in said
    assert _decided(story, notice, "IE:target") is None


def test_a_waiver_decides_nothing_until_a_second_person_approves_it(story: Story, visit: Visit) -> None:
    notice = story.notice()
    until = (story.clock.now() + timedelta(days=9)).date().isoformat()
    rosa, omar = visit("rosa"), visit("omar")

    _decide(rosa, story, notice, outcome="waive", ground="already-aware", expires_on=until, text="they told us")
    own = rosa.read(f"/notices/{notice.id}")
    other = omar.read(f"/notices/{notice.id}")
    (form,) = [each for each in actions(other) if "/waivers/" in each]
    done = omar.send(form, anchor="here")

    assert not [each for each in actions(own) if "/waivers/" in each]
    assert "The waiver waits for a second person" in words(own)
    decided = _decided(story, notice, "IE:target")
    assert decided is not None
    assert decided.is_in_force
    assert "Approved by omar." in words(done)


def test_whoever_asked_for_a_waiver_cannot_approve_it(story: Story, visit: Visit) -> None:
    notice = story.notice()
    until = (story.clock.now() + timedelta(days=9)).date().isoformat()
    rosa = visit("rosa")
    _decide(rosa, story, notice, outcome="waive", ground="already-aware", expires_on=until, text="they told us")
    decided = _decided(story, notice, "IE:target")
    assert decided is not None

    answer = rosa.send(f"/notices/{notice.id}/waivers/{decided.id}", anchor="here")

    assert answer.status_code == 403
    assert "a second person has to" in words(answer)


def test_nobody_tells_a_state_of_its_national_before_the_gate_is_weighed(story: Story, visit: Visit) -> None:
    notice = story.notice()
    towards = story.towards["Delta"].id
    rosa = visit("rosa")

    too_soon = _decide(rosa, story, notice, concern="TZ:suspect-national", counterpart=towards, outcome="inform")
    weighed = rosa.send(f"/notices/{notice.id}/gates", country="TZ", may_be_named="no", anchor="a", **weighing())
    then = _decide(rosa, story, notice, concern="TZ:suspect-national", counterpart=towards, outcome="inform")

    assert "weigh that first" in too_soon
    assert "the person stays out" in words(weighed)
    assert "torture: real risk. their record" in words(weighed)
    assert "The decision is recorded." in then


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_the_gate_is_never_passed_by_default(story: Story, visit: Visit, answer: str) -> None:
    notice = story.notice()
    rosa = visit("rosa")
    rosa.read(f"/notices/{notice.id}")

    page = rosa.send(f"/notices/{notice.id}/gates", country="TZ", may_be_named=answer, **weighing())

    assert page.status_code == 400
    assert 'name="may_be_named" value="no" required>' in rosa.read(f"/notices/{notice.id}").text


def test_an_analyst_sees_that_the_gate_waits_for_somebody_else(story: Story, visit: Visit) -> None:
    notice = story.notice()

    page = visit("ines").read(f"/notices/{notice.id}")

    assert "This waits for a releasing officer." in words(page)
    assert not [each for each in actions(page) if each.endswith("/gates")]


def test_what_is_typed_with_an_error_is_shown_again_and_never_the_token(story: Story, visit: Visit) -> None:
    notice = story.notice()
    rosa = visit("rosa")

    said = _decide(rosa, story, notice, outcome="warn", text="I weighed <this> for an hour")

    assert "I weighed <this> for an hour" in said
    assert rosa.token not in said


def test_every_field_of_the_board_has_a_label_and_every_id_is_its_own(story: Story, visit: Visit) -> None:
    notice = story.notice()

    text = visit("rosa").read(f"/notices/{notice.id}").text

    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for label in re.findall(r'<label for="([^"]+)"', text):
        assert label in ids


def test_a_second_person_lets_the_state_hear_of_its_national(story: Story, visit: Visit) -> None:
    notice = story.notice()
    rosa, omar = visit("rosa"), visit("omar")
    fields = {"country": "TZ", "may_be_named": "yes", "caveats": "for warning only", "anchor": "a"}

    rosa.read(f"/notices/{notice.id}")
    waits = words(rosa.send(f"/notices/{notice.id}/gates", **fields, **weighing()))
    (gate,) = gates.listing(story.alpha.node, story.alpha.rosa, notice=notice.id)
    omar.read(f"/notices/{notice.id}")
    through = words(omar.send(f"/notices/{notice.id}/gates/{gate.id}", anchor="a"))

    assert "It waits for a second person" in waits
    assert "Approved by omar." in through
    assert "Caveat: for warning only" in through


def test_a_notice_and_its_tearlines_ask_why_once_and_go_on_to_the_page_that_was_asked_for(
    story: Story, visit: Visit
) -> None:
    notice = story.notice()
    tearline = story.tearline(notice)
    story.clock.advance(hours=12)
    rosa = visit("rosa")
    pages = [f"/notices/{notice.id}", f"/notices/{notice.id}/release", f"/tearlines/{tearline}"]

    for path in pages:
        assert actions(rosa.read(path)) >= {f"/notices/{notice.id}/reason"}
    opened = rosa.send(f"/notices/{notice.id}/reason", why="night duty", back=pages[2])

    assert str(opened.url).endswith(pages[2])
    for path in pages:
        assert f"/notices/{notice.id}/reason" not in actions(rosa.read(path))


def test_a_reason_leads_to_no_page_elsewhere(story: Story, visit: Visit) -> None:
    notice = story.notice()

    opened = visit("rosa").send(f"/notices/{notice.id}/reason", why="night duty", back="//elsewhere.example/notices/1")

    assert str(opened.url).endswith(f"/notices/{notice.id}")
