"""Records as JSON and back."""

import json
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.records import any_record
from fakes import NOON
from tocsin.adapters.sql import records
from tocsin.domain.actor import Account, Role, Session
from tocsin.domain.delivery import Answer, Delivery, DeliveryState, Redirect
from tocsin.domain.errors import InvalidError
from tocsin.domain.exchange import Work, WorkKind
from tocsin.ports.store import COLLECTIONS, Original

_NO_ZONE = datetime(2026, 1, 1)  # noqa: DTZ001  # that is the point


@pytest.mark.parametrize("kind", [collection.record for collection in COLLECTIONS])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_record_is_read_as_it_was_written(kind, data):
    record = data.draw(any_record(kind))

    found = records.reader(kind)(records.write(record))

    assert found == record
    assert type(found) is kind


def test_a_set_is_read_as_a_set_of_the_same_words():
    account = Account(id="a-1", name="n", password="p", roles=frozenset(Role), added_by=None, added_at=NOON)

    found = records.reader(Account)(records.write(account))

    assert found.roles == frozenset(Role)
    assert all(type(role) is Role for role in found.roles)


def test_bytes_take_a_third_more_than_themselves():
    original = Original(id="r-1", data=bytes(range(256)) * 400)

    assert len(records.write(original)) < len(original.data) * 1.34 + 100


@pytest.mark.parametrize(
    "record",
    [
        Session(id="s-1", account="a-1", expires_at=_NO_ZONE),
        Delivery(
            id="m-1",
            kind="alert",
            counterpart="c-1",
            state=DeliveryState.STORED,
            created_at=NOON,
            answer=Answer(redirects=(Redirect(organisation="o", said="s", at=_NO_ZONE),)),
        ),
    ],
    ids=["field", "depth"],
)
def test_a_time_without_a_zone_is_not_written(record):
    with pytest.raises(ValueError, match="zone"):
        records.write(record)


@pytest.mark.parametrize(
    "change",
    [{"kind": "no such kind"}, {"due_at": "yesterday"}, {"due_at": None}],
    ids=["word", "time", "absent"],
)
def test_a_record_that_makes_no_sense_is_not_read(change):
    written = json.loads(records.write(Work(kind=WorkKind.DISPATCH, subject="c-1", due_at=NOON)))

    with pytest.raises(InvalidError, match="a Work in the database cannot be read"):
        records.reader(Work)(json.dumps({**written, **change}))


def test_text_that_is_not_json_is_not_read():
    with pytest.raises(InvalidError, match="restore a backup"):
        records.reader(Work)("{")
