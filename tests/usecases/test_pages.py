"""Long lists are shown in parts: nothing is left out between them, and nothing is shown twice."""

from dataclasses import replace

import pytest

from fakes import NOON
from stories import a_federation, open_notice
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import RefusedError
from tocsin.domain.exchange import Incoming
from tocsin.usecases import browse, notices, pages
from tocsin.usecases.steps import journal
from tocsin.vocabulary.urgency import Urgency


@pytest.fixture
def alpha():
    return a_federation()[2][0]


def test_the_pages_of_the_outbox_hold_every_delivery_once_the_newest_first(alpha):
    made = [
        Delivery(id=f"d-{number}", kind="alert", counterpart="c-1", state=DeliveryState.STORED, created_at=NOON)
        for number in range(pages.DELIVERIES + 5)
    ]
    with alpha.node.store.begin() as tx:
        for each in made:
            tx.deliveries.add(each)

    first = pages.deliveries(alpha.node, alpha.rosa)
    second = pages.deliveries(alpha.node, alpha.rosa, before=first[-1].id)

    assert [*first, *second] == made[::-1]
    assert len(first) == pages.DELIVERIES
    assert pages.delivery(alpha.node, alpha.rosa, delivery="d-3") == made[3]


def test_the_pages_of_the_ledger_hold_every_entry_once_the_newest_first(alpha):
    with alpha.node.store.begin() as tx:
        for _ in range(pages.ENTRIES):
            journal.record(alpha.node, tx, "something.done")

    size, first = pages.entries(alpha.node, alpha.uma)
    _, second = pages.entries(alpha.node, alpha.uma, before=first[-1].index)

    assert [each.index for each in (*first, *second)] == list(range(size))[::-1]
    assert len(first) == pages.ENTRIES < size


def test_the_pages_of_reports_and_of_notices_hold_each_once_the_newest_first(alpha):
    notice = open_notice(alpha)
    with alpha.node.store.begin() as tx:
        (report,) = tx.reports.where()
        for number in range(pages.REPORTS + 5):
            tx.reports.add(replace(report, id=f"r-x{number}"))
            tx.notices.add(replace(notice, id=f"n-x{number}"))

    for page, all_of_them in (
        (pages.reports, browse.reports(alpha.node, alpha.rosa)),
        (pages.notices, notices.listing(alpha.node, alpha.rosa)),
    ):
        first = page(alpha.node, alpha.rosa)
        second = page(alpha.node, alpha.rosa, before=first[-1].id)
        assert [*first, *second] == list(all_of_them[::-1])
        assert len(first) == 100


def test_a_page_of_the_outbox_names_the_notices_of_its_own_deliveries(alpha):
    notice = open_notice(alpha)
    about_it = Delivery(
        id="d-1", kind="alert", counterpart="c-1", state=DeliveryState.STORED, created_at=NOON, notice=notice.id
    )
    about_none = replace(about_it, id="d-2", notice=None)

    assert pages.notices_of(alpha.node, alpha.rosa, (about_it, about_none)) == {notice.id: notice}
    assert pages.notices_of(alpha.node, alpha.rosa, (about_none,)) == {}


def test_only_the_auditor_sees_the_ledger(alpha):
    with pytest.raises(RefusedError):
        pages.entries(alpha.node, alpha.ines)


def test_a_page_of_the_inbox_is_full_although_it_leaves_out_what_is_not_for_people(alpha):
    with alpha.node.store.read() as tx:
        sender = tx.counterparts.where()[0]
    kept = Incoming(
        id="m",
        counterpart=sender.id,
        kind="alert",
        urgency=Urgency.EXPECTED,
        epoch=1,
        position=1,
        signed=b"",
        body=b"",
        envelope_digest="e",
        receipt=b"",
        verdict="stored",
        received_at=NOON,
    )
    with alpha.node.store.begin() as tx:
        for number in range(2 * browse.ON_A_PAGE + 6):
            kind = "alert" if number % 2 else "status"
            tx.incoming.add(replace(kept, id=f"m-{number}", kind=kind, envelope_digest=f"e-{number}"))

    first = browse.inbox_page(alpha.node, alpha.ines)
    second = browse.inbox_page(alpha.node, alpha.ines, before=first[-1].incoming.id)

    shown = [each.incoming.id for each in (*first, *second)]
    assert shown == [f"m-{number}" for number in range(2 * browse.ON_A_PAGE + 5, 0, -2)]
    assert len(first) == browse.ON_A_PAGE
