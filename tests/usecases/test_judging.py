"""From a reading to claims that a person stands for."""

from dataclasses import replace

import pytest

from fakes import NOON
from nodes import a_node
from readings import PLOT, a_document, reads, the_plot
from stories import a_draft, claims_of, submit, the_claim
from tocsin.adapters.reader import CallableReader
from tocsin.domain.claim import (
    AttributeKind,
    Basis,
    Decision,
    Grade,
    Review,
    Status,
)
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError
from tocsin.domain.marking import Marking
from tocsin.domain.report import ReportKind, Span
from tocsin.usecases import browse, identities, intake, notices, review
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.iep import Attribution, Policy
from tocsin.vocabulary.tlp import Tlp


def reading_with(town, **changes):
    """Let the town's reader read the plot, with every claim changed so."""
    plot = the_plot()
    claims = tuple(replace(claim, **changes) for claim in plot.claims)
    reader = CallableReader(reads(replace(plot, claims=claims)))
    return replace(town, node=replace(town.node, reader=reader))


def nothing_is_kept(town):
    with town.node.store.read() as tx:
        return (tx.reports.where(), tx.claims.where(), tx.entities.where(), tx.originals.where()) == ((), (), (), ())


@pytest.mark.parametrize(
    "evidence",
    [
        (),
        (Span(start=0, end=5, text="Three"),),
        (Span(start=len(PLOT), end=len(PLOT) + 1, text="x"),),
        (Span(start=0, end=3, text="Two"), Span(start=1, end=4, text="Two")),
    ],
)
def test_a_claim_whose_quote_is_not_there_cannot_be_stored(alpha, evidence):
    with pytest.raises(InvalidError, match="whose quote is not in the text"):
        submit(reading_with(alpha, evidence=evidence))

    assert nothing_is_kept(alpha)


def test_a_claim_about_something_the_reader_did_not_find_cannot_be_stored(alpha):
    plot = the_plot()
    reader = CallableReader(reads(replace(plot, entities=plot.entities[1:])))

    with pytest.raises(InvalidError, match="about something it did not find"):
        submit(replace(alpha, node=replace(alpha.node, reader=reader)))

    assert nothing_is_kept(alpha)


def test_whatever_a_reader_says_its_claims_are_drafts_that_nobody_judged(alpha):
    judged = Decision(review=Review.CONFIRMED, by="a-1", at=NOON, why="the machine says so")
    graded = Grade(reliability=Reliability.A, credibility=Credibility.CONFIRMED, by="a-1", at=NOON, why="so")

    report = submit(reading_with(alpha, review=Review.CONFIRMED, decisions=(judged,), grades=(graded,), supersedes="c"))

    for claim in claims_of(alpha, report):
        assert (claim.review, claim.decisions, claim.grade, claim.supersedes) == (Review.DRAFT, (), None, None)


def test_a_report_is_kept_byte_for_byte_with_who_gave_it(alpha):
    data = bytes(range(256))

    report = intake.submit(alpha.node, alpha.ines, data=data, name="", source=" ")

    with alpha.node.store.read() as tx:
        assert tx.originals.get(report.id).data == data
    assert (report.name, report.source, report.received_by) == ("unnamed", "not stated", alpha.ines.account)


def test_a_note_is_a_report_like_any_other(alpha):
    report = intake.note(alpha.node, alpha.ines, text="He rang.", name="call", source="a caller")

    assert report.kind is ReportKind.NOTE
    assert len(claims_of(alpha, report.id)) == len(the_plot().claims)


def test_what_cannot_be_read_is_kept_with_the_reason_and_claims_nothing(alpha):
    unread = replace(the_plot(), claims=(), entities=(), concerns=(), unread_because="the language is de")
    town = replace(alpha, node=replace(alpha.node, reader=CallableReader(reads(unread))))

    report = intake.submit(town.node, town.ines, data=b"Guten Tag", name="x", source="x")

    assert report.unread_because == "the language is de"
    assert claims_of(alpha, report.id) == ()


def test_ids_of_a_reading_never_become_ids_of_the_node(alpha):
    first, second = submit(alpha), submit(alpha)

    names = [claim.id for report in (first, second) for claim in claims_of(alpha, report)]
    entities = {each for report in (first, second) for claim in claims_of(alpha, report) for each in claim.entities}
    assert len(set(names)) == len(names)
    assert not {"Baba Kidege", "Ireland"} & entities
    assert not {"v1", "a1"} & set(names)


def test_confirming_a_group_is_one_act_recorded_for_each(alpha):
    claims = [claim.id for claim in claims_of(alpha, submit(alpha))]
    with alpha.node.store.read() as tx:
        before = len(tx.leaves.where())

    done = review.confirm(alpha.node, alpha.ines, claims=claims, why="read it")

    with alpha.node.store.read() as tx:
        entries = [leaf.record for leaf in tx.leaves.where()[before:]]
    assert [claim.review for claim in done] == [Review.CONFIRMED] * len(claims)
    assert all(claim.decisions[-1].by == alpha.ines.account for claim in done)
    assert [claim for claim in claims if not any(claim.encode() in entry for entry in entries)] == []
    assert len(entries) == len(claims) + 1  # and the act as a whole, in the journal of processing


def test_confirming_twice_or_naming_a_claim_twice_is_recorded_once(alpha):
    claim = claims_of(alpha, submit(alpha))[0].id

    review.confirm(alpha.node, alpha.ines, claims=[claim, claim], why="read it")
    (again,) = review.confirm(alpha.node, alpha.rosa, claims=[claim], why="so did I")

    assert [each.by for each in again.decisions] == [alpha.ines.account]


def test_a_judgement_without_a_reason_or_on_nothing_is_refused(alpha):
    claim = claims_of(alpha, submit(alpha))[0].id

    for claims, why in (([claim], " "), ([], "why")):
        for judge in (review.confirm, review.reject):
            with pytest.raises(InvalidError):
                judge(alpha.node, alpha.ines, claims=claims, why=why)
    with pytest.raises(InvalidError):
        review.correct(alpha.node, alpha.ines, claim=claim, why="no change named")


def test_one_claim_that_cannot_be_judged_keeps_the_whole_group_as_it_was(alpha):
    first, *_ = claims_of(alpha, submit(alpha))

    with pytest.raises(NotFoundError):
        review.confirm(alpha.node, alpha.ines, claims=[first.id, "c-unknown"], why="read it")

    assert claims_of(alpha, first.report)[0].review is Review.DRAFT


def test_a_correction_stands_beside_the_claim_it_supersedes(alpha):
    report = submit(alpha)
    old = the_claim(alpha, report, says="TZ")

    new = review.correct(alpha.node, alpha.ines, claim=old.id, why="passport seen", value="KE")

    kept = next(claim for claim in claims_of(alpha, report) if claim.id == old.id)
    assert (kept.content, kept.review) == (old.content, Review.SUPERSEDED)
    assert (new.content.value, new.review, new.supersedes) == ("KE", Review.CONFIRMED, old.id)
    assert (new.evidence, new.decisions[0].why) == (old.evidence, "passport seen")


def test_what_was_superseded_is_never_judged_again(alpha):
    report = submit(alpha)
    old = the_claim(alpha, report, says="TZ")
    review.correct(alpha.node, alpha.ines, claim=old.id, why="passport seen", value="KE")

    with pytest.raises(ConflictError, match="superseded"):
        review.confirm(alpha.node, alpha.ines, claims=[old.id], why="after all")
    with pytest.raises(ConflictError):
        notices.open_notice(alpha.node, alpha.ines, a_draft(alpha, claims=(old.id,)))


@pytest.mark.parametrize(("says", "value"), [("TZ", "Tanzania"), ("attack", "mischief")])
def test_a_correction_that_no_rule_could_read_is_refused_and_changes_nothing(alpha, says, value):
    report = submit(alpha)
    claim = the_claim(alpha, report, says=says)

    with pytest.raises(InvalidError):
        review.correct(alpha.node, alpha.ines, claim=claim.id, why="so", value=value)

    assert the_claim(alpha, report, says=says) == claim


def test_the_status_and_the_basis_are_corrected_without_touching_what_is_said(alpha):
    attack = the_claim(alpha, submit(alpha), says="attack")

    new = review.correct(
        alpha.node, alpha.ines, claim=attack.id, why="x", status=Status.POSSIBLE, basis=Basis.ASSESSMENT
    )

    assert (new.content, new.status, new.basis) == (attack.content, Status.POSSIBLE, Basis.ASSESSMENT)


def test_a_grade_is_added_and_the_earlier_one_is_kept(alpha):
    claim = claims_of(alpha, submit(alpha))[0].id
    for given in (Credibility.DOUBTFUL, Credibility.CANNOT_JUDGE):
        (graded,) = review.grade(
            alpha.node, alpha.ines, claims=[claim], reliability=Reliability.CANNOT_JUDGE, credibility=given, why="x"
        )

    assert [each.credibility for each in graded.grades] == [Credibility.DOUBTFUL, Credibility.CANNOT_JUDGE]
    assert graded.grade.credibility.rank is None
    assert graded.grade.reliability.rank is None


def test_a_marking_replaces_the_whole_of_the_earlier_one(alpha):
    claim = claims_of(alpha, submit(alpha))[0].id
    review.mark(
        alpha.node, alpha.ines, claims=[claim], marking=Marking(tlp=Tlp.RED, policy=Policy(attribution=Attribution.MAY))
    )

    (marked,) = review.mark(alpha.node, alpha.ines, claims=[claim], marking=Marking(tlp=Tlp.GREEN))

    assert marked.marking == Marking(tlp=Tlp.GREEN)


def test_only_confirmed_claims_are_gathered_into_a_notice(alpha):
    report = submit(alpha)
    attack, no = (the_claim(alpha, report, says=each).id for each in ("attack", "NO"))
    review.confirm(alpha.node, alpha.ines, claims=[attack], why="read it")
    review.reject(alpha.node, alpha.ines, claims=[no], why="no")

    assert notices.open_notice(alpha.node, alpha.ines, a_draft(alpha, reports=(report,))).claims == (attack,)


def test_identities_are_judged_taken_back_once_and_both_stay_on_record(alpha):
    reports = [submit(alpha), submit(alpha)]
    people = [browse.report(alpha.node, alpha.ines, report=each).entities[0].id for each in reports]

    same = identities.judge(alpha.node, alpha.ines, entities=people, are_same=True, why="one photograph")
    undone = identities.undo(alpha.node, alpha.rosa, identity=same.id)
    other = identities.judge(alpha.node, alpha.ines, entities=people, are_same=False, why="two heights")

    assert undone == replace(same, undone_by=alpha.rosa.account, undone_at=alpha.node.clock.now())
    assert identities.listing(alpha.node, alpha.uma) == (undone, other)
    with pytest.raises(ConflictError):
        identities.undo(alpha.node, alpha.rosa, identity=same.id)
    assert [browse.report(alpha.node, alpha.ines, report=each).entities[0].id for each in reports] == people


@pytest.mark.parametrize(("count", "why"), [(1, "why"), (0, "why"), (2, " ")])
def test_an_identity_takes_two_entities_and_a_reason(alpha, count, why):
    people = [entity.id for entity in browse.report(alpha.node, alpha.ines, report=submit(alpha)).entities[:count]]

    with pytest.raises(InvalidError):
        identities.judge(alpha.node, alpha.ines, entities=[*people, *people[:1]], are_same=True, why=why)


def test_an_identity_of_somebody_unknown_is_refused(alpha):
    with pytest.raises(NotFoundError):
        identities.judge(alpha.node, alpha.ines, entities=["e-1", "e-2"], are_same=True, why="x")


def test_a_node_without_a_reader_keeps_nothing_of_what_it_cannot_read():
    def refuse(data, **facts):
        raise InvalidError("this is no text")

    node = a_node(read=refuse)
    from tocsin.domain.actor import Actor, Role

    ines = Actor(account="a", name="ines", roles=frozenset({Role.ANALYST}))
    with pytest.raises(InvalidError):
        intake.submit(node, ines, data=b"\0", name="x", source="x")
    with node.store.read() as tx:
        assert tx.reports.where() == tx.leaves.where() == ()


def test_the_document_of_a_reading_is_the_document_of_the_report(alpha):
    report = submit(alpha)

    view = browse.report(alpha.node, alpha.ines, report=report)
    assert view.report.document == a_document(PLOT)
    assert all(claim.rests_on(PLOT) for claim in view.claims)
    assert AttributeKind.ORIGIN in {getattr(claim.content, "kind", None) for claim in view.claims}
