"""Consent: what an originator's answer lets through, whatever the claims and the conditions."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from fakes import NOON
from tocsin.domain.claim import Event
from tocsin.domain.consent import (
    Conditions,
    Consent,
    Ground,
    Origin,
    Part,
    Reply,
    Standing,
    Verdict,
    Wish,
    conditioned,
    permission,
    stricter,
)
from tocsin.domain.entity import EntityKind
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import CounterpartId, MessageId
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from worlds import ENTITIES, worlds

KNOWN = {each.id: each for each in ENTITIES}
TODAY = NOON.date()
NAMES = ("0a", "0b", "0c")
STATES = ("IE", "NO", "DK")
days = st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3))
conditions = st.builds(
    Conditions,
    leave_out=st.sets(st.sampled_from(Part)).map(lambda found: tuple(sorted(found))),
    mark=st.none() | st.sampled_from(Tlp),
    only=st.sets(st.sampled_from(STATES)).map(lambda found: tuple(sorted(found))),
    until=st.none() | days,
)


def _yes(bound):
    return Reply(verdict=Verdict.CONDITIONAL if bound.bind else Verdict.GRANTED, conditions=bound)


replies = st.one_of(conditions.map(_yes), st.none(), st.just(Reply(verdict=Verdict.DENIED)))
some = st.sets(st.sampled_from(NAMES), min_size=1)
states = st.sets(st.sampled_from(STATES), min_size=1)


def a_wish(names, to):
    return Wish(notice="n", claims=tuple(sorted(names)), to=tuple(sorted(to)), ground=Ground.PREVENTION)


@st.composite
def consents(draw):
    reply = draw(replies)
    return Consent(
        id=MessageId("m"),
        direction=draw(st.sampled_from([Direction.OUT, Direction.OUT, Direction.OUT, Direction.IN])),
        counterpart=CounterpartId("alpha"),
        wish=a_wish(draw(some), draw(states)),
        urgency=Urgency.IMMEDIATE,
        made_at=NOON,
        answer_by=NOON,
        reply=reply,
        replied_at=None if reply is None else NOON + timedelta(minutes=draw(st.integers(0, 9))),
    )


@given(st.lists(consents(), max_size=4), some, states)
def test_nothing_goes_that_was_not_asked_about_answered_with_yes_and_still_holds(held, names, to):
    origin = Origin(counterpart=CounterpartId("alpha"), notice="n", names=frozenset(names), is_free=False)
    found = permission(origin, held, to=to, today=TODAY)

    if found.standing is Standing.FREE:
        for name in names:
            yes = [
                each
                for each in held
                if each.direction is Direction.OUT
                and each.covers([name], to)
                and each.reply is not None
                and each.reply.verdict is not Verdict.DENIED
                and (not each.reply.conditions.only or to <= set(each.reply.conditions.only))
                and (each.reply.conditions.until is None or each.reply.conditions.until >= TODAY)
            ]
            assert yes


@given(st.lists(consents(), max_size=4), some, states)
def test_a_last_word_that_is_no_is_no(held, names, to):
    last = Consent(
        id=MessageId("last"),
        direction=Direction.OUT,
        counterpart=CounterpartId("alpha"),
        wish=a_wish(names, to),
        urgency=Urgency.IMMEDIATE,
        made_at=NOON,
        answer_by=NOON,
        reply=Reply(verdict=Verdict.DENIED),
        replied_at=NOON + timedelta(hours=1),
    )
    origin = Origin(counterpart=CounterpartId("alpha"), notice="n", names=frozenset(names), is_free=False)

    assert permission(origin, [last, *held], to=to, today=TODAY).standing is Standing.DENIED


@given(worlds(), st.lists(conditions, max_size=3))
def test_what_an_originator_wants_left_out_is_in_nothing_that_goes(world, bound):
    out = {part for each in bound for part in each.leave_out}
    for claim in world.claims:
        kept = conditioned(claim, bound, KNOWN)
        if kept is None:
            continue
        kinds = {KNOWN[each].kind for each in kept.entities}
        assert Part.PEOPLE not in out or not kinds & {EntityKind.PERSON, EntityKind.GROUP}
        assert Part.PLACES not in out or not kinds & {EntityKind.PLACE, EntityKind.FACILITY}
        assert Part.SOURCE not in out or not (kept.marking.names_source or kept.attribution)
        assert all(each.mark is None or each.mark.within(kept.marking.tlp) for each in bound)
        assert claim.marking.tlp.within(kept.marking.tlp)


@given(worlds())
def test_a_yes_without_conditions_changes_nothing(world):
    for claim in world.claims:
        assert conditioned(claim, (), KNOWN) == claim


@given(worlds(), conditions, conditions)
def test_to_be_bound_twice_is_to_be_bound_by_what_is_stricter(world, first, second):
    for claim in world.claims:
        twice = conditioned(claim, (first, second), KNOWN)
        assert twice == conditioned(claim, (stricter(first, second),), KNOWN)
        if twice is not None and isinstance(claim.content, Event):
            assert replace(twice, content=claim.content, marking=claim.marking, attribution=claim.attribution) == claim
