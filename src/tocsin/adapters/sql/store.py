"""The store in SQLite. Threads and processes may share one database: writers wait, readers never do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, insert, inspect, select

from tocsin.adapters.sql import dialect
from tocsin.adapters.sql.running import Run, Runs
from tocsin.adapters.sql.tables import (
    DESTROY_SECRET,
    KEEP_SECRET,
    KEPT,
    METADATA,
    SCHEMA,
    SCHEMA_VERSION,
    Kept,
    Query,
    text,
)
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError, UnavailableError
from tocsin.ports.store import Transaction

T = TypeVar("T")

_KEPT = {kept.collection.name: kept for kept in KEPT}
_SCHEMA = dialect.written(select(SCHEMA_VERSION))


class SqlStore:
    """Keeps everything in one file (and, while it is open, two beside it)."""

    def __init__(self, path: Path, *, wait_seconds: float = 30) -> None:
        """`wait_seconds` is how long a writer waits for the others."""
        self._wait_seconds = wait_seconds
        self._engine = dialect.connect(path, wait_seconds=wait_seconds)
        self._runs = Runs(self._engine)
        self._turn = Lock()  # threads of one process take turns here, which is faster than asking the file
        _prepare(dialect.for_making(self._engine))

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        if not self._turn.acquire(timeout=self._wait_seconds):
            raise UnavailableError("the database is busy with another change: try again")
        try:
            with self._runs.transaction(dialect.WRITING) as run, _transaction(run, writable=True) as tx:
                yield tx
        finally:
            self._turn.release()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        with self._runs.transaction(dialect.READING) as run:
            run.rows(_SCHEMA, {})  # the view is of this moment, not of the first question
            with _transaction(run, writable=False) as tx:
                yield tx

    def forget(self) -> None:
        """Cut the log, in which the keys that were destroyed still stand, to nothing."""
        dialect.checkpoint(self._engine)

    def close(self) -> None:
        """Close the database; what was committed is on the disk already."""
        self._runs.close()


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


@contextmanager
def _transaction(run: Run, *, writable: bool) -> Iterator[Transaction]:
    may = _May(writable)
    try:
        yield _Opened(run, may)
    finally:
        may.write = False


@dataclass(slots=True)
class _May:
    """What may be done in a transaction, while it lasts."""

    write: bool


class _Opened(Transaction):
    """A transaction whose repositories are made when they are asked for: most of them never are."""

    __slots__ = ("_may", "_run")

    def __init__(self, run: Run, may: _May) -> None:
        object.__setattr__(self, "_run", run)
        object.__setattr__(self, "_may", may)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # a repository of whatever is kept there
        try:
            kept = _KEPT[name]
        except KeyError:
            raise AttributeError(name) from None
        made: _Repository[Any] = _Repository(kept, self._run, self._may)
        object.__setattr__(self, name, made)
        return made


class _Repository(Generic[T]):
    """One table inside one transaction."""

    __slots__ = ("_kept", "_may", "_run")

    def __init__(self, kept: Kept[T], run: Run, may: _May) -> None:
        self._kept = kept
        self._run = run
        self._may = may

    def add(self, record: T) -> None:
        row = self._kept.row(record)
        if self._keep(self._kept.add, row) == 0:
            raise ConflictError(f"{self._kept.collection.name} holds {row['key']} already")

    def put(self, record: T) -> None:
        self._keep(self._kept.put, self._kept.row(record))

    def find(self, key: str) -> T | None:
        rows = self._run.rows(self._kept.find, {"key": key})
        return self._kept.record(rows[0]) if rows else None

    def get(self, key: str) -> T:
        record = self.find(key)
        if record is None:
            raise NotFoundError(f"{self._kept.collection.name} holds no {key}")
        return record

    def remove(self, key: str) -> None:
        if self._change(self._kept.remove, {"key": key}) and self._kept.collection.personal:
            self._change(DESTROY_SECRET, {"name": self._kept.name(key)})

    def where(self, **equals: object) -> tuple[T, ...]:
        return self._found(Query(fields=_fields(equals)), equals)

    def oldest(self, limit: int, *, after: str | None = None, **equals: object) -> tuple[T, ...]:
        query = Query(fields=_fields(equals), from_key=after is not None, limited=True)
        return self._found(query, equals, from_key=after, limit=limit)

    def newest(self, limit: int, *, before: str | None = None, **equals: object) -> tuple[T, ...]:
        query = Query(fields=_fields(equals), newest_first=True, from_key=before is not None, limited=True)
        return self._found(query, equals, from_key=before, limit=limit)

    def until(self, limit: int, **most: object) -> tuple[T, ...]:
        ((name, value),) = most.items()
        return self._found(Query(until=name, limited=True), {}, most=text(value), limit=limit)

    def _found(self, query: Query, equals: dict[str, object], **bounds: str | int | None) -> tuple[T, ...]:
        values = {name: text(value) for name, value in equals.items()}
        rows = self._run.rows(self._kept.select(query), {**values, **bounds})
        return tuple(self._kept.record(row) for row in rows)

    def _keep(self, statement: str, row: dict[str, Any]) -> int:
        secret = self._kept.sealed(row) if self._kept.collection.personal else None
        changed = self._change(statement, row)
        if secret is not None and changed:
            self._change(KEEP_SECRET, secret)
        return changed

    def _change(self, statement: str, row: dict[str, Any]) -> int:
        if not self._may.write:
            raise RuntimeError("nothing can be written here: only inside begin(), and before it ends")
        return self._run.changed(statement, row)


def _fields(equals: dict[str, object]) -> tuple[tuple[str, bool], ...]:
    return tuple((name, value is None) for name, value in equals.items())
