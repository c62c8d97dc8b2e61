"""The small adapters: the machine's clock and randomness, passwords, and the reader that is a function."""

import re
from datetime import UTC, date, datetime

import pytest
from argon2.profiles import CHEAPEST

from tocsin.adapters.argon2 import Argon2Passwords
from tocsin.adapters.reader import CallableReader
from tocsin.adapters.system import SystemClock, SystemEntropy
from tocsin.domain.reading import Reading
from tocsin.domain.report import Document


def test_the_clock_says_the_time_in_utc():
    before = datetime.now(UTC)  # noqa: TID251  # to compare with
    now = SystemClock().now()

    assert now.tzinfo is UTC
    assert (now - before).total_seconds() < 10


def test_an_identifier_can_be_read_out_on_the_telephone():
    names = [SystemEntropy().identifier("c") for _ in range(500)]

    assert all(re.fullmatch(r"c-[0-9a-hjkmnp-tv-z]{8}", name) for name in names)
    assert len(set(names)) == 500
    assert {letter for name in names for letter in name[2:]} == set("0123456789abcdefghjkmnpqrstvwxyz")


def test_random_bytes_are_as_many_as_were_asked_for_and_never_the_same():
    entropy = SystemEntropy()

    assert [len(entropy.random_bytes(count)) for count in (0, 1, 32)] == [0, 1, 32]
    assert entropy.random_bytes(32) != entropy.random_bytes(32)


def test_a_fraction_is_below_one():
    fractions = [SystemEntropy().fraction() for _ in range(500)]

    assert 0 <= min(fractions) < 0.5 < max(fractions) < 1


def test_a_password_matches_its_hash_and_no_other_does():
    passwords = Argon2Passwords(CHEAPEST)

    kept = passwords.hash("çok gizli")

    assert passwords.matches("çok gizli", kept)
    assert not passwords.matches("cok gizli", kept)


def test_one_password_is_kept_differently_each_time():
    passwords = Argon2Passwords(CHEAPEST)

    assert passwords.hash("word") != passwords.hash("word")


@pytest.mark.parametrize("kept", ["", "word", "$argon2id$v=19$broken"])
def test_nothing_matches_what_is_no_hash(kept):
    assert not Argon2Passwords(CHEAPEST).matches("word", kept)


def test_a_node_keeps_passwords_by_the_rfc_unless_told_otherwise():
    assert Argon2Passwords().hash("word").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_reader_hands_the_document_on_as_it_came():
    asked = []
    reading = Reading(document=Document(text="", sha256="", text_sha256=""), reader="r")

    def read(data, *, name, published):
        asked.append((data, name, published))
        return reading

    assert CallableReader(read).read(b"data", name="n", published=date(2026, 1, 1)) is reading
    assert asked == [(b"data", "n", date(2026, 1, 1))]
