"""Tiles: the whole ledger as files, in the layout of C2SP tlog-tiles, for an auditor and no one else.

`checkpoint`, `tile/…` and `tile/entries/…` are what any tool for such logs reads: hashes, and entries that say nothing
by themselves. `records.jsonl` opens each entry that was not erased: SHA-256(salt ‖ record) is the entry.
"""

import json
from collections.abc import Iterator

from tocsin.domain.actor import Actor, Role
from tocsin.domain.book import Leaf
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import heads
from tocsin.wire import checkpoint
from tocsin.wire.fields import base64url

WIDTH = 256  # hashes in a full tile
HEIGHT = 8  # levels of the tree in one tile


def export(node: Node, actor: Actor) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file, under the newest head; one is signed where there is none."""
    actor.require(Role.AUDITOR)
    with node.store.begin() as tx:
        head = heads.newest(node, tx)
        lines = [each.line for each in tx.cosignatures.where(size=head.size)]
    with node.store.read() as tx:
        yield from _hashes(tx, head.size)
        yield from _entries(tx, head.size)
    file = head.checkpoint
    for line in lines:
        file = checkpoint.with_line(file, line)
    yield "checkpoint", file


def _hashes(tx: Transaction, size: int) -> Iterator[tuple[str, bytes]]:
    level, count = 0, size
    while count:
        for number, width in _tiles(count):
            first = number * WIDTH
            nodes = (tx.nodes.get(f"{level * HEIGHT}/{index}").hash for index in range(first, first + width))
            yield _path(str(level), number, width), b"".join(nodes)
        level, count = level + 1, count // WIDTH


def _entries(tx: Transaction, size: int) -> Iterator[tuple[str, bytes]]:
    after, records = None, []
    for number, width in _tiles(size):
        leaves = tx.leaves.oldest(width, after=after)
        after = leaves[-1].key
        entries = [leaf.content for leaf in leaves]
        yield _path("entries", number, width), b"".join(len(each).to_bytes(2, "big") + each for each in entries)
        records += [_record(leaf) for leaf in leaves]
    yield "records.jsonl", "".join(records).encode()


def _tiles(count: int) -> Iterator[tuple[int, int]]:
    """Yield number and width of each tile that holds so many hashes; the last one may be partial."""
    for first in range(0, count, WIDTH):
        yield first // WIDTH, min(WIDTH, count - first)


def _path(level: str, number: int, width: int) -> str:
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03d}")
    return f"tile/{level}/{'/'.join(groups)}" + ("" if width == WIDTH else f".p/{width}")


def _record(leaf: Leaf) -> str:
    shown: dict[str, object] = {"index": leaf.index, "salt": None, "record": None}
    if leaf.salt is not None and leaf.record is not None:
        shown |= {"salt": base64url(leaf.salt), "record": leaf.record.decode()}
    return json.dumps(shown, ensure_ascii=False) + "\n"
