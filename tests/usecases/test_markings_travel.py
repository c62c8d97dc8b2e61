"""The whole marking travels with a warning, and the receiver's node keeps to it."""

from dataclasses import replace

import pytest

from federation import deliver
from markings import AMBER
from stories import INFORM, a_draft, decide, known_as, open_notice, preview, release_to
from takeover import Lines, consent_to
from tocsin.domain.errors import RefusedError
from tocsin.domain.exchange import InboxState
from tocsin.domain.marking import Marking, Reader, Restriction
from tocsin.domain.recall import WithdrawalGround
from tocsin.domain.terms import Bar, Use
from tocsin.usecases import answers, browse, counterparts, intake, notices, recall, recalled, review
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import AffectedPartyNotifications, Attribution, PermittedActions, Policy
from tocsin.vocabulary.source import SourceType
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.alert import read_alert

CAREFUL = Policy(
    permitted_actions=PermittedActions.INTERNAL,
    affected_party_notifications=AffectedPartyNotifications.MUST_NOT,
)
H3 = "not to be copied"


@pytest.fixture
def told(federation):
    """Let Portugal tell Ireland what is marked so, and return the message as Ireland has it."""
    _, _, (alpha, bravo, _) = federation

    def tell(marking):
        notice = open_notice(alpha)
        review.mark(alpha.node, alpha.ines, claims=notice.claims, marking=marking(alpha))
        release_to(alpha, notice, "Bravo", "IE:target")
        deliver(alpha, bravo)
        (held,) = [each.incoming for each in browse.inbox(bravo.node, bravo.ines) if each.is_warning]
        return held

    return tell


def red(*names):
    readers = frozenset(Reader(name=name, organisation="Bravo") for name in names)
    return Marking(tlp=Tlp.RED, readers=readers | {Reader(name="Zed", organisation="Charlie")})


def the_notice(town):
    with town.node.store.read() as tx:
        (found,) = tx.notices.where()
    return found


def may_hold_red(alpha):
    """Let Bravo's agreement reach as far as RED."""
    held = known_as(alpha, "Bravo")
    agreement = replace(held.agreement, ceiling=Tlp.RED)
    counterparts.agree(alpha.node, alpha.ada, counterpart=held.id, agreement=agreement)


def told_in_red(alpha, marking):
    may_hold_red(alpha)
    return marking


def strict(alpha):
    return replace(
        AMBER,
        policy=CAREFUL,
        codes=frozenset({HandlingCode.H1, HandlingCode.H3}),
        restrictions=frozenset({Restriction(text=H3, read_by=alpha.ines.account)}),
        releasable_to=frozenset({"IE", "NO", "Charlie"}),
    )


def taken_over(bravo, message):
    bravo = replace(bravo, node=replace(bravo.node, reader=Lines()))
    report = intake.take_over(bravo.node, bravo.ines, message=message)
    return bravo, report, browse.report(bravo.node, bravo.ines, report=report.id).claims


def test_the_letter_and_the_body_carry_the_marking_and_nothing_of_others(told, bravo):
    held = told(strict)

    alert = answers.open_warning(bravo.node, bravo.ines, message=held.id)

    assert alert.handling.terms.policy == CAREFUL
    assert alert.handling.terms.codes == (HandlingCode.H1, HandlingCode.H3)
    assert alert.handling.terms.restrictions == (H3,)
    assert f"Further restriction (H3): {H3}" in alert.text
    assert "Do not tell those whom it endangers." in alert.text
    assert b"Charlie" not in held.body


def test_a_source_is_described_by_its_type_and_only_where_it_may_be(told, bravo):
    named = replace(AMBER, policy=Policy(attribution=Attribution.MAY))

    alert = answers.open_warning(bravo.node, bravo.ines, message=told(lambda _: named).id)

    assert {claim.source for claim in alert.claims} == {SourceType.DOCUMENT}
    assert "- a document: not graded" in alert.text
    assert "a paper" not in alert.text


def test_a_source_that_must_not_be_named_is_not_described_either(told, bravo):
    alert = answers.open_warning(bravo.node, bravo.ines, message=told(lambda _: AMBER).id)

    assert {claim.source for claim in alert.claims} == {None}
    assert "a document" not in alert.text


def test_whoever_red_does_not_name_reads_nothing_of_it(told, bravo):
    held = told(lambda alpha: told_in_red(alpha, red(bravo.rosa.name)))

    assert answers.reserved_for(bravo.node, bravo.ines, message=held.id) == (bravo.rosa.name,)
    for act in (
        lambda: answers.open_warning(bravo.node, bravo.ines, message=held.id),
        lambda: answers.terms(bravo.node, bravo.ines, message=held.id),
        lambda: answers.acknowledge(bravo.node, bravo.ines, message=held.id),
        lambda: intake.take_over(bravo.node, bravo.ines, message=held.id),
    ):
        with pytest.raises(RefusedError, match="persons it names"):
            act()
    (untouched,) = [each.incoming for each in browse.inbox(bravo.node, bravo.ines) if each.is_warning]
    assert untouched.state is InboxState.NEW
    assert b"Zed" not in held.body

    assert answers.reserved_for(bravo.node, bravo.rosa, message=held.id) == ()
    assert answers.open_warning(bravo.node, bravo.rosa, message=held.id).handling.terms.readers == (bravo.rosa.name,)


def test_red_may_name_an_office(told, bravo):
    held = told(lambda alpha: told_in_red(alpha, red("Releasing officer")))

    assert answers.open_warning(bravo.node, bravo.rosa, message=held.id)
    with pytest.raises(RefusedError):
        answers.open_warning(bravo.node, bravo.ines, message=held.id)


def test_red_makes_no_report_that_others_could_read(told, bravo):
    held = told(lambda alpha: told_in_red(alpha, red(bravo.rosa.name)))

    with pytest.raises(RefusedError, match="a report of it"):
        intake.take_over(bravo.node, bravo.rosa, message=held.id)


def test_red_that_no_one_person_may_read_whole_is_not_sent(alpha):
    notice = open_notice(alpha)
    may_hold_red(alpha)
    first, *others = notice.claims
    review.mark(alpha.node, alpha.ines, claims=[first], marking=red("Ann"))
    review.mark(alpha.node, alpha.ines, claims=others, marking=red("Ben"))
    decide(alpha, notice, "IE:target")

    with pytest.raises(RefusedError, match="no one person"):
        preview(alpha, notice, known_as(alpha, "Bravo"))


def test_a_recall_of_red_shows_its_words_to_its_readers_alone(told, alpha, bravo):
    held = told(lambda alpha: told_in_red(alpha, red(bravo.rosa.name)))
    notice = the_notice(alpha)
    recall.withdraw(alpha.node, alpha.rosa, notice=notice.id, ground=WithdrawalGround.UNLAWFUL, why="a slip")
    deliver(alpha, bravo)
    (back,) = recalled.about(bravo.node, bravo.ines, message=held.id)

    with pytest.raises(RefusedError, match="persons it names"):
        recalled.view(bravo.node, bravo.ines, message=back.id)
    assert recalled.view(bravo.node, bravo.rosa, message=back.id).is_here


def test_what_the_marking_forbids_is_refused(told, bravo):
    held = told(strict)

    bars = answers.terms(bravo.node, bravo.ines, message=held.id).bars
    assert {use for use, bar in bars.items() if bar is None} == {Use.INTERNAL}
    assert bars[Use.COURT] is Bar.COURT
    for use in set(Use) - {Use.INTERNAL}:
        with pytest.raises(RefusedError, match="marking"):
            answers.respond(bravo.node, bravo.ines, message=held.id, said="done", uses=[use])
    done = answers.respond(bravo.node, bravo.ines, message=held.id, said="two more men", uses=[Use.INTERNAL])

    assert done.uses == (Use.INTERNAL,)
    assert done.state is InboxState.RESPONDED


def test_where_nothing_may_be_done_nothing_is_taken_over(told, bravo):
    policy = Policy(permitted_actions=PermittedActions.CONTACT)
    held = told(lambda _: replace(AMBER, policy=policy))

    with pytest.raises(RefusedError, match="asked before"):
        intake.take_over(bravo.node, bravo.ines, message=held.id)


def test_what_is_taken_over_is_held_on_the_same_terms(told, bravo):
    held = told(strict)

    _, _, claims = taken_over(bravo, held.id)

    for claim in claims:
        assert claim.marking.policy == CAREFUL
        assert claim.marking.codes == {HandlingCode.H1, HandlingCode.H3}
        assert claim.marking.unread == (H3,)
        assert claim.marking.originators == {"Alpha"}


def test_what_was_told_is_not_marked_more_freely_than_it_came(told, bravo):
    bravo, _, claims = taken_over(bravo, told(strict).id)
    names = [claim.id for claim in claims]
    came = claims[0].marking
    read = replace(came, restrictions=frozenset({Restriction(text=H3, read_by=bravo.ines.account)}))

    for looser in (AMBER, replace(read, policy=Policy()), replace(read, originators=frozenset())):
        with pytest.raises(RefusedError, match="stricter terms"):
            review.mark(bravo.node, bravo.ines, claims=names, marking=looser)
    for fitting in (read, replace(read, tlp=Tlp.AMBER_STRICT)):
        assert review.mark(bravo.node, bravo.ines, claims=names, marking=fitting)[0].marking == fitting


def test_what_goes_on_with_consent_goes_on_the_same_terms(told, federation):
    _, _, (alpha, bravo, _) = federation
    bravo, report, claims = taken_over(bravo, told(strict).id)
    names = [claim.id for claim in claims]
    came = claims[0].marking
    review.confirm(bravo.node, bravo.ines, claims=names, why="reliable")
    read = frozenset({Restriction(text=H3, read_by=bravo.ines.account)})
    review.mark(bravo.node, bravo.ines, claims=names, marking=replace(came, restrictions=read))
    draft = a_draft(bravo, reports=(report.id,), urgency=Urgency.EXPECTED)
    onward = notices.open_notice(bravo.node, bravo.ines, draft)
    decide(bravo, onward, "NO:target", INFORM)
    with pytest.raises(RefusedError, match="none of the claims"):
        preview(bravo, onward, known_as(bravo, "Charlie"))

    consent_to(alpha, bravo, onward, "Charlie")

    terms = read_alert(preview(bravo, onward, known_as(bravo, "Charlie")).body).handling.terms
    assert (terms.policy, terms.restrictions, terms.ask_first) == (CAREFUL, (H3,), True)


def test_what_a_partner_told_is_said_to_be_a_partners_and_never_whose(told, federation):
    _, _, (alpha, bravo, _) = federation
    named = replace(AMBER, policy=Policy(attribution=Attribution.MAY))
    bravo, report, claims = taken_over(bravo, told(lambda _: named).id)
    review.confirm(bravo.node, bravo.ines, claims=[claim.id for claim in claims], why="reliable")
    onward = notices.open_notice(bravo.node, bravo.ines, a_draft(bravo, reports=(report.id,), urgency=Urgency.EXPECTED))
    decide(bravo, onward, "NO:target", INFORM)
    consent_to(alpha, bravo, onward, "Charlie")

    tearline = preview(bravo, onward, known_as(bravo, "Charlie"))

    assert {claim.source for claim in read_alert(tearline.body).claims} == {SourceType.PARTNER}
    assert "- a partner service: not graded" in tearline.text
    assert b"Alpha" not in tearline.body


def test_the_marking_of_the_newest_version_counts(told, alpha, bravo):
    held = told(strict)
    notice = the_notice(alpha)
    review.mark(alpha.node, alpha.ines, claims=notice.claims, marking=AMBER)
    release_to_again(alpha, notice)
    deliver(alpha, bravo)

    answers.respond(bravo.node, bravo.ines, message=held.id, said="we closed the harbour", uses=[Use.DIRECT])


def release_to_again(alpha, notice):
    change = notices.Change(urgency=notice.urgency, answer_by=notice.answer_by, asks=notice.asks)
    notices.update(alpha.node, alpha.ines, notice=notice.id, change=change)
    release_to(alpha, notice, "Bravo", "IE:target")
