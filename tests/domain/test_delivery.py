"""What became of a message, and what is still owed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import NOON, FixedClock
from tocsin.domain.delivery import Answer, Delivery, DeliveryState, wait_before, wait_in_silence
from tocsin.domain.errors import ConflictError
from tocsin.vocabulary.urgency import Urgency

SENT = Delivery(
    id="m",
    kind="alert",
    counterpart="o-1",
    state=DeliveryState.QUEUED,
    created_at=NOON,
    acknowledge_by=NOON + timedelta(hours=1),
    answer_by=NOON + timedelta(days=1),
)
FINAL = (DeliveryState.STOPPED, DeliveryState.TOLD)
ANSWERED = (DeliveryState.STORED, DeliveryState.QUARANTINED, DeliveryState.REFUSED)
MOMENTS = st.integers(0, 100_000).map(lambda seconds: NOON + timedelta(seconds=seconds))
ANSWERS = st.builds(
    Answer,
    opened_at=st.none() | MOMENTS,
    acknowledged_at=st.none() | MOMENTS,
    responded_at=st.none() | MOMENTS,
)


@pytest.mark.parametrize("state", FINAL)
@pytest.mark.parametrize("other", DeliveryState)
def test_what_is_settled_never_becomes_anything_else(state, other):
    with pytest.raises(ConflictError, match=f"is {state} cannot become {other}"):
        replace(SENT, state=state).moved(other)


def test_what_waits_for_a_node_is_never_told_by_hand_and_the_reverse():
    with pytest.raises(ConflictError):
        SENT.moved(DeliveryState.TOLD)
    for state in (DeliveryState.STORED, DeliveryState.QUEUED, DeliveryState.REFUSED):
        with pytest.raises(ConflictError):
            replace(SENT, state=DeliveryState.TO_HAND).moved(state)


@pytest.mark.parametrize("state", ANSWERED)
@pytest.mark.parametrize("other", ANSWERED)
def test_what_was_answered_is_answered_otherwise_only_when_it_was_carried_again(state, other):
    answered = replace(SENT, state=state)

    with pytest.raises(ConflictError):
        answered.moved(other)
    assert answered.moved(DeliveryState.QUEUED).moved(other).state is other


def test_what_their_node_has_never_becomes_failed():
    with pytest.raises(ConflictError):
        replace(SENT, state=DeliveryState.STORED).moved(DeliveryState.FAILED)


def test_the_answers_fall_due_one_after_the_other():
    clock = FixedClock()
    delivered = replace(SENT.moved(DeliveryState.STORED), delivered_at=NOON)

    assert delivered.owes(clock.now()) is None
    clock.advance(hours=1)
    assert delivered.owes(clock.now()) is None
    clock.advance(seconds=1)
    assert delivered.owes(clock.now()) == "acknowledgement"
    assert SENT.owes(clock.now()) == "receipt"
    clock.advance(days=1)
    assert delivered.owes(clock.now()) == "response"


def test_who_acknowledged_owes_the_response_only():
    acknowledged = replace(SENT, delivered_at=NOON, answer=Answer(acknowledged_at=NOON))

    assert acknowledged.owes(NOON + timedelta(hours=2)) is None
    assert acknowledged.owes(NOON + timedelta(days=2)) == "response"


@given(ANSWERS, MOMENTS)
def test_who_responded_owes_nothing_whatever_came_before(answer, now):
    assert replace(SENT, answer=replace(answer, responded_at=NOON)).owes(now) is None


@given(ANSWERS, st.lists(MOMENTS, min_size=2).map(sorted))
def test_a_debt_is_not_forgotten_by_waiting(answer, moments):
    delivery = replace(SENT, delivered_at=NOON, answer=answer)
    order = [None, "acknowledgement", "response"]
    owed = [order.index(delivery.owes(now)) for now in moments]

    assert owed == sorted(owed)


def test_who_refused_a_message_owes_nothing_about_it():
    assert SENT.moved(DeliveryState.REFUSED).owes(NOON + timedelta(days=9)) is None


def test_a_message_without_a_deadline_is_never_overdue():
    assert replace(SENT, acknowledge_by=None, answer_by=None).owes(NOON + timedelta(days=999)) is None


@given(st.integers(1, 10**9), st.floats(0, 1))
def test_a_pause_is_half_a_second_to_ten_minutes(attempt, jitter):
    assert timedelta(seconds=0.5) <= wait_before(attempt, jitter) <= timedelta(minutes=10)


@given(st.integers(1, 1000))
def test_pauses_never_get_shorter_and_jitter_takes_at_most_half(attempt):
    assert wait_before(attempt, 0) <= wait_before(attempt + 1, 0)
    assert wait_before(attempt, 1) * 2 == wait_before(attempt, 0)


@given(st.integers(1, 1000))
def test_a_pause_in_silence_never_gets_shorter(attempt):
    assert wait_in_silence(attempt, Urgency.FUTURE, 0) <= wait_in_silence(attempt + 1, Urgency.FUTURE, 0)


@given(st.integers(1, 10**9), st.floats(0, 1))
def test_what_is_immediate_is_tried_every_ten_minutes_however_long_nobody_answers(attempt, jitter):
    assert wait_in_silence(attempt, Urgency.IMMEDIATE, jitter) == wait_before(attempt, jitter)


@pytest.mark.parametrize("urgency", [Urgency.EXPECTED, Urgency.FUTURE])
def test_everything_else_is_tried_once_an_hour_in_the_end_and_as_soon_as_ever_in_the_first_half_hour(urgency):
    pauses = [wait_in_silence(attempt, urgency, 0) for attempt in range(1, 40)]

    assert pauses[:12] == [wait_before(attempt, 0) for attempt in range(1, 13)]
    assert sum(pauses[:12], timedelta(0)) > timedelta(minutes=30)
    assert pauses[-1] == max(pauses) == timedelta(hours=1)
