"""The store in SQLite. Threads and processes may share one database: writers wait, readers never do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Engine, insert, inspect, select
from sqlalchemy.exc import PendingRollbackError

from tocsin.adapters.sql import dialect
from tocsin.adapters.sql.tables import KEPT, METADATA, SCHEMA, SCHEMA_VERSION, Kept
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError, UnavailableError
from tocsin.ports.store import Transaction

T = TypeVar("T")


class SqlStore:
    """Keeps everything in one file (and, while it is open, two beside it)."""

    def __init__(self, path: Path, *, wait_seconds: float = 30) -> None:
        """`wait_seconds` is how long a writer waits for the others."""
        self._wait_seconds = wait_seconds
        self._reading = dialect.connect(path, wait_seconds=wait_seconds)
        self._writing = dialect.for_writing(self._reading)
        self._turn = Lock()  # threads of one process take turns here, which is faster than asking the file
        try:
            _prepare(self._writing)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        if not self._turn.acquire(timeout=self._wait_seconds):
            raise UnavailableError("the database is busy with another change: try again")
        try:
            with self._writing.begin() as connection:
                yield _transaction(connection, writable=True)
        except PendingRollbackError as error:  # somebody caught the first error and went on
            raise UnavailableError("a part of this change failed and nothing was written: try again") from error
        finally:
            self._turn.release()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        with self._reading.begin() as connection:
            connection.execute(select(SCHEMA_VERSION))  # the view is of this moment, not of the first question
            yield _transaction(connection, writable=False)

    def close(self) -> None:
        """Close the database; what was committed is on the disk already."""
        self._reading.dispose()


def _prepare(engine: Engine) -> None:
    """Make the tables that are missing, unless the database is not ours to change."""
    with engine.begin() as connection:
        tables = inspect(connection).get_table_names()
        if tables and SCHEMA_VERSION.name not in tables:
            raise InvalidError("this is a database of another program: name another file")
        found = connection.execute(select(SCHEMA_VERSION.c.version)).scalar() if tables else None
        if found is not None and found > SCHEMA:
            raise InvalidError(
                f"a newer Tocsin wrote this database (schema {found}, this one knows {SCHEMA}): install that one"
            )
        METADATA.create_all(connection)
        if found is None:
            connection.execute(insert(SCHEMA_VERSION).values(version=SCHEMA))


def _transaction(connection: Connection, *, writable: bool) -> Transaction:
    repositories: dict[str, Any] = {
        kept.collection.name: _Repository(kept, connection, writable=writable) for kept in KEPT
    }
    return Transaction(**repositories)


class _Repository(Generic[T]):
    """One table inside one transaction."""

    __slots__ = ("_connection", "_kept", "_writable")

    def __init__(self, kept: Kept[T], connection: Connection, *, writable: bool) -> None:
        self._kept = kept
        self._connection = connection
        self._writable = writable

    def add(self, record: T) -> None:
        row = self._kept.row(record)
        if self._change(self._kept.add, row) == 0:
            raise ConflictError(f"{self._kept.collection.name} holds {row['key']} already")

    def put(self, record: T) -> None:
        self._change(self._kept.put, self._kept.row(record))

    def find(self, key: str) -> T | None:
        body = self._connection.execute(self._kept.find, {"key": key}).scalar()
        return None if body is None else self._kept.record(body)

    def get(self, key: str) -> T:
        record = self.find(key)
        if record is None:
            raise NotFoundError(f"{self._kept.collection.name} holds no {key}")
        return record

    def remove(self, key: str) -> None:
        self._change(self._kept.remove, {"key": key})

    def where(self, **equals: object) -> tuple[T, ...]:
        bodies = self._connection.execute(self._kept.where(equals)).scalars()
        return tuple(self._kept.record(body) for body in bodies)

    def newest(self, limit: int, *, before: str | None = None, **equals: object) -> tuple[T, ...]:
        bodies = self._connection.execute(self._kept.newest(limit, before, equals)).scalars()
        return tuple(self._kept.record(body) for body in bodies)

    def _change(self, statement: Any, row: dict[str, Any]) -> int:  # noqa: ANN401  # insert, upsert or delete
        if not self._writable or self._connection.closed:
            raise RuntimeError("nothing can be written here: only inside begin(), and before it ends")
        return self._connection.execute(statement, row).rowcount
