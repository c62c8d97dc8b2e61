"""Law as a precondition: what is stated of claims about people, who looked at them and why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from federation import deliver
from stories import a_draft, a_federation, claims_of, open_notice, release_to, submit, the_claim
from tocsin.domain.claim import Attribute, Review
from tocsin.domain.errors import InvalidError, RefusedError
from tocsin.domain.lawful import lacks
from tocsin.domain.logbook import Operation
from tocsin.domain.personal import Law, Stated
from tocsin.usecases import answers, audit, browse, duties, explaining, notices, processing, review
from tocsin.usecases.processing import Search
from tocsin.usecases.steps import logbook
from tocsin.vocabulary.law import Purpose, Special, SubjectCategory


@pytest.fixture
def alpha():
    return a_federation()[2][0]


def entities(town, report):
    return {each.id: each for each in browse.report(town.node, town.ines, report=report).entities}


def searched(town, **wanted):
    return processing.search(town.node, town.uma, wanted=Search(**wanted), why="an audit")


def test_to_confirm_is_to_state_what_the_node_proposes(alpha):
    report = submit(alpha)
    open_notice(alpha, report)
    attack = the_claim(alpha, report, says="attack")
    today = alpha.node.clock.now().date()

    assert {each.category for each in attack.personal.subjects} == {SubjectCategory.SUSPECT}
    assert (attack.personal.purpose, attack.personal.legal_basis) == (Purpose.PREVENTION, "the act that founds us")
    assert attack.personal.review_on == today + Law().review_after
    assert attack.personal.by == alpha.ines.account
    assert lacks(attack, entities(alpha, report), today) is None


def test_what_is_said_of_a_suspect_elsewhere_is_said_of_a_suspect(alpha):
    report = submit(alpha)
    open_notice(alpha, report)
    his = the_claim(alpha, report, says="TZ")

    assert his.personal.category(his.content.entity) is SubjectCategory.SUSPECT


def test_a_person_states_otherwise_and_later_anew(alpha):
    report = submit(alpha)
    names = [each.id for each in claims_of(alpha, report)]
    stated = Stated(category=SubjectCategory.OTHER, legal_basis="another act")
    review.confirm(alpha.node, alpha.ines, claims=names, why="read it", stated=stated)
    attack = the_claim(alpha, report, says="attack")
    later = attack.personal.review_on + timedelta(days=90)

    (again,) = review.restate(
        alpha.node, alpha.rosa, claims=[attack.id], why="reviewed", stated=Stated(review_on=later)
    )

    assert {each.category for each in again.personal.subjects} == {SubjectCategory.OTHER}
    assert (again.personal.legal_basis, again.personal.review_on) == ("another act", later)
    assert again.personal.by == alpha.rosa.account


def test_a_claim_about_nobody_needs_no_law(alpha):
    report = submit(alpha)
    open_notice(alpha, report)
    known = entities(alpha, report)

    for claim in claims_of(alpha, report):
        if isinstance(claim.content, Attribute) and not known[claim.content.entity].is_identifiable:
            assert claim.personal is None
            assert lacks(claim, known, alpha.node.clock.now().date()) is None


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"subjects": ()}, "the category of somebody it is about"),
        ({"legal_basis": " "}, "a legal basis"),
        ({"special": frozenset({Special.HEALTH})}, "why what is special about it is strictly necessary"),
        ({"review_on": None}, "a review date that has not passed"),
    ],
)
def test_a_claim_about_somebody_that_lacks_anything_cannot_leave(alpha, change, missing):
    notice = open_notice(alpha)
    today = alpha.node.clock.now().date()
    if "review_on" in change:
        change = {"review_on": today - timedelta(days=1)}
    with alpha.node.store.begin() as tx:
        for claim in tx.claims.where():
            if claim.personal is not None:
                tx.claims.put(replace(claim, personal=replace(claim.personal, **change)))

    with pytest.raises(RefusedError):
        release_to(alpha, notice, "Charlie", "NO:target")
    cells = explaining.explain(alpha.node, alpha.rosa, notice=notice.id).cells
    assert any(missing in each.about for each in cells)


def test_a_node_that_names_no_legal_basis_shares_nothing_about_people_until_one_is_stated(alpha):
    town = replace(alpha, node=replace(alpha.node, law=Law()))
    notice = open_notice(town)

    with pytest.raises(RefusedError):
        release_to(town, notice, "Charlie", "NO:target")


def test_who_did_not_take_a_report_in_says_first_why_they_look_at_it(alpha):
    report = submit(alpha)

    assert browse.report(alpha.node, alpha.ines, report=report).claims
    with pytest.raises(RefusedError, match="say first why"):
        browse.report(alpha.node, alpha.rosa, report=report)
    with pytest.raises(InvalidError):
        processing.consult(alpha.node, alpha.rosa, report=report, why=" ")
    processing.consult(alpha.node, alpha.rosa, report=report, why="she stands in tonight")
    assert browse.report(alpha.node, alpha.rosa, report=report).claims
    (entry,) = [row for row in searched(alpha, operation=Operation.CONSULTATION).rows if row.by == "rosa"]
    assert (entry.entry.why, entry.entry.case) == ("she stands in tonight", report)


def test_a_reason_runs_out(alpha):
    report = submit(alpha)
    processing.consult(alpha.node, alpha.rosa, report=report, why="tonight")
    alpha.node.clock.advance(hours=12)

    with pytest.raises(RefusedError, match="say first why"):
        browse.report(alpha.node, alpha.rosa, report=report)


def test_whoever_looks_at_a_notice_its_board_or_its_tearline_says_first_why(alpha):
    report = submit(alpha)
    review.confirm(alpha.node, alpha.ines, claims=[each.id for each in claims_of(alpha, report)], why="read it")
    made = notices.open_notice(alpha.node, alpha.ines, a_draft(alpha, reports=(report,)))
    looks = (
        lambda: browse.notice(alpha.node, alpha.rosa, notice=made.id),
        lambda: duties.board(alpha.node, alpha.rosa, notice=made.id),
        lambda: explaining.explain(alpha.node, alpha.rosa, notice=made.id),
    )

    for look in looks:
        with pytest.raises(RefusedError, match="say first why"):
            look()
    with pytest.raises(InvalidError):
        processing.consult_notice(alpha.node, alpha.rosa, notice=made.id, why=" ")
    processing.consult_notice(alpha.node, alpha.rosa, notice=made.id, why="decides who is told")
    assert all(look() for look in looks)
    (entry,) = [row.entry for row in searched(alpha, operation=Operation.CONSULTATION, by="rosa").rows]
    assert (entry.why, entry.case) == ("decides who is told", made.id)
    assert entry.people
    assert set(made.claims) <= set(entry.objects)
    alpha.node.clock.advance(hours=12)
    for look in looks:
        with pytest.raises(RefusedError, match="say first why"):
            look()


def test_who_looks_at_a_warning_that_came_in_is_in_the_journal_once_in_twelve_hours():
    clock, _, (alpha, bravo, _) = a_federation()
    release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    deliver(alpha)
    (item,) = browse.inbox(bravo.node, bravo.ines)

    for _ in range(2):
        answers.open_warning(bravo.node, bravo.ines, message=item.incoming.id)
    (row,) = searched(bravo, operation=Operation.CONSULTATION, by="ines").rows
    assert (row.entry.case, row.entry.objects) == (item.incoming.id, (item.incoming.id,))
    assert row.entry.why == logbook.SENT_TO_US
    clock.advance(hours=12)
    answers.open_warning(bravo.node, bravo.ines, message=item.incoming.id)
    assert len(searched(bravo, operation=Operation.CONSULTATION, by="ines").rows) == 2


def test_a_tearline_and_its_letter_are_looked_at_for_a_reason_too(alpha):
    report = submit(alpha)
    tearline, delivery = release_to(alpha, open_notice(alpha, report), "Charlie", "NO:target")
    alpha.node.clock.advance(hours=12)

    with pytest.raises(RefusedError, match="say first why"):
        browse.tearline(alpha.node, alpha.rosa, tearline=tearline.id)
    with pytest.raises(RefusedError, match="say first why"):
        browse.letter(alpha.node, alpha.rosa, delivery=delivery.id)
    processing.consult_notice(alpha.node, alpha.rosa, notice=tearline.notice, why="they rang about it")
    assert browse.tearline(alpha.node, alpha.rosa, tearline=tearline.id).text
    assert browse.letter(alpha.node, alpha.rosa, delivery=delivery.id)


def test_a_reason_for_all_the_reports_of_a_notice_is_one_for_the_notice(alpha):
    report = submit(alpha)
    review.confirm(alpha.node, alpha.ines, claims=[each.id for each in claims_of(alpha, report)], why="read it")
    made = notices.open_notice(alpha.node, alpha.ines, a_draft(alpha, reports=(report,)))
    processing.consult(alpha.node, alpha.rosa, report=report, why="she stands in tonight")

    assert browse.notice(alpha.node, alpha.rosa, notice=made.id).claims


def test_the_auditor_sees_who_had_what_about_a_person_and_why_and_who_got_it(alpha):
    report = submit(alpha)
    release_to(alpha, open_notice(alpha, report), "Charlie", "NO:target")
    whom = next(each.name for each in entities(alpha, report).values() if each.is_identifiable)

    found = searched(alpha, whom=whom.upper())

    done = [row.entry.operation for row in found.rows]
    assert done[0] is Operation.COLLECTION
    assert {Operation.ALTERATION, Operation.DISCLOSURE} <= set(done)
    (told,) = [row for row in found.rows if row.entry.operation is Operation.DISCLOSURE]
    assert (told.recipient, told.by, told.entry.legal_basis) == ("Charlie", "omar", "UN SCR 1373 (2001)")
    assert SubjectCategory.SUSPECT in told.entry.categories
    assert all(each.claims for each in found.held)


def test_a_search_is_itself_in_the_journal(alpha):
    submit(alpha)
    searched(alpha, whom="Nobody Known")

    assert "an audit" in [row.entry.why for row in searched(alpha).rows]


def test_every_entry_is_in_the_ledger_by_a_salted_digest_and_by_no_word_of_it(alpha):
    release_to(alpha, open_notice(alpha), "Charlie", "NO:target")
    rows = searched(alpha).rows
    leaves = [leaf.record for leaf in audit.entries(alpha.node, alpha.uma)]

    for row in rows:
        (leaf,) = [each for each in leaves if row.entry.id.encode() in each]
        assert logbook.digest(row.entry).encode() in leaf
        assert row.entry.why.encode() not in leaf
        assert logbook.digest(replace(row.entry, why="another reason")).encode() not in leaf


def test_rejecting_takes_no_law(alpha):
    report = submit(alpha)
    names = [each.id for each in claims_of(alpha, report)]

    for claim in review.reject(alpha.node, alpha.ines, claims=names, why="no"):
        assert (claim.review, claim.personal) == (Review.REJECTED, None)
