"""Likelihood words: what may be carried from one scale to the other, and what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.claim import Likelihood
from tocsin.domain.wording.languages import grammar_of
from tocsin.domain.wording.likelihoods import how_likely
from tocsin.vocabulary.language import Language, words
from tocsin.vocabulary.likelihood import SCHEMES, Band, Direction, Scheme, band, word_for, words_touched

SCALES = st.sampled_from(Scheme)
BANDS = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda pair: Band(min(pair), max(pair)))
TERMS = st.sampled_from([(scheme, term) for scheme, terms in SCHEMES.items() for term in terms])
LANGUAGES = st.sampled_from(Language)


@given(BANDS, SCALES)
def test_a_word_of_a_scale_covers_all_of_what_it_is_said_of(found, scheme):
    word = word_for(found, scheme)

    if word is not None:
        assert found.lies_in(band(word, scheme))


@pytest.mark.parametrize("number", [5, 20, 45, 55, 80, 95])
def test_a_number_on_a_boundary_is_never_given_a_word(number):
    assert word_for(Band(number, number), Scheme.ICD203) is None


@pytest.mark.parametrize("gap", [Band(6, 9), Band(21, 24), Band(36, 39), Band(50, 54), Band(76, 79)])
def test_what_lies_in_a_gap_of_phia_has_no_word_there(gap):
    assert word_for(gap, Scheme.PHIA) is None
    assert words_touched(gap, Scheme.PHIA) == ()


def test_what_lies_inside_is_carried_over_and_what_reaches_out_is_not():
    assert word_for(band("likely", Scheme.PHIA), Scheme.ICD203) == "likely"
    assert word_for(band("likely", Scheme.ICD203), Scheme.PHIA) is None
    assert words_touched(band("likely", Scheme.ICD203), Scheme.PHIA) == ("likely",)


@given(TERMS, SCALES, LANGUAGES)
def test_a_level_is_told_in_the_recipients_scale_where_it_lies_inside_and_else_in_both(given_term, wanted, language):
    scheme, term = given_term
    said = how_likely(Likelihood(scheme=scheme, term=term), grammar_of(language), wanted)
    say = words(language).say
    theirs = word_for(band(term, scheme), wanted)

    if scheme is wanted:
        assert say(f"term.{scheme}", term) in said
    elif theirs is not None:
        assert say(f"term.{wanted}", theirs) in said
        assert say("scheme", scheme) not in said
    else:
        assert say(f"term.{scheme}", term) in said
        assert say("scheme", scheme) in said
        assert say("scheme", wanted) in said


@given(st.sampled_from(Direction), SCALES, LANGUAGES)
def test_a_change_stays_a_change_and_names_no_level(direction, scheme, language):
    said = how_likely(Likelihood(scheme="words", term=None, direction=direction), grammar_of(language), scheme)

    assert said == words(language).say("likelihood", direction)
    assert "%" not in said


def test_a_word_of_no_scale_is_told_as_a_quotation():
    said = how_likely(Likelihood(scheme="words", term="on the cards"), grammar_of(Language.FRENCH), Scheme.PHIA)

    assert said == "Probabilité : « on the cards », selon les mots du rapport."
