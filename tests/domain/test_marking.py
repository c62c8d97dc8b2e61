"""The algebra of markings: combining never permits more, in whatever order and however grouped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markings import CODES, MARKINGS, ORGANISATIONS, policies
from tocsin.domain.errors import InvalidError
from tocsin.domain.marking import UNMARKED, Marking, Reader, Restriction, combined, reader
from tocsin.vocabulary import iep
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import Attribution, PermittedActions, Policy
from tocsin.vocabulary.tlp import Tlp

AUDIENCES = st.tuples(st.sampled_from(ORGANISATIONS), st.frozensets(st.sampled_from(CODES), max_size=2))
CONSENTS = st.frozensets(st.sampled_from(ORGANISATIONS))


def permits(marking, audience, ceiling, consented):
    """Everything a marking permits towards an organisation, as a set of words."""
    organisation, countries = audience
    found = {f"action {each}" for each in PermittedActions if marking.policy.permits(each)}
    found |= {f"notify: {each}" for each in ("may",) if each == marking.policy.affected_party_notifications}
    if marking.names_source:
        found.add("name the source")
    if marking.policy.encrypt_in_transit == "may":
        found.add("send in the open")
    if marking.policy.unmodified_resale == "may":
        found.add("resell")
    if not marking.codes & {HandlingCode.H1}:
        found.add("use in court")
    if (
        marking.tlp.within(ceiling)
        and marking.is_releasable_to(organisation, countries)
        and not marking.awaits(organisation, consented)
        and not marking.unread
    ):
        readers = {f"read by {each}" for each in marking.readers_in(organisation)}
        found |= readers if marking.tlp is Tlp.RED else {f"read by {each}" for each in ("Ann", "Ben", "Cem")}
    return found


@given(MARKINGS, MARKINGS, AUDIENCES, st.sampled_from(Tlp), CONSENTS)
def test_a_whole_permits_nothing_that_one_of_its_parts_forbids(one, other, audience, ceiling, consented):
    whole = permits(combined(one, other), audience, ceiling, consented)

    assert whole <= permits(one, audience, ceiling, consented) & permits(other, audience, ceiling, consented)


@given(MARKINGS, MARKINGS, MARKINGS)
def test_markings_combine_in_any_order_and_grouping_and_once_is_enough(one, other, third):
    assert combined(one, other) == combined(other, one)
    assert combined(combined(one, other), third) == combined(one, combined(other, third)) == combined(one, other, third)
    assert combined(one, one) == combined(one) == one


@given(MARKINGS, MARKINGS)
def test_a_whole_lies_within_each_of_its_parts(one, other):
    assert combined(one, other).within(one)
    assert combined(one, other).within(other)


@given(MARKINGS, MARKINGS, MARKINGS)
def test_comparing_is_an_order(one, other, third):
    assert one.within(one)
    assert not (one.within(other) and other.within(one)) or one == other
    assert not (one.within(other) and other.within(third)) or one.within(third)


@given(policies(), policies())
def test_policies_compare_as_they_combine(one, other):
    assert iep.combined(one, other).within(one)
    assert one.within(iep.OPEN)
    assert iep.CLOSED.within(one)


@given(AUDIENCES, st.sampled_from(Tlp), CONSENTS)
def test_what_nobody_marked_is_read_by_nobody(audience, ceiling, consented):
    assert permits(UNMARKED, audience, ceiling, consented) <= {"action none", "use in court"}
    assert combined() == UNMARKED


@given(MARKINGS)
def test_nothing_that_is_put_together_with_something_unmarked_is_read_by_anybody(marking):
    whole = combined(marking, UNMARKED)

    assert (whole.tlp, whole.readers, whole.releasable_to) == (Tlp.RED, frozenset(), frozenset())


def test_only_who_stands_on_both_lists_may_hold_the_whole():
    one, other = (Marking(tlp=Tlp.AMBER, releasable_to=frozenset(each)) for each in (("IE", "NO"), ("NO", "DK")))

    assert combined(one, other).releasable_to == {"NO"}
    assert combined(one, Marking(tlp=Tlp.AMBER)).releasable_to == {"IE", "NO"}


def test_a_state_on_the_list_does_not_stand_for_an_organisation_that_is_told_for_another_too():
    marking = Marking(tlp=Tlp.AMBER, releasable_to=frozenset({"IE", "Harbour Watch"}))

    assert marking.is_releasable_to("Coast Desk", {"IE"})
    assert not marking.is_releasable_to("Coast Desk", {"IE", "NO"})
    assert not marking.is_releasable_to("Coast Desk", set())
    assert marking.is_releasable_to("Harbour Watch", {"NO"})


def test_nobody_is_asked_for_consent_to_what_they_gave():
    marking = Marking(tlp=Tlp.AMBER, originators=frozenset({"Harbour Watch", "Coast Desk"}))

    assert marking.awaits("Harbour Watch", ()) == ("Coast Desk",)
    assert marking.awaits("Lantern Desk", ("Coast Desk",)) == ("Harbour Watch",)


def test_silence_about_a_source_is_stricter_than_having_to_name_it():
    must, must_not = (
        Marking(tlp=Tlp.AMBER, policy=Policy(attribution=each)) for each in (Attribution.MUST, Attribution.MUST_NOT)
    )

    assert must.names_source
    assert not combined(must, must_not).names_source


def test_a_restriction_in_words_blocks_until_each_was_read():
    read = Restriction(text="not to the press", read_by="a-1")
    unread = Restriction(text="not before the trial")
    one, other = (
        Marking(tlp=Tlp.AMBER, codes=frozenset({HandlingCode.H3}), restrictions=frozenset({each}))
        for each in (read, unread)
    )

    assert one.unread == ()
    assert combined(one, other).unread == ("not before the trial",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"tlp": Tlp.AMBER, "readers": frozenset({Reader(name="Ann", organisation="Harbour Watch")})},
        {"tlp": Tlp.AMBER, "codes": frozenset({HandlingCode.H3})},
        {"tlp": Tlp.AMBER, "restrictions": frozenset({Restriction(text="not to the press")})},
    ],
)
def test_a_marking_that_contradicts_itself_cannot_be_made(wrong):
    with pytest.raises(InvalidError):
        Marking(**wrong)


def test_a_reader_is_written_with_an_organisation():
    assert reader(" Ann Ravn @ Harbour Watch ") == Reader(name="Ann Ravn", organisation="Harbour Watch")
    for wrong in ("Ann Ravn", "@ Harbour Watch", "Ann Ravn @"):
        with pytest.raises(InvalidError, match="NAME @ ORGANISATION"):
            reader(wrong)
