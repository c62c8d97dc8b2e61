"""The five working days of a standard contract."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.errors import InvalidError
from tocsin.domain.transfer import Abroad
from tocsin.vocabulary.transfer import TransferGround

CONTRACT = TransferGround.STANDARD_CONTRACT


@pytest.mark.parametrize(
    ("signed", "last"),
    [
        (date(2026, 11, 16), date(2026, 11, 23)),  # a Monday: until the next one
        (date(2026, 11, 20), date(2026, 11, 27)),  # a Friday
        (date(2026, 11, 21), date(2026, 11, 27)),  # a Saturday: five days of the week that begins
    ],
)
def test_a_standard_contract_is_notified_within_five_working_days(signed, last):
    assert Abroad(ground=CONTRACT, signed_on=signed).notify_by == last


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_last_day_is_a_working_day_and_the_fifth_after_the_signature(signed):
    last = Abroad(ground=CONTRACT, signed_on=signed).notify_by
    days = [date.fromordinal(each) for each in range(signed.toordinal() + 1, last.toordinal() + 1)]

    assert last.weekday() < 5
    assert sum(each.weekday() < 5 for each in days) == 5


def test_no_clock_runs_once_it_is_notified_nor_on_another_ground():
    notified = Abroad(ground=CONTRACT, signed_on=date(2026, 11, 16), notified_on=date(2026, 11, 18))

    assert notified.notify_by is None
    assert Abroad(ground=TransferGround.ADEQUACY).notify_by is None


@pytest.mark.parametrize(
    "said",
    [
        {"ground": CONTRACT},
        {"ground": TransferGround.ADEQUACY, "signed_on": date(2026, 11, 16)},
        {"ground": TransferGround.ADEQUACY, "notified_on": date(2026, 11, 16)},
        {"ground": CONTRACT, "signed_on": date(2026, 11, 16), "notified_on": date(2026, 11, 15)},
    ],
)
def test_what_contradicts_itself_is_refused(said):
    with pytest.raises(InvalidError):
        Abroad(**said)
