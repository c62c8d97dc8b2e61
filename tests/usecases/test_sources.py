"""Sources over time, grades that rest on others, and likelihoods against what happened."""

from dataclasses import replace

import pytest

from readings import a_document, an_entity, reads, span, the_plot
from stories import a_draft, claims_of, submit, the_claim
from tocsin.adapters.reader import CallableReader
from tocsin.domain.claim import Claim, Event, EventPlace, Footing, Likelihood, PlaceRole, Status
from tocsin.domain.entity import EntityKind
from tocsin.domain.errors import InvalidError, RefusedError
from tocsin.domain.ids import ClaimId
from tocsin.domain.reading import Reading
from tocsin.domain.weighing import Weight
from tocsin.usecases import intake, notices, review, sources, weighing
from tocsin.vocabulary.admiralty import Credibility, Reliability

SEEN = "A harbour master told us on the telephone that attacks in Ireland are being prepared by men he has seen."


def of_a_harbour_master():
    """An attack on Ireland again, in other words."""
    ireland = an_entity("Ireland", EntityKind.PLACE, text=SEEN)
    attack = Claim(
        id=ClaimId("v1"),
        content=Event(
            type="attack",
            trigger=span(SEEN, "attacks"),
            places=(EventPlace(role=PlaceRole.TARGET, entity=ireland.id),),
        ),
        status=Status.PLANNED,
        evidence=(span(SEEN, "attacks in Ireland are being prepared"),),
        found_by="test",
    )
    return Reading(document=a_document(SEEN), entities=(ireland,), claims=(attack,), concerns=(), reader="test")


def submit_as(town, reading, *, source):
    """Take in a report that reads like this."""
    node = replace(town.node, reader=CallableReader(reads(reading)))
    return intake.submit(node, town.ines, data=b"....", name="other.txt", source=source).id


def grade_1(town, claim, *by):
    return review.grade(
        town.node,
        town.ines,
        claims=[claim.id],
        reliability=Reliability.B,
        credibility=Credibility.CONFIRMED,
        why="both say so",
        footing=Footing(confirmed_by=tuple(each.id for each in by)),
    )


def confirm(town, *claims):
    review.confirm(town.node, town.ines, claims=[each.id for each in claims], why="read it")


def test_ratings_of_a_source_are_kept_and_the_last_is_in_force(alpha, clock):
    sources.rate(alpha.node, alpha.ines, name="Morning Post", reliability=Reliability.B, why="right so far")
    clock.advance(days=90)
    sources.rate(alpha.node, alpha.ines, name="morning  post", reliability=Reliability.D, why="wrong twice")
    (held,) = sources.listing(alpha.node, alpha.uma)

    assert held.name == "Morning Post"
    assert held.reliability is Reliability.D
    assert [(each.reliability, each.why) for each in held.ratings] == [("B", "right so far"), ("D", "wrong twice")]


def test_nobody_grades_one_without_another_source(alpha):
    attack = the_claim(alpha, submit(alpha), says="attack")
    for by in ((), (attack,)):
        with pytest.raises(RefusedError, match="independent"):
            grade_1(alpha, attack, *by)

    assert the_claim(alpha, attack.report, says="attack").grade is None


def test_the_same_text_from_another_paper_is_told_to_be_one_voice_and_confirms_nothing(alpha):
    first = the_claim(alpha, submit(alpha), says="attack")
    copy = the_claim(alpha, submit_as(alpha, the_plot(), source="Sunday Sheet"), says="attack")
    confirm(alpha, first, copy)
    with pytest.raises(RefusedError, match="independent"):
        grade_1(alpha, first, copy)


def test_a_one_rests_on_a_claim_of_another_root_and_says_so_when_that_is_rejected(alpha):
    report = submit(alpha)
    first = the_claim(alpha, report, says="attack")
    other = the_claim(alpha, submit_as(alpha, of_a_harbour_master(), source="the port"), says="attack")
    confirm(alpha, *claims_of(alpha, report), other)
    grade_1(alpha, first, other)
    notice = notices.open_notice(alpha.node, alpha.ines, a_draft(alpha, reports=(report,)))
    before = weighing.of_notice(alpha.node, alpha.ines, notice=notice.id)
    review.reject(alpha.node, alpha.ines, claims=[other.id], why="he took it back")
    after = weighing.of_notice(alpha.node, alpha.ines, notice=notice.id)

    assert before == ()
    assert [(each.weight, each.claim, each.other) for each in after] == [(Weight.UNSUPPORTED, first.id, other.id)]


def likely(town, term):
    """A report whose attack is said to be so likely."""
    plot = the_plot()
    said = Likelihood(scheme="icd203", term=term)
    claims = tuple(
        replace(each, content=replace(each.content, likelihood=said)) if isinstance(each.content, Event) else each
        for each in plot.claims
    )
    report = submit_as(town, replace(plot, claims=claims), source="Morning Post")
    return next(each for each in claims_of(town, report) if isinstance(each.content, Event))


def test_what_was_held_likely_is_scored_by_source_once_somebody_says_what_happened(alpha):
    for term, happened in (("likely", True), ("likely", False), ("unlikely", False)):
        sources.settle(alpha.node, alpha.ines, claim=likely(alpha, term).id, happened=happened, why="in the papers")
    (score,) = sources.calibration(alpha.node, alpha.uma)

    assert (score.source, score.scheme, score.settled) == ("morning post", "icd203", 3)
    assert score.brier == pytest.approx(((0.675 - 1) ** 2 + 0.675**2 + 0.325**2) / 3)


def test_a_claim_that_says_no_likelihood_cannot_be_settled(alpha):
    with pytest.raises(InvalidError, match="does not say how likely"):
        sources.settle(
            alpha.node, alpha.ines, claim=the_claim(alpha, submit(alpha), says="attack").id, happened=True, why="seen"
        )
