"""Times: what the words say and no more; publication resolves the rest."""

from datetime import date

import pytest

from tocsin.reading.times.times import moments

FRIDAY = date(2026, 5, 15)


@pytest.mark.parametrize(
    ("text", "published", "start", "end", "precision"),
    [
        ("on Nov. 14", None, "--11-14", "--11-14", "day"),
        ("on Nov. 14", date(2015, 11, 22), "2015-11-14", "2015-11-14", "day"),
        ("on 30 December", date(2026, 1, 2), "2025-12-30", "2025-12-30", "day"),
        ("on 3 May 2024", None, "2024-05-03", "2024-05-03", "day"),
        ("on May 3, 2024", None, "2024-05-03", "2024-05-03", "day"),
        ("2024-05-03", None, "2024-05-03", "2024-05-03", "day"),
        ("from 3 to 7 June 2024", None, "2024-06-03", "2024-06-07", "interval"),
        ("in March 2019", None, "2019-03-01", "2019-03-31", "month"),
        ("in 2019", None, "2019-01-01", "2019-12-31", "year"),
        ("on Friday", None, None, None, "day"),
        ("on Wednesday", FRIDAY, "2026-05-13", "2026-05-13", "day"),
        ("yesterday", FRIDAY, "2026-05-14", "2026-05-14", "day"),
        ("next week", None, None, None, "vague"),
        ("next week", FRIDAY, "2026-05-15", "2026-05-22", "interval"),
    ],
)
def test_a_time_is_what_the_words_and_the_publication_give(
    text: str, published: date | None, start: str | None, end: str | None, precision: str
) -> None:
    found = [moment.when for moment in moments(f"It happened {text} there.", published)]

    assert [(each.text, each.start, each.end, each.precision) for each in found] == [(text, start, end, precision)]


@pytest.mark.parametrize("text", ["on 31 February", "on Nov. 45", "may be", "the march", "12 men"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert not [moment for moment in moments(text, None) if moment.when.precision == "day"]


def test_something_still_to_come_happens_on_the_next_weekday() -> None:
    found = next(iter(moments("on Monday", FRIDAY, ahead=True)))

    assert found.when.start == "2026-05-18"
