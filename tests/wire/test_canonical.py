"""Canonical JSON: one value, one spelling; and a strict reader."""

import json
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.canonical import decode, encode, parse_time, rfc3339
from wire.damage import flips, truncations

TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs",)))
LEAVES = st.none() | st.booleans() | st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1) | TEXTS
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)
LIMIT = 1 << 20


class Colour(StrEnum):
    RED = "red"


@given(VALUES)
def test_what_is_written_is_read_back(value):
    assert decode(encode(value), limit=LIMIT) == value


@given(VALUES)
def test_one_value_has_one_spelling(value):
    shuffled = json.loads(json.dumps(value), object_pairs_hook=lambda pairs: dict(reversed(pairs)))

    assert encode(shuffled) == encode(value)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (0, "0"),
        (-1, "-1"),
        (2**53 - 1, "9007199254740991"),
        (-(2**53) + 1, "-9007199254740991"),
        ("", '""'),
        ("/", '"/"'),
        ('a"\\b', '"a\\"\\\\b"'),
        ("\b\t\n\f\r", '"\\b\\t\\n\\f\\r"'),
        ("\x00\x1f", '"\\u0000\\u001f"'),
        ("\x7f\x80\u2028\ufeff", '"\x7f\x80\u2028\ufeff"'),
        ("Çağrı: 警报 🔔", '"Çağrı: 警报 🔔"'),
        ([], "[]"),
        ((1, [2]), "[1,[2]]"),
        ({}, "{}"),
        ({"b": 1, "a": {"d": 2, "c": []}}, '{"a":{"c":[],"d":2},"b":1}'),
        ({"10": 1, "9": 2, "": 3, "a": 4, "A": 5}, '{"":3,"10":1,"9":2,"A":5,"a":4}'),
        # By code point the bell (U+1F514) comes last; by 16-bit units it comes before U+FB33.
        ({"\ufb33": 1, "🔔": 2, "€": 3}, '{"€":3,"🔔":2,"\ufb33":1}'),
        (Colour.RED, '"red"'),
    ],
)
def test_values_are_written_as_rfc_8785_writes_them(value, written):
    assert encode(value) == written.encode()


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), 2**53, -(2**53), "\ud800", {"\udfff": 1}, {1: 2}, b"bytes", {1, 2}, {"a": 0.5}]
)
def test_what_not_every_node_can_read_is_never_written(value):
    with pytest.raises(InvalidError):
        encode(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nul",
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"NaN",
        b"-Infinity",
        b"9007199254740992",
        b"9" * 5000,
        b'{"a":1,"a":1}',
        b'{"a":1,"\\u0061":1}',
        b'"\\ud800"',
        b'{"\\udc00":1}',
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf1",
        b'"\x00"',
        b'"\n"',
        b"1 2",
        b"[1,]",
        b"'a'",
        b"{a:1}",
        b"// x\n1",
        "1".encode("utf-16"),
    ],
)
def test_what_is_not_strict_json_is_refused(data):
    with pytest.raises(UntrustedError):
        decode(data, limit=LIMIT)


def test_nesting_of_thirty_two_is_read_and_written_and_one_more_is_not():
    deepest = json.loads("[" * 32 + "]" * 32)

    assert decode(encode(deepest), limit=LIMIT) == deepest
    with pytest.raises(InvalidError):
        encode([deepest])
    with pytest.raises(UntrustedError):
        decode(b"[" * 33 + b"]" * 33, limit=LIMIT)


@pytest.mark.parametrize("data", [b"[" * LIMIT, b'{"a":' * (LIMIT // 5), b'"' + b'\\"' * (LIMIT // 2 - 1), b'"[' * 9])
def test_hostile_nesting_and_unclosed_texts_are_refused_at_once(data):
    with pytest.raises(UntrustedError):
        decode(data, limit=LIMIT)


def test_brackets_inside_texts_are_not_nesting():
    value = ["[" * 100, '"' + "{" * 100, "\\"]

    assert decode(encode(value), limit=LIMIT) == value


def test_size_is_checked_before_anything_else():
    with pytest.raises(UntrustedError) as caught:
        decode(b"\xff" * 11, limit=10)

    assert caught.value.code == "too-large"


def test_damaged_json_is_refused_or_read_and_nothing_else_happens():
    data = encode({"a": [1, None, "é"], "b": {"c": "\\u0041"}})

    for damaged in (*flips(data), *truncations(data)):
        try:
            decode(damaged, limit=LIMIT)
        except UntrustedError:
            continue


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_is_read_back_as_the_same_moment(time):
    assert parse_time(rfc3339(time)) == time


def test_a_moment_has_one_spelling_whatever_its_zone():
    time = datetime(2026, 3, 4, 5, 6, 7, tzinfo=timezone(timedelta(hours=3)))

    assert rfc3339(time) == "2026-03-04T02:06:07Z"
    assert rfc3339(time.replace(microsecond=50)) == "2026-03-04T02:06:07.000050Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-04",
        "2026-03-04T02:06:07",
        "2026-03-04t02:06:07z",
        "2026-03-04 02:06:07Z",
        "2026-03-04T02:06:07+00:00",
        "2026-03-04T02:06:07.5Z",
        "2026-03-04T02:06:07.000000Z",
        "2026-02-29T02:06:07Z",
        "2026-03-04T24:00:00Z",
        "2026-03-04T23:59:60Z",
        "0000-03-04T02:06:07Z",
        "2026-03-04T02:06:07Z\n",
        "２026-03-04T02:06:07Z",
    ],
)
def test_a_second_spelling_of_a_moment_is_refused(text):
    with pytest.raises(UntrustedError):
        parse_time(text)


def test_a_time_without_a_zone_is_never_written():
    with pytest.raises(InvalidError):
        rfc3339(datetime(2026, 3, 4))  # noqa: DTZ001
