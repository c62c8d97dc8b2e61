"""What Now reads follows what waits for somebody, and not what a node has ever kept."""

from contextlib import contextmanager
from dataclasses import fields, replace

from federation import deliver
from stories import a_federation, open_notice, release_to, submit
from tocsin.domain.recall import CancelGround
from tocsin.ports.store import Transaction
from tocsin.usecases import answers, browse, recall


class Counting:
    """A collection that counts the records which are read from it."""

    def __init__(self, repository, read):
        self.repository, self.read = repository, read

    def __getattr__(self, name):
        ask = getattr(self.repository, name)

        def counted(*args, **kwargs):
            found = ask(*args, **kwargs)
            self.read.extend(found if isinstance(found, tuple) else [found])
            return found

        return counted


class CountingStore:
    def __init__(self, store):
        self.store, self.read_records = store, []

    def __getattr__(self, name):
        return getattr(self.store, name)

    @contextmanager
    def read(self):
        with self.store.read() as tx:
            yield Transaction(**{each.name: Counting(getattr(tx, each.name), self.read_records) for each in fields(tx)})


def looked_at(town):
    """How many records Now reads."""
    store = CountingStore(town.node.store)
    browse.now(replace(town.node, store=store), town.rosa)
    return len(store.read_records)


def settle(alpha, bravo, charlie):
    """A warning from the report to the end: told, answered, over; nobody has anything left to do about it."""
    notice = open_notice(alpha, submit(alpha))
    release_to(alpha, notice, "Bravo", "IE:target")
    deliver(alpha, bravo, charlie)
    newest = next(
        each.incoming
        for each in reversed(browse.inbox(bravo.node, bravo.ines))
        if each.is_warning and each.incoming.state == "new"
    )
    answers.open_warning(bravo.node, bravo.ines, message=newest.id)
    answers.acknowledge(bravo.node, bravo.ines, message=newest.id, said="read")
    answers.respond(bravo.node, bravo.ines, message=newest.id, said="alerted")
    deliver(alpha, bravo, charlie)
    recall.cancel(alpha.node, alpha.rosa, notice=notice.id, ground=CancelGround.PASSED)
    deliver(alpha, bravo, charlie)


def test_now_reads_no_more_beside_what_is_settled():
    _, _, towns = a_federation()
    alpha, bravo, _ = towns
    settle(*towns)
    before = looked_at(alpha), looked_at(bravo)
    for _ in range(3):
        settle(*towns)

    assert (looked_at(alpha), looked_at(bravo)) == before
    assert browse.reports(alpha.node, alpha.ines) != ()


def test_now_reads_more_where_more_waits():
    _, _, towns = a_federation()
    settle(*towns)
    before = looked_at(towns[0])
    open_notice(towns[0], submit(towns[0]))

    assert looked_at(towns[0]) > before
