"""Breaches: opened by themselves where something was misdelivered, with a clock, and kept."""

from datetime import timedelta

import pytest

from federation import deliver
from stories import known_as, open_notice, release_to
from tocsin.domain.breach import TELL_WITHIN, Extent, Nature
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.recall import WithdrawalGround
from tocsin.domain.task import Act
from tocsin.usecases import breaches, browse, recall

ACCOUNT = breaches.Account(
    facts="It went to Bravo.", consequences="Little.", measures="Asked back.", risk="Low: read by two."
)


@pytest.fixture
def told(federation):
    """Alpha has told Bravo."""
    clock, _, (alpha, bravo, _) = federation
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo)
    return clock, alpha, notice


def take_back(town, notice, ground=WithdrawalGround.NOT_THEIRS):
    return recall.withdraw(town.node, town.rosa, notice=notice.id, ground=ground, why="it was for another desk")


def listed(town):
    return breaches.listing(town.node, town.uma)


def opened(town):
    return breaches.report(
        town.node, town.uma, nature=Nature.LOST, facts="A stick is gone.", extent=Extent(subjects=3, records=9)
    )


def test_what_is_taken_back_as_misdelivered_opens_its_file_in_the_same_act(told):
    clock, alpha, notice = told
    take_back(alpha, notice)
    (breach,) = listed(alpha)

    assert (breach.nature, breach.notice) == (Nature.MISDELIVERED, notice.id)
    assert breach.counterparts == (known_as(alpha, "Bravo").id,)
    assert breach.extent.subjects >= 2
    assert breach.due == clock.now() + TELL_WITHIN


@pytest.mark.parametrize("ground", [WithdrawalGround.INACCURATE, WithdrawalGround.SOURCE, WithdrawalGround.RIGHTS])
def test_what_is_taken_back_for_another_reason_is_no_breach(told, ground):
    _, alpha, notice = told
    take_back(alpha, notice, ground)

    assert listed(alpha) == ()


def test_the_clock_of_seventy_two_hours_stands_on_the_first_page_until_the_authority_was_told(told):
    _, alpha, notice = told
    take_back(alpha, notice)
    before = [task for task in browse.now(alpha.node, alpha.uma) if task.act is Act.TELL_AUTHORITY]
    breaches.tell_authority(alpha.node, alpha.uma, breach=listed(alpha)[0].id)
    after = [task for task in browse.now(alpha.node, alpha.uma) if task.act is Act.TELL_AUTHORITY]

    assert [task.due for task in before] == [listed(alpha)[0].learnt_at + TELL_WITHIN]
    assert after == []


def test_who_tells_the_authority_late_says_why(told):
    clock, alpha, _ = told
    breach = opened(alpha)
    clock.advance(hours=73)
    with pytest.raises(InvalidError, match="why it is late"):
        breaches.tell_authority(alpha.node, alpha.uma, breach=breach.id)
    late = breaches.tell_authority(alpha.node, alpha.uma, breach=breach.id, why_late="nobody could be reached")

    assert late.authority.why_late == "nobody could be reached"
    with pytest.raises(ConflictError, match="already"):
        breaches.tell_authority(alpha.node, alpha.uma, breach=breach.id)


def test_the_clock_runs_from_when_it_was_learnt_of_which_cannot_lie_ahead(told):
    clock, alpha, _ = told
    since = clock.now() - timedelta(hours=5)
    extent = Extent(subjects=1, records=1)
    breach = breaches.report(
        alpha.node, alpha.rosa, nature=Nature.DISCLOSED, facts="Read aloud.", extent=extent, learnt_at=since
    )

    assert breach.due == since + TELL_WITHIN
    with pytest.raises(InvalidError):
        breaches.report(
            alpha.node,
            alpha.rosa,
            nature=Nature.DISCLOSED,
            facts="Read aloud.",
            extent=extent,
            learnt_at=clock.now() + timedelta(hours=1),
        )


def test_a_file_is_closed_when_everything_the_law_asks_for_is_written_down_and_then_stays_as_it_is(told):
    _, alpha, _ = told
    breach = opened(alpha)
    with pytest.raises(ConflictError, match="consequences, measures, risk"):
        breaches.close(alpha.node, alpha.uma, breach=breach.id)
    breaches.describe(alpha.node, alpha.uma, breach=breach.id, account=ACCOUNT)
    closed = breaches.close(alpha.node, alpha.uma, breach=breach.id)

    assert closed.due is None
    with pytest.raises(ConflictError, match="is closed"):
        breaches.describe(alpha.node, alpha.uma, breach=breach.id, account=ACCOUNT)
    assert listed(alpha) == (closed,)


def test_what_was_written_stays_where_nothing_else_is_said(told):
    _, alpha, _ = told
    breach = opened(alpha)
    changed = breaches.describe(alpha.node, alpha.uma, breach=breach.id, account=breaches.Account(risk="high"))

    assert (changed.facts, changed.risk) == ("A stick is gone.", "high")


def test_an_analyst_may_report_a_breach_and_not_keep_its_file(told):
    _, alpha, _ = told
    made = breaches.report(
        alpha.node, alpha.ines, nature=Nature.LOST, facts="A stick is gone.", extent=Extent(subjects=1, records=1)
    )
    with pytest.raises(RefusedError):
        breaches.tell_authority(alpha.node, alpha.ines, breach=made.id)
