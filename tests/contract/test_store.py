"""What every store keeps to, whatever it is made of."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.records import any_record
from tocsin.adapters.memory import MemoryStore
from tocsin.adapters.sql.store import SqlStore
from tocsin.domain.actor import Session
from tocsin.domain.claim import Attribute, AttributeKind, Claim, Review, Status
from tocsin.domain.counterpart import Agreement, Counterpart, Reach
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import ConflictError, NotFoundError
from tocsin.domain.exchange import Direction, Stream, Work, WorkKind
from tocsin.domain.report import Span
from tocsin.ports.store import COLLECTIONS, Store
from tocsin.vocabulary.urgency import Urgency

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    if request.param == "memory":
        yield MemoryStore()
        return
    store = SqlStore(tmp_path / "node.db")
    yield store
    store.close()


def a_session(name, *, account="a-1"):
    return Session(id=name, account=account, expires_at=NOON)


def a_counterpart(name, *, node_id=None):
    agreement = Agreement(countries=frozenset({"TR", "FR"}), legal_basis="l", purpose="p", review_on=date(2027, 1, 1))
    return Counterpart(
        id=name,
        name=name.upper(),
        reach=Reach.NODE,
        agreement=agreement,
        contact="ring us",
        added_by="a-1",
        added_at=NOON,
        node_id=node_id,
    )


def a_delivery(name, state):
    return Delivery(id=name, kind="alert", counterpart="c-1", state=state, created_at=NOON)


def a_stream():
    return Stream(counterpart="c-1", direction=Direction.OUT, urgency=Urgency.IMMEDIATE)


def a_claim(name, review):
    content = Attribute(entity="e-1", kind=AttributeKind.NATIONALITY, value="FR")
    evidence = (Span(start=0, end=6, text="French"),)
    return Claim(id=name, content=content, status=Status.STATED, evidence=evidence, report="r-1", review=review)


def keep(store: Store, collection: str, *records):
    with store.begin() as tx:
        for record in records:
            getattr(tx, collection).add(record)


def names(records):
    return [record.id for record in records]


def test_what_a_transaction_wrote_is_there_when_it_has_ended(store):
    keep(store, "sessions", a_session("s-1"))

    with store.read() as tx:
        assert tx.sessions.get("s-1") == a_session("s-1")


def test_a_transaction_sees_what_it_has_written_itself(store):
    with store.begin() as tx:
        tx.sessions.add(a_session("s-1"))

        assert tx.sessions.find("s-1") == a_session("s-1")
        assert tx.sessions.where(account="a-1") == (a_session("s-1"),)


def test_a_transaction_that_raises_leaves_no_trace(store):
    keep(store, "sessions", a_session("s-1"))

    def fail():
        with store.begin() as tx:
            tx.sessions.add(a_session("s-2"))
            tx.sessions.remove("s-1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with store.read() as tx:
        assert names(tx.sessions.where()) == ["s-1"]


def test_after_a_transaction_that_raised_the_next_one_commits(store):
    with pytest.raises(ZeroDivisionError), store.begin():
        raise ZeroDivisionError

    keep(store, "sessions", a_session("s-1"))

    with store.read() as tx:
        assert names(tx.sessions.where()) == ["s-1"]


def test_a_key_is_added_once(store):
    keep(store, "sessions", a_session("s-1"))

    with pytest.raises(ConflictError, match="sessions holds s-1 already"):
        keep(store, "sessions", a_session("s-1", account="a-2"))

    with store.read() as tx:
        assert tx.sessions.get("s-1").account == "a-1"


def test_a_transaction_goes_on_after_a_key_that_was_taken(store):
    with store.begin() as tx:
        tx.sessions.add(a_session("s-1"))
        with pytest.raises(ConflictError):
            tx.sessions.add(a_session("s-1"))
        tx.sessions.add(a_session("s-2"))

    with store.read() as tx:
        assert names(tx.sessions.where()) == ["s-1", "s-2"]


def test_what_is_not_there_is_named(store):
    with store.read() as tx, pytest.raises(NotFoundError, match="sessions holds no s-9"):
        tx.sessions.get("s-9")


def test_finding_what_is_not_there_finds_none(store):
    with store.read() as tx:
        assert tx.sessions.find("s-9") is None


def test_removing_what_is_not_there_does_nothing(store):
    with store.begin() as tx:
        tx.sessions.remove("s-9")


def test_the_last_record_of_a_collection_can_be_removed(store):
    keep(store, "sessions", a_session("s-1"))

    with store.begin() as tx:
        tx.sessions.remove("s-1")

    with store.read() as tx:
        assert tx.sessions.where() == ()


def test_records_come_back_in_the_order_they_were_added(store):
    added = [f"s-{number}" for number in (3, 1, 2, 11)]

    keep(store, "sessions", *(a_session(name) for name in added))

    with store.read() as tx:
        assert names(tx.sessions.where()) == added
        assert names(tx.sessions.where(account="a-1")) == added


def test_a_record_that_is_put_again_keeps_its_place(store):
    keep(store, "sessions", a_session("s-1"), a_session("s-2"))

    with store.begin() as tx:
        tx.sessions.put(replace(a_session("s-1"), expires_at=NOON + timedelta(hours=1)))
        tx.sessions.put(a_session("s-3"))

    with store.read() as tx:
        assert names(tx.sessions.where()) == ["s-1", "s-2", "s-3"]
        assert tx.sessions.get("s-1").expires_at == NOON + timedelta(hours=1)


def test_a_record_that_is_put_again_is_found_by_its_new_fields_only(store):
    keep(store, "deliveries", a_delivery("d-1", DeliveryState.QUEUED))

    with store.begin() as tx:
        tx.deliveries.put(a_delivery("d-1", DeliveryState.STORED))

    with store.read() as tx:
        assert tx.deliveries.where(state=DeliveryState.QUEUED) == ()
        assert names(tx.deliveries.where(state=DeliveryState.STORED)) == ["d-1"]


def test_every_condition_has_to_hold(store):
    keep(store, "deliveries", a_delivery("d-1", DeliveryState.QUEUED), a_delivery("d-2", DeliveryState.STORED))

    with store.read() as tx:
        assert names(tx.deliveries.where(counterpart="c-1", state=DeliveryState.STORED)) == ["d-2"]
        assert tx.deliveries.where(counterpart="c-2", state=DeliveryState.STORED) == ()


def test_a_word_of_a_closed_list_is_found_by_its_text(store):
    keep(store, "deliveries", a_delivery("d-1", DeliveryState.TO_HAND))

    with store.read() as tx:
        assert names(tx.deliveries.where(state="to-hand")) == ["d-1"]


def test_a_field_that_is_absent_is_found_by_none(store):
    keep(store, "counterparts", a_counterpart("c-1"), a_counterpart("c-2", node_id="n"))

    with store.read() as tx:
        assert names(tx.counterparts.where(node_id=None)) == ["c-1"]
        assert names(tx.counterparts.where(node_id="n")) == ["c-2"]


def test_a_page_holds_the_newest_or_the_oldest_and_the_next_goes_on_where_it_ended(store):
    keep(store, "sessions", *(a_session(f"s-{number}") for number in range(5)), a_session("other", account="a-2"))

    with store.read() as tx:
        assert names(tx.sessions.newest(2)) == ["other", "s-4"]
        assert names(tx.sessions.newest(2, account="a-1")) == ["s-4", "s-3"]
        assert names(tx.sessions.newest(2, before="s-3", account="a-1")) == ["s-2", "s-1"]
        assert names(tx.sessions.newest(2, before="s-1", account="a-1")) == ["s-0"]
        assert tx.sessions.newest(2, before="s-0") == ()
        assert names(tx.sessions.oldest(2)) == ["s-0", "s-1"]
        assert names(tx.sessions.oldest(2, after="s-3", account="a-1")) == ["s-4"]
        assert names(tx.sessions.oldest(2, after="s-3")) == ["s-4", "other"]


def test_a_page_beside_what_is_not_there_is_empty(store):
    keep(store, "sessions", a_session("s-1"))

    with store.read() as tx:
        assert tx.sessions.newest(2, before="s-9") == ()
        assert tx.sessions.oldest(2, after="s-9") == ()


def test_a_record_that_is_removed_and_added_again_comes_last(store):
    keep(store, "sessions", a_session("s-1"), a_session("s-2"))

    with store.begin() as tx:
        tx.sessions.remove("s-1")
        tx.sessions.add(a_session("s-1"))
        assert names(tx.sessions.where()) == ["s-2", "s-1"]

    with store.read() as tx:
        assert names(tx.sessions.where()) == ["s-2", "s-1"]
        assert names(tx.sessions.where(account="a-1")) == ["s-2", "s-1"]


def test_a_view_does_not_change_while_a_writer_changes_and_removes(store):
    keep(store, "deliveries", *(a_delivery(name, DeliveryState.QUEUED) for name in ("d-1", "d-2", "d-3")))

    with store.read() as view:
        with store.begin() as tx:
            tx.deliveries.put(a_delivery("d-1", DeliveryState.STORED))
            tx.deliveries.remove("d-2")
        keep(store, "deliveries", a_delivery("d-2", DeliveryState.TOLD))

        assert names(view.deliveries.where(state=DeliveryState.QUEUED)) == ["d-1", "d-2", "d-3"]
        assert view.deliveries.where(state=DeliveryState.TOLD) == ()
        assert view.deliveries.get("d-1").state is DeliveryState.QUEUED
        assert names(view.deliveries.newest(2)) == ["d-3", "d-2"]
    with store.read() as later:
        assert names(later.deliveries.where()) == ["d-1", "d-3", "d-2"]
        assert names(later.deliveries.where(state=DeliveryState.QUEUED)) == ["d-3"]


def test_only_indexed_fields_may_be_asked_for(store):
    with store.read() as tx, pytest.raises(ValueError, match="no index on standing"):
        tx.counterparts.where(standing="active")


def test_a_view_for_reading_cannot_write(store):
    with store.read() as tx:
        with pytest.raises(RuntimeError):
            tx.sessions.add(a_session("s-1"))
        with pytest.raises(RuntimeError):
            tx.sessions.put(a_session("s-1"))
        with pytest.raises(RuntimeError):
            tx.sessions.remove("s-1")


def test_a_transaction_that_has_ended_cannot_write(store):
    with store.begin() as tx:
        tx.sessions.add(a_session("s-1"))

    with pytest.raises(RuntimeError):
        tx.sessions.add(a_session("s-2"))

    with store.read() as view:
        assert names(view.sessions.where()) == ["s-1"]


def test_a_view_does_not_change_while_a_writer_commits(store):
    keep(store, "sessions", a_session("s-1"))

    with store.read() as view:
        keep(store, "sessions", a_session("s-2"))

        assert names(view.sessions.where()) == ["s-1"]
    with store.read() as later:
        assert names(later.sessions.where()) == ["s-1", "s-2"]


def test_nobody_sees_what_is_not_committed(store):
    with store.begin() as tx:
        tx.sessions.add(a_session("s-1"))

        with store.read() as view:
            assert view.sessions.where() == ()


def test_writers_wait_for_one_another(store):
    keep(store, "streams", stream := a_stream())

    def count():
        for _ in range(10):
            with store.begin() as tx:
                held = tx.streams.get(stream.key)
                tx.streams.put(replace(held, position=held.position + 1))

    writers = [threading.Thread(target=count) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with store.read() as tx:
        assert tx.streams.get(stream.key).position == 80


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda collection: collection.name)
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_record_comes_back_equal(store, collection, data):
    record = data.draw(any_record(collection.record))
    key = collection.key(record)

    with store.begin() as tx:
        getattr(tx, collection.name).put(record)

    with store.read() as tx:
        repository = getattr(tx, collection.name)
        assert repository.get(key) == record
        for field in collection.indexed:
            assert record in repository.where(**{field: getattr(record, field)})


def test_drafts_of_one_report_are_found_among_all_claims(store):
    claims = [a_claim(name, review) for name, review in (("k-1", Review.DRAFT), ("k-2", Review.CONFIRMED))]
    keep(store, "claims", *claims)

    with store.read() as tx:
        assert names(tx.claims.where(report="r-1", review=Review.DRAFT)) == ["k-1"]


def test_work_is_found_by_when_it_is_due_the_longest_overdue_first(store):
    def a_work(name, *, minutes):
        return Work(
            kind=WorkKind.DISPATCH, subject=name, due_at=NOON + timedelta(minutes=minutes, microseconds=minutes)
        )

    keep(store, "work", *(a_work(name, minutes=minutes) for name, minutes in (("late", 2), ("soon", 0), ("old", -3))))

    with store.read() as tx:
        assert [work.subject for work in tx.work.until(10, due_at=NOON)] == ["old", "soon"]
        assert [work.subject for work in tx.work.until(1, due_at=NOON)] == ["old"]
        with pytest.raises(ValueError, match="no index on subject"):
            tx.work.until(1, subject="z")


def test_what_has_no_value_is_at_most_nothing(store):
    keep(
        store,
        "deliveries",
        a_delivery("d-1", DeliveryState.QUEUED),
        replace(a_delivery("d-2", DeliveryState.QUEUED), notice="n"),
    )

    with store.read() as tx:
        assert names(tx.deliveries.until(10, notice="z")) == ["d-2"]
