"""A store in memory, for tests and simulations: a transaction costs what it changes, however much is held.

There is one copy of what is committed. A transaction writes its changes beside it, and they are taken in when it
ends. A view for reading notes beside it what others replace while it is open, and so goes on seeing what was there.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from threading import Lock
from typing import Any, Generic, TypeVar

from tocsin.domain.errors import ConflictError, NotFoundError, UnavailableError
from tocsin.ports.store import COLLECTIONS, Collection, Transaction

T = TypeVar("T")

_WAIT_SECONDS = 30
_ORDINAL = attrgetter("ordinal")


@dataclass(frozen=True, slots=True)
class _Row(Generic[T]):
    """A record and its place in the order of adding."""

    ordinal: int
    record: T


@dataclass(slots=True)
class _Table(Generic[T]):
    """What is committed of one collection: rows by key in the order of adding, and the keys by each indexed value."""

    collection: Collection[T]
    rows: dict[str, _Row[T]] = field(default_factory=dict)
    keys: dict[tuple[str, object], dict[str, None]] = field(default_factory=dict)
    added: int = 0

    def change(self, key: str, row: _Row[T] | None) -> None:
        old = self.rows.get(key)
        if old is not None:
            for place in self._places(old):
                del self.keys[place][key]
                if not self.keys[place]:
                    del self.keys[place]
        if row is None or (old is not None and old.ordinal != row.ordinal):
            self.rows.pop(key, None)
        if row is not None:
            self.rows[key] = row
            for place in self._places(row):
                self.keys.setdefault(place, {})[key] = None

    def find(self, equals: dict[str, object]) -> Iterable[str]:
        """Return the keys of all whose fields have these values."""
        if not equals:
            return self.rows
        fewest, *others = sorted((self.keys.get(each, {}) for each in equals.items()), key=len)
        return [key for key in fewest if all(key in each for each in others)] if others else fewest

    def copy(self) -> "_Table[T]":
        keys = {place: dict(found) for place, found in self.keys.items()}
        return _Table(self.collection, dict(self.rows), keys, self.added)

    def _places(self, row: _Row[T]) -> list[tuple[str, object]]:
        return [(name, getattr(row.record, name)) for name in self.collection.indexed]


class MemoryStore:
    """Keeps everything until the process ends."""

    def __init__(self) -> None:
        self._tables: dict[str, _Table[Any]] = {each.name: _Table(each) for each in COLLECTIONS}
        self._views: list[_View] = []
        self._writing = Lock()
        self._looking = Lock()  # held while something is read, or taken in

    def copy(self) -> "MemoryStore":
        """Return a store that holds the same, and from here on goes its own way."""
        made = MemoryStore()
        made._tables = {name: table.copy() for name, table in self._tables.items()}
        return made

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        if not self._writing.acquire(timeout=_WAIT_SECONDS):
            raise UnavailableError("the store is busy with another change: try again")
        try:
            view = _View(self._tables, self._looking, writable=True)
            try:
                yield view
            finally:
                for repository in view.made.values():
                    repository.writable = False
            self._take_in(view.made)
        finally:
            self._writing.release()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        view = _View(self._tables, self._looking, writable=False)
        with self._looking:
            self._views.append(view)
        try:
            yield view
        finally:
            with self._looking:
                self._views = [each for each in self._views if each is not view]

    def forget(self) -> None:
        """What was removed from memory is gone."""

    def close(self) -> None:
        """Keep everything: memory holds nothing open."""

    def _take_in(self, changed: dict[str, Any]) -> None:
        with self._looking:
            for name, repository in changed.items():
                table = self._tables[name]
                for key, row in sorted(repository.beside.items(), key=_place):
                    for view in self._views:
                        getattr(view, name).beside.setdefault(key, table.rows.get(key))
                    table.change(key, row)


def _place(item: tuple[str, _Row[Any] | None]) -> int:
    return -1 if item[1] is None else item[1].ordinal


def _is_at_most(value: Any, most: Any) -> bool:  # noqa: ANN401  # two of a kind that has an order
    return value is not None and bool(value <= most)


class _View(Transaction):
    """A transaction that makes a repository when it is first asked for: most are not, and a federation has many."""

    def __init__(self, tables: dict[str, _Table[Any]], looking: Lock, *, writable: bool) -> None:
        made: dict[str, _Repository[Any]] = {}
        vars(self).update(made=made, _tables=tables, _looking=looking, _writable=writable)

    made: dict[str, "_Repository[Any]"]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # the repository of this collection
        if name not in self._tables:
            raise AttributeError(name)
        if name not in self.made:
            self.made[name] = _Repository(self._tables[name], self._looking, writable=self._writable)
        return self.made[name]


class _Repository(Generic[T]):
    """One collection as one transaction sees it: what is committed, but for the rows `beside` it."""

    __slots__ = ("_looking", "_table", "beside", "writable")

    def __init__(self, table: _Table[T], looking: Lock, *, writable: bool) -> None:
        self._table = table
        self._looking = looking
        self.beside: dict[str, _Row[T] | None] = {}  # None: not there
        self.writable = writable

    def add(self, record: T) -> None:
        key = self._table.collection.key(record)
        if self.find(key) is not None:
            raise ConflictError(f"{self._table.collection.name} holds {key} already")
        self.put(record)

    def put(self, record: T) -> None:
        self._check_writable()
        key = self._table.collection.key(record)
        held = self._row(key)
        if held is None:
            self._table.added += 1
        self.beside[key] = _Row(self._table.added if held is None else held.ordinal, record)

    def find(self, key: str) -> T | None:
        with self._looking:
            row = self._row(key)
        return None if row is None else row.record

    def get(self, key: str) -> T:
        record = self.find(key)
        if record is None:
            raise NotFoundError(f"{self._table.collection.name} holds no {key}")
        return record

    def remove(self, key: str) -> None:
        self._check_writable()
        self.beside[key] = None

    def where(self, **equals: object) -> tuple[T, ...]:
        return tuple(row.record for row in self._rows(equals))

    def oldest(self, limit: int, *, after: str | None = None, **equals: object) -> tuple[T, ...]:
        rows = self._rows(equals)
        if after is not None:
            start = self._place(after)
            rows = [row for row in rows if start is not None and row.ordinal > start]
        return tuple(row.record for row in rows[:limit])

    def newest(self, limit: int, *, before: str | None = None, **equals: object) -> tuple[T, ...]:
        rows = self._rows(equals)
        if before is not None:
            end = self._place(before)
            rows = [row for row in rows if end is not None and row.ordinal < end]
        return tuple(row.record for row in reversed(rows[-limit:]))

    def until(self, limit: int, **most: object) -> tuple[T, ...]:
        ((name, value),) = most.items()
        self._check_indexed(most)
        found = [row.record for row in self._rows({}) if _is_at_most(getattr(row.record, name), value)]
        return tuple(sorted(found, key=attrgetter(name))[:limit])

    def _place(self, key: str) -> int | None:
        with self._looking:
            row = self._row(key)
        return None if row is None else row.ordinal

    def _row(self, key: str) -> _Row[T] | None:
        return self.beside[key] if key in self.beside else self._table.rows.get(key)

    def _rows(self, equals: dict[str, object]) -> list[_Row[T]]:
        self._check_indexed(equals)
        with self._looking:
            committed = self._table.rows
            rows = [committed[key] for key in self._table.find(equals) if key not in self.beside]
            beside = [row for row in self.beside.values() if row is not None]
        wanted = tuple(equals.items())
        rows += [row for row in beside if all(getattr(row.record, name) == value for name, value in wanted)]
        return sorted(rows, key=_ORDINAL)

    def _check_indexed(self, fields: dict[str, object]) -> None:
        unknown = set(fields) - set(self._table.collection.indexed)
        if unknown:
            raise ValueError(f"{self._table.collection.name} has no index on {', '.join(sorted(unknown))}")

    def _check_writable(self) -> None:
        if not self.writable:
            raise RuntimeError("nothing can be written here: only inside begin(), and before it ends")
