"""Protection: who may be made known to the state he is protected from, on which ground, and until when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import NOON
from tocsin.domain.errors import InvalidError, RefusedError
from tocsin.domain.ids import AccountId, EntityId, NoticeId
from tocsin.domain.protection import Ground, Lift

TODAY = NOON.date()
LIFT = Lift(
    id="l",
    notice=NoticeId("n"),
    person=EntityId("him"),
    country="TZ",
    ground=Ground.OWN_WISH,
    reason="he asks for it",
    expires_on=TODAY + timedelta(days=9),
    proposed_by=AccountId("rosa"),
    proposed_at=NOON,
)


@given(st.sampled_from(Ground), st.sampled_from(["source", "confidential source", "police informant"]))
def test_a_source_is_never_made_known(ground, protection):
    with pytest.raises(RefusedError, match="handles the source"):
        replace(LIFT, ground=ground).require_sense([protection], TODAY)


@given(st.sampled_from(Ground))
def test_a_minor_is_made_known_only_where_a_life_depends_on_it(ground):
    lift = replace(LIFT, ground=ground)
    if ground is Ground.VITAL_INTEREST:
        lift.require_sense(["minor"], TODAY)
    else:
        with pytest.raises(RefusedError, match="a life depends"):
            lift.require_sense(["minor"], TODAY)


@given(st.integers(-5, 20))
def test_nothing_is_lifted_by_one_person_or_after_its_day(days):
    today = TODAY + timedelta(days=days)
    confirmed = LIFT.confirmed(by=AccountId("omar"), at=NOON)

    assert not LIFT.holds(today)
    assert confirmed.holds(today) == (today < LIFT.expires_on)


def test_whoever_proposed_it_cannot_confirm_and_nobody_proposes_without_a_reason():
    with pytest.raises(RefusedError, match="second person"):
        LIFT.confirmed(by=AccountId("rosa"), at=NOON)
    with pytest.raises(InvalidError):
        replace(LIFT, reason=" ").require_sense(["refugee"], TODAY)
