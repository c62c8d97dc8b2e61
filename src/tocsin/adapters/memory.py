"""A store in memory, for tests and simulations: dicts, and a commit that swaps them.

What is committed never changes again, so that a view for reading is nothing but a reference to it. A transaction
copies a collection when it first writes to it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any, Generic, TypeVar

from tocsin.domain.errors import ConflictError, NotFoundError, UnavailableError
from tocsin.ports.store import COLLECTIONS, Collection, Transaction

T = TypeVar("T")
State = Mapping[str, Mapping[str, Any]]  # Any: records of every collection

_WAIT_SECONDS = 30


class MemoryStore:
    """Keeps everything until the process ends."""

    def __init__(self) -> None:
        self._state: State = {collection.name: {} for collection in COLLECTIONS}
        self._writing = Lock()

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        if not self._writing.acquire(timeout=_WAIT_SECONDS):
            raise UnavailableError("the store is busy with another change: try again")
        try:
            repositories = _repositories(self._state, writable=True)
            try:
                yield Transaction(**repositories)
            finally:
                for repository in repositories.values():
                    repository.writable = False
            changed = {name: each.held for name, each in repositories.items() if each.copied is not None}
            self._state = {**self._state, **changed}
        finally:
            self._writing.release()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        yield Transaction(**_repositories(self._state, writable=False))

    def close(self) -> None:
        """Keep everything: memory holds nothing open."""


def _repositories(state: State, *, writable: bool) -> dict[str, Any]:
    return {each.name: _Repository(each, state[each.name], writable=writable) for each in COLLECTIONS}


class _Repository(Generic[T]):
    """One collection inside one transaction."""

    __slots__ = ("_collection", "copied", "held", "writable")

    def __init__(self, collection: Collection[T], held: Mapping[str, T], *, writable: bool) -> None:
        self._collection = collection
        self.held = held
        self.copied: dict[str, T] | None = None
        self.writable = writable

    def add(self, record: T) -> None:
        key = self._collection.key(record)
        if key in self.held:
            raise ConflictError(f"{self._collection.name} holds {key} already")
        self._own()[key] = record

    def put(self, record: T) -> None:
        self._own()[self._collection.key(record)] = record

    def find(self, key: str) -> T | None:
        return self.held.get(key)

    def get(self, key: str) -> T:
        record = self.held.get(key)
        if record is None:
            raise NotFoundError(f"{self._collection.name} holds no {key}")
        return record

    def remove(self, key: str) -> None:
        self._own().pop(key, None)

    def where(self, **equals: object) -> tuple[T, ...]:
        unknown = set(equals) - set(self._collection.indexed)
        if unknown:
            raise ValueError(f"{self._collection.name} has no index on {', '.join(sorted(unknown))}")
        wanted = tuple(equals.items())
        return tuple(
            record for record in self.held.values() if all(getattr(record, field) == value for field, value in wanted)
        )

    def _own(self) -> dict[str, T]:
        """Return the collection as this transaction may change it."""
        if not self.writable:
            raise RuntimeError("nothing can be written here: only inside begin(), and before it ends")
        if self.copied is None:
            self.copied = dict(self.held)
            self.held = self.copied
        return self.copied
