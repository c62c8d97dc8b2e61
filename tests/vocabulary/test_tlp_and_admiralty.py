"""The algebra of markings and grades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocabulary.admiralty import CREDIBILITY_WORDS, RELIABILITY_WORDS, Credibility, Reliability
from tocsin.vocabulary.tlp import Tlp, narrowest

LABELS = st.sampled_from(Tlp)


@given(st.lists(LABELS, min_size=1))
def test_a_whole_may_go_where_each_of_its_parts_may_go(labels):
    for ceiling in Tlp:
        assert narrowest(*labels).within(ceiling) == all(label.within(ceiling) for label in labels)


@given(st.lists(LABELS, min_size=1), st.randoms())
def test_the_narrowest_label_is_one_of_them_in_whatever_order_and_however_grouped(labels, random):
    shuffled = list(labels)
    random.shuffle(shuffled)

    assert narrowest(*shuffled) is narrowest(*labels)
    assert narrowest(narrowest(*labels[:1]), *labels[1:]) is narrowest(*labels)
    assert narrowest(*labels) in labels


@given(LABELS, LABELS)
def test_any_two_labels_can_be_compared(one, other):
    assert one.within(other) or other.within(one)
    assert (one.within(other) and other.within(one)) == (one is other)


def test_what_is_not_marked_is_red():
    assert narrowest() is Tlp.RED


@pytest.mark.parametrize("label", Tlp)
def test_red_goes_nowhere_but_under_red(label):
    assert Tlp.RED.within(label) == (label is Tlp.RED)


def test_what_cannot_be_judged_has_no_rank_and_every_other_grade_has_its_own():
    assert Reliability.CANNOT_JUDGE.rank is None
    assert Credibility.CANNOT_JUDGE.rank is None
    assert [each.rank for each in Reliability][:-1] == [0, 1, 2, 3, 4]
    assert [each.rank for each in Credibility][:-1] == [0, 1, 2, 3, 4]


def test_every_grade_has_its_words():
    assert set(RELIABILITY_WORDS) == set(Reliability)
    assert set(CREDIBILITY_WORDS) == set(Credibility)
