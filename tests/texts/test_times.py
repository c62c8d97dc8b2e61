from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tocsin.texts.places import country
from tocsin.texts.times import length, moment


def test_a_moment_is_said_with_its_weekday_and_its_zone() -> None:
    night = datetime(2026, 11, 22, 3, 5, tzinfo=UTC)

    assert moment(night, "en") == "Sun 22 Nov 2026, 03:05 UTC"
    assert moment(night, "tr") == "Paz 22 Kas 2026, 03:05 UTC"


def test_a_span_is_said_in_two_units_at_most() -> None:
    assert length(timedelta(minutes=95), "en") == "1 hr 35 min"
    assert length(timedelta(days=12, hours=3, minutes=5), "tr") == "12 gün 3 sa."


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=900)))
def test_a_span_never_looks_longer_than_it_is(span: timedelta) -> None:
    units = {"day": 1440, "days": 1440, "hr": 60, "min": 1}
    words = length(span, "en").replace(",", "").split()

    said = sum(int(number) * units[unit] for number, unit in zip(words[::2], words[1::2], strict=True))

    assert timedelta(minutes=said) <= span


def test_a_country_is_named_in_the_readers_language_and_what_is_no_code_stays() -> None:
    assert country("DE", "en") == "Germany"
    assert country("DE", "tr") == "Almanya"
    assert country("Bravo", "tr") == "Bravo"
