"""What a counterpart told us goes on to others only with its consent, as it consents, or in an emergency."""

from dataclasses import replace

import pytest

from federation import deliver
from stories import INFORM, a_draft, approve, decide, known_as, open_notice, preview, release_to
from takeover import Lines
from tocsin.domain.consent import Conditions, Ground, Part, Reply, Verdict
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.exchange import Direction
from tocsin.domain.rule import Rule
from tocsin.domain.task import Act
from tocsin.usecases import browse, consents, emergencies, intake, notices, review
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.alert import read_alert

NO = Reply(verdict=Verdict.DENIED)
YES = Reply(verdict=Verdict.GRANTED)


@pytest.fixture
def told(federation):
    """Portugal told Ireland, which took it over and wishes to tell Norway."""
    _, _, (alpha, bravo, charlie) = federation
    bravo = replace(bravo, node=replace(bravo.node, reader=Lines()))
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo)
    onward = take_over(bravo)
    decide(bravo, onward, "NO:target", INFORM)
    return alpha, bravo, charlie, onward


def take_over(bravo):
    (held,) = [each.incoming for each in browse.inbox(bravo.node, bravo.ines) if each.incoming.kind == "alert"]
    report = intake.take_over(bravo.node, bravo.ines, message=held.id)
    claims = browse.report(bravo.node, bravo.ines, report=report.id).claims
    review.confirm(bravo.node, bravo.ines, claims=[each.id for each in claims], why="they are reliable")
    draft = a_draft(bravo, reports=(report.id,), urgency=Urgency.IMMEDIATE)
    return notices.open_notice(bravo.node, bravo.ines, draft)


def ask(bravo, notice):
    to = known_as(bravo, "Charlie").id
    return consents.ask(bravo.node, bravo.ines, notice=notice.id, to=to, ground=Ground.THREAT_TO_LIFE)


def the_request(town):
    (held,) = [each for each in consents.listing(town.node, town.rosa) if each.direction is Direction.IN]
    return held


def conditional(**changes):
    return Reply(verdict=Verdict.CONDITIONAL, conditions=Conditions(**changes))


def say(alpha, bravo, reply):
    consents.answer(alpha.node, alpha.rosa, consent=the_request(alpha).id, reply=reply)
    deliver(alpha, bravo)


def acts(town):
    return {each.act for each in browse.now(town.node, town.rosa)}


def in_the_inbox(town):
    return [each.incoming for each in browse.inbox(town.node, town.ines) if each.is_warning]


def to_charlie(bravo, notice):
    return preview(bravo, notice, known_as(bravo, "Charlie"))


def test_nobody_hears_of_it_before_whoever_told_us_says_yes(told):
    alpha, bravo, charlie, notice = told

    with pytest.raises(RefusedError, match="may hold none"):
        to_charlie(bravo, notice)
    assert Act.ASK_CONSENT in acts(bravo)
    ask(bravo, notice)
    assert Act.ASK_CONSENT not in acts(bravo)
    deliver(alpha, bravo, charlie)
    with pytest.raises(RefusedError, match="may hold none"):
        to_charlie(bravo, notice)
    assert Act.ANSWER_CONSENT in acts(alpha)
    say(alpha, bravo, YES)

    approve(bravo, to_charlie(bravo, notice))
    deliver(bravo, charlie)
    assert len(in_the_inbox(charlie)) == 1
    assert Act.ANSWER_CONSENT not in acts(alpha)


def test_no_is_no_and_silence_is_no_yes(told):
    alpha, bravo, _, notice = told
    ask(bravo, notice)
    deliver(alpha, bravo)
    bravo.node.clock.advance(days=30)
    with pytest.raises(RefusedError, match="may hold none"):
        to_charlie(bravo, notice)

    say(alpha, bravo, NO)

    with pytest.raises(RefusedError, match="may hold none"):
        to_charlie(bravo, notice)


def test_whoever_has_not_answered_in_time_is_chased_and_our_people_are_called(told):
    alpha, bravo, _, notice = told
    ask(bravo, notice)
    deliver(alpha, bravo)
    bravo.node.clock.advance(hours=1, minutes=1)
    deliver(alpha, bravo)

    assert Act.CHASE in acts(bravo)
    with alpha.node.store.read() as tx:
        assert tx.escalations.where(subject=the_request(alpha).id)


def test_a_condition_is_applied_before_anybody_writes_a_word(told):
    alpha, bravo, charlie, notice = told
    ask(bravo, notice)
    deliver(alpha, bravo)
    say(alpha, bravo, YES)
    assert "Baba Kidege" in to_charlie(bravo, notice).text
    bravo.node.clock.advance(minutes=1)
    say(alpha, bravo, conditional(leave_out=(Part.PEOPLE,), mark=Tlp.AMBER))

    tearline = to_charlie(bravo, notice)

    assert "Baba Kidege" not in tearline.text
    assert any(each.because is Rule.CONDITION for each in tearline.withheld)
    assert {each.tlp for each in read_alert(tearline.body).claims} == {Tlp.AMBER}
    approve(bravo, tearline)
    deliver(bravo, charlie)
    assert len(in_the_inbox(charlie)) == 1


def test_a_narrower_mark_keeps_it_from_whoever_may_not_hold_that(told):
    alpha, bravo, _, notice = told
    ask(bravo, notice)
    deliver(alpha, bravo)
    say(alpha, bravo, conditional(mark=Tlp.RED))

    with pytest.raises(RefusedError, match="may hold none"):
        to_charlie(bravo, notice)


def test_a_yes_for_others_only_is_no_yes_for_these_and_one_that_has_ended_is_none(told):
    alpha, bravo, _, notice = told
    ask(bravo, notice)
    deliver(alpha, bravo)
    with pytest.raises(InvalidError, match="they asked about NO"):
        say(alpha, bravo, conditional(only=("DK",)))
    today = alpha.node.clock.now().date()
    say(alpha, bravo, conditional(until=today))
    to_charlie(bravo, notice)

    bravo.node.clock.advance(days=1)

    with pytest.raises(RefusedError, match="may hold none"):
        to_charlie(bravo, notice)


def test_who_opened_the_notice_cannot_say_yes_and_may_say_no(told):
    alpha, bravo, _, notice = told
    ask(bravo, notice)
    deliver(alpha, bravo)
    author = replace(alpha.rosa, account=alpha.ines.account)

    with pytest.raises(RefusedError, match="second person"):
        consents.answer(alpha.node, author, consent=the_request(alpha).id, reply=YES)
    consents.answer(alpha.node, author, consent=the_request(alpha).id, reply=NO)


def test_what_is_asked_names_only_what_they_told_us_and_is_asked_once(told):
    alpha, bravo, _, notice = told
    (asked,) = ask(bravo, notice)
    deliver(alpha, bravo)

    about = consents.about(alpha.node, alpha.rosa, consent=the_request(alpha).id)

    with pytest.raises(ConflictError, match="everybody has been"):
        ask(bravo, notice)
    assert asked.wish.to == ("NO",)
    with alpha.node.store.read() as tx:
        assert {each.id for each in about.claims} <= set(tx.notices.get(about.notice).claims)
    assert about.claims


def test_a_consent_taken_back_after_they_were_told_asks_us_to_take_it_back(told):
    alpha, bravo, charlie, notice = told
    ask(bravo, notice)
    deliver(alpha, bravo)
    say(alpha, bravo, YES)
    approve(bravo, to_charlie(bravo, notice))
    deliver(bravo, charlie)
    bravo.node.clock.advance(minutes=1)

    say(alpha, bravo, NO)

    assert Act.TAKE_BACK in acts(bravo)


def an_emergency(bravo, notice, **changes):
    fields = {"threat": "the attack is tonight", "why_no_time": "their office opens at eight"} | changes
    to = known_as(bravo, "Charlie").id
    return emergencies.propose(bravo.node, bravo.ines, notice=notice.id, to=to, **fields)


def test_in_an_emergency_two_persons_pass_it_on_and_whoever_told_us_hears_of_it_at_once(told):
    alpha, bravo, charlie, notice = told
    made = an_emergency(bravo, notice)
    assert Act.CONFIRM_EMERGENCY in acts(bravo)
    with pytest.raises(RefusedError, match="may hold none"):
        to_charlie(bravo, notice)
    emergencies.confirm(bravo.node, bravo.rosa, emergency=made.id)
    approve(bravo, to_charlie(bravo, notice))
    deliver(alpha, bravo, charlie)

    assert len(in_the_inbox(charlie)) == 1
    heard = the_request(alpha)
    assert heard.wish.passed_on_at is not None
    assert heard.wish.to == ("NO",)
    assert Act.REVIEW_EMERGENCY in acts(bravo)


def test_an_emergency_leaves_the_list_when_a_third_person_has_reviewed_it(told):
    _, bravo, _, notice = told
    made = an_emergency(bravo, notice)
    with pytest.raises(RefusedError, match="second person"):
        emergencies.confirm(bravo.node, replace(bravo.rosa, account=bravo.ines.account), emergency=made.id)
    emergencies.confirm(bravo.node, bravo.rosa, emergency=made.id)
    with pytest.raises(RefusedError, match="third person"):
        emergencies.review(bravo.node, bravo.rosa, emergency=made.id, said="it was right")

    emergencies.review(bravo.node, bravo.uma, emergency=made.id, said="it was right")

    assert Act.REVIEW_EMERGENCY not in acts(bravo)


def test_who_has_said_no_is_not_overruled_in_an_emergency(told):
    alpha, bravo, _, notice = told
    made = an_emergency(bravo, notice)
    emergencies.confirm(bravo.node, bravo.rosa, emergency=made.id)
    ask(bravo, notice)
    deliver(alpha, bravo)
    say(alpha, bravo, NO)

    with pytest.raises(RefusedError, match="may hold none"):
        to_charlie(bravo, notice)
    with pytest.raises(ConflictError, match="no consent is missing"):
        an_emergency(bravo, notice)


def test_only_what_is_immediate_goes_without_consent(told):
    _, bravo, _, notice = told
    changed = notices.update(bravo.node, bravo.ines, notice=notice.id, change=notices.Change(urgency=Urgency.EXPECTED))

    with pytest.raises(RefusedError, match="immediate"):
        an_emergency(bravo, changed)
