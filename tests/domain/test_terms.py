"""What of a marking binds whoever is told: everything that is about them, and nothing of anybody else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markings import CODES, MARKINGS, ORGANISATIONS
from tocsin.domain.errors import InvalidError
from tocsin.domain.marking import Marking, Reader, combined
from tocsin.domain.terms import Bar, Terms, Use, marking_of, terms_for
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import PermittedActions, Policy
from tocsin.vocabulary.tlp import Tlp

OTHERS = st.frozensets(st.sampled_from([*CODES, *ORGANISATIONS[1:]]), min_size=1)
WE = ORGANISATIONS[0]


@given(MARKINGS, OTHERS, st.frozensets(st.sampled_from(ORGANISATIONS[1:]), min_size=1))
def test_terms_say_nothing_of_anybody_else(marking, listed, others):
    bound = replace(marking, releasable_to=frozenset({WE}), originators=frozenset({ORGANISATIONS[2]}))
    elsewhere = {Reader(name="Zed", organisation=each) for each in others} if marking.tlp is Tlp.RED else set()
    changed = replace(bound, releasable_to=listed | {WE}, originators=others, readers=marking.readers | elsewhere)

    assert terms_for(changed, WE) == terms_for(bound, WE)


@given(MARKINGS)
def test_what_we_hold_of_it_permits_nothing_that_was_forbidden(marking):
    held = marking_of(terms_for(marking, WE), marking.tlp, sender="Harbour Watch")

    told = replace(marking, readers=frozenset(), originators=frozenset(), releasable_to=None)
    read = frozenset(replace(each, read_by=None) for each in told.restrictions)
    assert held.within(replace(told, restrictions=read))


@given(MARKINGS)
def test_whoever_is_not_free_to_pass_it_on_asks(marking):
    asks = terms_for(marking, WE).ask_first

    assert asks or (marking.tlp is Tlp.CLEAR and not marking.originators and marking.releasable_to is None)
    assert asks or HandlingCode.H2 not in marking.codes


@given(MARKINGS, MARKINGS, st.sampled_from(Use))
def test_a_whole_bars_whatever_one_of_its_parts_bars(one, other, use):
    whole = terms_for(combined(one, other), WE)

    assert whole.bars(use) or not (terms_for(one, WE).bars(use) or terms_for(other, WE).bars(use))


@pytest.mark.parametrize(
    ("actions", "barred"),
    [
        (PermittedActions.DIRECT, {}),
        (PermittedActions.INDIRECT, {Use.DIRECT: Bar.NOTICED}),
        (PermittedActions.INTERNAL, {Use.DIRECT: Bar.NOTICED, Use.INDIRECT: Bar.NOTICED}),
        (PermittedActions.CONTACT, dict.fromkeys((Use.INTERNAL, Use.INDIRECT, Use.DIRECT), Bar.ASK)),
        (PermittedActions.NONE, dict.fromkeys((Use.INTERNAL, Use.INDIRECT, Use.DIRECT), Bar.NOTHING)),
    ],
)
def test_each_word_of_iep_bars_what_goes_beyond_it(actions, barred):
    terms = Terms(policy=Policy(permitted_actions=actions))

    assert {use: bar for use in Use if (bar := terms.bars(use)) is not None} == barred


def test_h1_keeps_it_out_of_court_and_of_nothing_else():
    terms = Terms(codes=(HandlingCode.H1,))

    assert [use for use in Use if terms.bars(use)] == [Use.COURT]


def test_a_reader_is_known_by_name_or_office_however_it_is_written():
    terms = Terms(readers=("Zoë Ülker", "Releasing officer"))

    assert terms.are_for({"zoë ülker"})
    assert terms.are_for({"ines", "releasing officer"})
    assert not terms.are_for({"ines", "analyst"})


def test_terms_that_contradict_themselves_are_refused():
    with pytest.raises(InvalidError, match="H2"):
        Terms(codes=(HandlingCode.H2,), ask_first=False)
    with pytest.raises(InvalidError, match="H3"):
        Terms(codes=(HandlingCode.H3,))


def test_a_claim_marked_for_everybody_is_told_without_asking():
    assert not terms_for(Marking(tlp=Tlp.CLEAR), WE).ask_first
