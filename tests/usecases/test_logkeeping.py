"""The journal of processing has an end of its own."""

from dataclasses import replace
from datetime import timedelta

from stories import submit
from tocsin.usecases import logkeeping


def the_journal(town):
    with town.node.store.read() as tx:
        return tx.logbook.where()


def short(town):
    law = replace(town.node.law, journal_for=timedelta(days=1095))
    return replace(town.node, law=law)


def test_an_entry_of_the_journal_goes_after_its_time_and_the_ledger_says_so(alpha):
    submit(alpha)
    entries = len(the_journal(alpha))
    alpha.node.clock.advance(hours=24 * 1095 + 1)
    submit(alpha)

    assert logkeeping.look_after(short(alpha)) == entries > 0

    assert the_journal(alpha)
    with alpha.node.store.read() as tx:
        assert any(b"logbook.pruned" in leaf.record for leaf in tx.leaves.where() if leaf.record)


def test_an_entry_stays_until_its_time_is_over(alpha):
    submit(alpha)
    before = the_journal(alpha)
    alpha.node.clock.advance(hours=24 * 1094)

    assert logkeeping.look_after(short(alpha)) == 0
    assert the_journal(alpha) == before
