"""Disclosures: parts of one approved assessment, and what must never be taken for that."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.assessment import Aspect, Field
from tocsin.wire.canonical import decode, encode
from tocsin.wire.consistency import compare, verify
from tocsin.wire.disclosure import compose, sign_root
from wire.assessed import ATTACK, CELL, OF_B, OF_C, OTHER_DAY, SAYS, WHAT, WHEN, WHERE, WHO, WHOLE, C, Whole
from wire.builders import CARD_B, A, B
from wire.damage import flips, mutations, truncations

FILE = compose(OF_B)
NAME = OF_B.openings[0].claim


def refused(disclosure):
    """Why a file is refused."""
    verdict = verify(compose(disclosure))
    assert not verdict.holds
    assert not verdict.proven
    return verdict.failures[0]


def test_a_part_shows_what_was_told_to_stand_in_one_signed_whole():
    verdict = verify(FILE)

    assert verdict.holds
    assert "3 things it says in 2 claims stand in one assessment that Organisation A signed" in verdict.proven[0]
    assert A.signing.fingerprint in verdict.not_proven[0]


def test_two_recipients_of_different_parts_find_them_consistent():
    verdict = compare(FILE, compose(OF_C))

    assert verdict.holds
    assert "2 of its claims were told to both" in verdict.proven[-1]


def test_two_parts_have_nothing_in_common_before_they_are_opened():
    ours, theirs = ({decode_body(each)["assessment"]} for each in (OF_B, OF_C))

    assert ours.isdisjoint(theirs)


def decode_body(disclosure):
    body = disclosure.message[disclosure.message.index(b'{"answer_by"') :]
    return decode(body[: body.index(b"}", body.index(b'"version"')) + 1], limit=1 << 20)


def test_a_field_opened_for_another_claim_is_refused():
    first, second, third = OF_B.openings

    assert "not say" in refused(replace(OF_B, openings=(first, second, replace(third, claim=NAME))))


def test_a_claim_made_of_two_claims_of_the_whole_is_refused():
    mixed = WHOLE.part([(NAME, ATTACK, WHAT), (NAME, CELL, WHO)])

    assert "two claims of the assessment" in refused(mixed)


def test_two_claims_made_of_one_claim_of_the_whole_are_refused():
    doubled = WHOLE.part([(NAME, ATTACK, WHAT), ("bb" * 16, ATTACK, WHERE)])

    assert "one claim of the assessment" in refused(doubled)


def test_what_does_not_stand_under_the_root_is_refused():
    first, *others = OF_B.openings

    assert "under the root" in refused(replace(OF_B, openings=(replace(first, salt=bytes(32)), *others)))
    assert "under the root" in refused(replace(OF_B, openings=(replace(first, index=first.index ^ 1), *others)))


def test_another_root_or_blind_than_the_message_commits_to_is_refused():
    other = Whole((*SAYS, (CELL, Field(aspect=Aspect.WHERE, part="at", value="Dunmore"))))

    assert "another root" in refused(replace(OF_B, blind=bytes(32)))
    moved = replace(OF_B, root=other.root, signatures=sign_root(other.root, A.sign))
    assert "another root" in refused(moved)


def test_a_root_that_somebody_else_signed_is_refused():
    assert "does not verify" in refused(replace(OF_B, signatures=sign_root(OF_B.root, B.sign)))
    assert "not of one node" in refused(replace(OF_B, root_card=CARD_B, signatures=sign_root(OF_B.root, B.sign)))


def test_parts_of_two_assessments_are_not_one():
    other = Whole((*SAYS, (CELL, Field(aspect=Aspect.WHERE, part="at", value="Dunmore"))))
    theirs = other.part([("ca" * 16, ATTACK, WHEN)], to=C)

    assert compare(FILE, compose(theirs)).failures == ("these are parts of two different assessments",)


def test_who_told_two_counterparts_two_different_days_is_found_out():
    both = Whole((*SAYS, (ATTACK, OTHER_DAY)))
    one = both.part([("aa" * 16, ATTACK, WHAT), ("aa" * 16, ATTACK, WHEN)])
    other = both.part([("ca" * 16, ATTACK, OTHER_DAY)], to=C, blind=bytes([98]) * 32)

    assert verify(compose(one)).holds
    assert verify(compose(other)).holds
    assert "told different things: when" in compare(compose(one), compose(other)).failures[0]


def test_what_is_not_opened_is_said_not_to_be_shown():
    verdict = verify(compose(replace(OF_B, openings=OF_B.openings[:1])))

    assert verdict.holds
    assert "2 other things" in verdict.not_proven[-1]


@pytest.mark.parametrize("size", [0, 3, 63, 128, 2**40])
def test_a_tree_of_another_size_than_a_class_is_refused(size):
    root = replace(OF_B.root, size=size)

    assert "size class" in refused(replace(OF_B, root=root, signatures=sign_root(root, A.sign)))


def test_no_byte_can_change_and_no_part_can_be_missing():
    for damaged in (*flips(FILE, step=97), *truncations(FILE, step=89)):
        verdict = verify(damaged)
        assert not verdict.holds
        assert not verdict.proven


@given(st.data())
def test_no_nonsense_makes_it_raise(data):
    value = data.draw(mutations(decode(FILE, limit=1 << 20)))

    assert verify(encode(value) + b"\n").holds == (encode(value) + b"\n" == FILE)
