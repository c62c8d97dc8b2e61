"""What one notice costs when the stores are large: posting, carrying, taking in and filing, between two nodes.

    python benchmarks/growth.py [--few 10000] [--many 1000000]

Two pairs of nodes, one with few notices stored and one with many, take turns, so that whatever else the machine does
falls on both. The stored rows are copies of real ones under other keys, their bytes (signed message, envelope, body,
receipt) cut short, so that a million fit on a disk: the number of rows and the depth of every index are real.
"""

import argparse
import hashlib
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from node import a_notice

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import DeliveryState
from tocsin.ports.node import Node
from tocsin.surfaces.demo.cast import enrol_each_other, make_member
from tocsin.usecases import dispatch
from tocsin.usecases.reception import receive
from tocsin.usecases.steps.post import Posting, post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind

BATCH = 20_000  # rows to a transaction, while filling
LONG = ("signed", "envelope", "body", "receipt")
Row = dict[str, str | None]


@dataclass(frozen=True)
class Direct:
    """A courier that hands an envelope to the other node at once."""

    node: Node

    def carry(self, _: str, envelope: bytes) -> bytes:
        """Deliver, as a courier does."""
        return receive(self.node, envelope)


@dataclass(frozen=True)
class Pair:
    """A node that sends and the counterpart it sends to."""

    sender: Node
    to: Counterpart

    def deliver(self) -> float:
        """Deliver one notice; return the seconds it took."""
        body = a_notice(self.sender)
        start = time.perf_counter()
        with self.sender.store.begin() as tx:
            post(self.sender, tx, self.to, Posting(kind=Kind.ALERT, urgency=Urgency.EXPECTED, body=body))
        (sent,) = dispatch.send_next(self.sender, counterpart=self.to.id)
        took = time.perf_counter() - start
        if sent is None or sent.state is not DeliveryState.STORED:
            raise SystemExit(f"a notice was not stored: {sent}")
        return took


def measure(folder: Path, *, few: int, many: int, times: int) -> tuple[float, float]:
    """Return what a notice costs in seconds beside few stored ones, and beside many: the median."""
    pairs = [a_pair(folder / name, stored) for name, stored in (("few", few), ("many", many))]
    for pair in pairs:
        for _ in range(20):
            pair.deliver()
    took = [[pair.deliver() for pair in pairs] for _ in range(times)]
    small, large = zip(*took, strict=True)
    return statistics.median(small), statistics.median(large)


def a_pair(folder: Path, stored: int) -> Pair:
    """Make two nodes that know each other and hold so many notices."""
    members = tuple(
        make_member(folder / country, name=f"Office of {country}", country=country, password="correct horse battery")
        for country in ("PT", "IE")
    )
    sender, receiver = (member.node for member in members)
    to = enrol_each_other(members)[sender.organisation.name, receiver.organisation.name]
    pair = Pair(replace(sender, couriers={"https": Direct(receiver)}), to)
    for _ in range(10):
        pair.deliver()
    for member in members:
        fill(member.folder / "tocsin.db", stored)
    return pair


def fill(path: Path, stored: int) -> None:
    """Copy rows until the store holds so many notices."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous=OFF")  # only while filling, and only on this connection
    for table in ("deliveries", "outgoing", "incoming"):
        found = connection.execute(f"SELECT * FROM {table} WHERE key IN (SELECT about FROM leaves)")
        rows = [dict(row) for row in found]
        if rows:
            _insert(connection, table, _copies(rows, stored))
    leaves = stored * (2 if connection.execute("SELECT 1 FROM deliveries").fetchone() else 1)
    (leaf,) = connection.execute("SELECT * FROM leaves WHERE about IS NOT NULL LIMIT 1").fetchall()
    first = connection.execute("SELECT count(*) FROM leaves").fetchone()[0]
    _insert(connection, "leaves", _leaves(dict(leaf), first, leaves))
    _insert(connection, "nodes", _nodes(leaves))
    (size,) = connection.execute("SELECT body FROM sizes").fetchone()
    connection.execute("UPDATE sizes SET body = ?", (json.dumps(json.loads(size) | {"leaves": leaves}),))
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _copies(rows: list[Row], count: int) -> Iterator[Row]:
    """Yield a row many times, each with names of its own."""
    shortened = [row | {"body": json.dumps(_short(json.loads(str(row["body"]))))} for row in rows]
    for number in range(count):
        row = shortened[number % len(shortened)]
        names = {name: row[name] for name in ("key", "envelope_digest", "notice", "place") if row.get(name)}
        fresh = {name: hashlib.sha256(f"{name}{number}".encode()).hexdigest() for name in names}
        body = str(row["body"])
        for name, value in names.items():
            body = body.replace(str(value), fresh[name])
        yield {name: value for name, value in row.items() if name != "ordinal"} | fresh | {"body": body}


def _short(record: dict[str, object]) -> dict[str, object]:
    return {name: value[:400] if name in LONG and isinstance(value, str) else value for name, value in record.items()}


def _leaves(leaf: Row, first: int, end: int) -> Iterator[Row]:
    for index in range(first, end):
        about = hashlib.sha256(f"key{index}".encode()).hexdigest()
        body = json.dumps(json.loads(str(leaf["body"])) | {"index": index, "about": about})
        yield {name: value for name, value in leaf.items() if name != "ordinal"} | {
            "key": f"{index:012d}",
            "about": about,
            "body": body,
        }


def _nodes(leaves: int) -> Iterator[Row]:
    hashed = "A" * 43 + "="
    level = 0
    while leaves >> level:
        for index in range(leaves >> level):
            yield {"key": f"{level}/{index}", "body": json.dumps({"level": level, "index": index, "hash": hashed})}
        level += 1


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    statement, batch = "", []
    for row in rows:
        statement = statement or (
            f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})"
        )
        batch.append(row)
        if len(batch) == BATCH:
            connection.executemany(statement, batch)
            connection.commit()
            batch.clear()
    if batch:
        connection.executemany(statement, batch)
        connection.commit()


def main(say: Callable[[str], None] = print) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=400)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tocsin-growth-") as name:
        small, large = measure(Path(name), few=arguments.few, many=arguments.many, times=arguments.times)
    say(f"a notice, beside {arguments.few:,} stored ones: {1000 * small:.2f} ms (median of {arguments.times})")
    say(f"a notice, beside {arguments.many:,} stored ones: {1000 * large:.2f} ms, {large / small:.2f} times as much")


if __name__ == "__main__":
    main()
