"""A node's disk: a real store, which may be full, and at whose transactions the process may die."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast

from tocsin.adapters.memory import MemoryStore
from tocsin.domain.errors import UnavailableError
from tocsin.ports.store import COLLECTIONS, Store, Transaction
from tocsin.surfaces.simulation.witness import Witness


class Crash(BaseException):
    """The process is gone. Not an error that anything may catch: nothing runs after it."""


class Disk:
    """Stands before a store, as `Store`; tells the witness what was committed."""

    def __init__(self, member: str, open_store: Callable[[], Store], witness: Witness) -> None:
        self._member = member
        self._open = open_store
        self._witness = witness
        self._store = open_store()
        self.is_full = False
        self.fuse: int | None = None  # so many transactions until the process dies
        self.dies_after_commit = False
        self.restores = 0

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        if self.is_full:
            raise UnavailableError("the disk is full")
        is_last = self._burn()
        noted: list[tuple[str, Any]] = []
        with self._store.begin() as tx:
            yield cast(Transaction, _Noted(tx, noted))
            if is_last and not self.dies_after_commit:
                raise Crash
        self._tell(noted)
        if is_last:
            raise Crash

    def read(self) -> AbstractContextManager[Transaction]:
        return self._store.read()

    def forget(self) -> None:
        self._store.forget()

    def close(self) -> None:
        self._store.close()

    def reopen(self) -> None:
        """Open the store anew, as a process does that has just started."""
        self._store.close()
        self._store = self._open()
        self.fuse = None

    def backup(self) -> MemoryStore:
        """Return a store that holds the same, and keeps it whatever becomes of this one."""
        if isinstance(self._store, MemoryStore):
            return self._store.copy()
        made = MemoryStore()
        with self._store.read() as held, made.begin() as kept:
            _add_all(held, kept)
        return made

    def restore(self, backup: MemoryStore) -> None:
        """Put back what a backup holds, and nothing else; the witness is told what is forgotten."""
        if isinstance(self._store, MemoryStore):
            self._store = restored = backup.copy()
            self._open = lambda: restored
        else:
            self._overwrite(backup)
        self.restores += 1
        with backup.read() as tx:
            self._witness.restored(self._member, tx)

    def _overwrite(self, backup: MemoryStore) -> None:
        with self._store.begin() as tx:
            for each in COLLECTIONS:
                repository = getattr(tx, each.name)
                for record in repository.where():
                    repository.remove(each.key(record))
        with backup.read() as held, self._store.begin() as tx:
            _add_all(held, tx)

    def _burn(self) -> bool:
        if self.fuse is None:
            return False
        self.fuse -= 1
        return self.fuse < 0

    def _tell(self, noted: list[tuple[str, Any]]) -> None:
        for name, record in noted:
            match name:
                case "outgoing":
                    self._witness.committed_outgoing(self._member, record)
                case "incoming":
                    self._witness.committed_incoming(self._member, record)
                case _:
                    self._witness.committed_head(self._member, record)


def _add_all(held: Transaction, to: Transaction) -> None:
    for each in COLLECTIONS:
        for record in getattr(held, each.name).where():
            getattr(to, each.name).add(record)


class _Noting:
    """A repository that notes what is written to it."""

    def __init__(self, name: str, repository: Any, noted: list[tuple[str, Any]]) -> None:  # noqa: ANN401  # of any record
        self._name = name
        self._repository = repository
        self._noted = noted

    def add(self, record: Any) -> None:  # noqa: ANN401  # of any record
        self._repository.add(record)
        self._noted.append((self._name, record))

    def put(self, record: Any) -> None:  # noqa: ANN401  # of any record
        self._repository.put(record)
        self._noted.append((self._name, record))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # everything else as it is
        return getattr(self._repository, name)


class _Noted:
    """A transaction that notes what is written to the collections that the witness is told of."""

    def __init__(self, tx: Transaction, noted: list[tuple[str, Any]]) -> None:
        self._tx = tx
        self._noted = noted

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # the repository of this collection
        repository = getattr(self._tx, name)
        return _Noting(name, repository, self._noted) if name in {"outgoing", "incoming", "heads"} else repository
