"""What a claim cannot be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.claim import AttributeKind, Attribution
from tocsin.domain.counterpart import Agreement
from tocsin.domain.errors import InvalidError
from tocsin.domain.report import Span
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.harm import EVENT_TYPES
from worlds import a_claim, an_agreement, an_event, said

STATES = (AttributeKind.NATIONALITY, AttributeKind.COUNTRY)


@given(st.text().filter(lambda text: text not in EVENT_TYPES))
def test_an_event_of_a_type_that_no_rule_knows_cannot_be(kind):
    with pytest.raises(InvalidError, match="no event type"):
        an_event(kind)


@pytest.mark.parametrize("kind", sorted(EVENT_TYPES))
def test_an_event_of_each_type_can_be(kind):
    assert an_event(kind).type == kind


@given(st.sampled_from(STATES), st.text().filter(lambda text: text not in COUNTRIES))
def test_a_state_that_is_no_country_code_cannot_be(kind, value):
    with pytest.raises(InvalidError, match="country code"):
        said("Baba Kidege", kind, value)


@pytest.mark.parametrize("kind", STATES)
@pytest.mark.parametrize("value", ["tr", "Türkiye", "TUR", "XX", "", " TR"])
def test_a_country_written_in_another_way_is_refused_too(kind, value):
    with pytest.raises(InvalidError):
        said("Baba Kidege", kind, value)


def test_an_alias_may_be_any_words():
    assert said("Baba Kidege", AttributeKind.ALIAS, "XX").value == "XX"


@given(st.text(min_size=1, max_size=20), st.text(max_size=5))
def test_a_claim_rests_only_on_words_that_stand_there(words, before):
    start = len(before)
    span = Span(start=start, end=start + len(words), text=words)
    claim = a_claim("c", replace(an_event(), trigger=span), evidence=(span,))

    assert claim.rests_on(before + words)
    assert not claim.rests_on(before + words[:-1])
    assert not claim.rests_on(before)
    assert not replace(claim, evidence=()).rests_on(before + words)


def test_who_says_so_has_to_stand_there_too():
    span = Span(start=0, end=5, text="words")
    elsewhere = Attribution(source="officials", quote=Span(start=6, end=10, text="else"))
    claim = a_claim("c", replace(an_event(), trigger=span), evidence=(span,), attribution=(elsewhere,))

    assert not claim.rests_on("words")


@given(st.integers(-5, 10), st.integers(-5, 10), st.text(max_size=4))
def test_a_span_is_as_long_as_its_words(start, end, words):
    if start >= 0 and end - start == len(words):
        assert Span(start=start, end=end, text=words).text == words
    else:
        with pytest.raises(InvalidError):
            Span(start=start, end=end, text=words)


def test_an_agreement_that_could_route_nothing_cannot_be():
    with pytest.raises(InvalidError, match="not a country code: ENG, uk"):
        an_agreement("uk", "ENG", "FR")


@pytest.mark.parametrize("missing", ["legal_basis", "purpose"])
def test_an_agreement_without_law_or_purpose_cannot_be(missing):
    held: Agreement = an_agreement("FR")
    with pytest.raises(InvalidError, match="legal basis and its purpose"):
        replace(held, **{missing: "  "})
