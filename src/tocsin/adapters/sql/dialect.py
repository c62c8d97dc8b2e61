"""What SQLite does in its own way. Another database would have a file like this one.

Statements are written once, by SQLAlchemy; in a transaction they go straight to the driver, which is several times
faster than to have them handled anew each time.
"""

import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, NullPool
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import CompilerElement

from tocsin.domain.errors import InvalidError, TocsinError, UnavailableError

READING = "BEGIN"
WRITING = "BEGIN IMMEDIATE"  # the write lock is held from the start: nobody is refused half-way

_BEGIN = "tocsin_begin"
_NAMED = sqlite.dialect(paramstyle="named")
_DAMAGED = "the database is damaged: put it aside and restore a backup"
_BUSY = "the database is busy with another change: try again"
_CLOSED = "the database cannot be opened: check that its folder is there and belongs to this account"
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: "the disk is full and nothing was written: make room, then try again",
    sqlite3.SQLITE_READONLY: "the database may not be written: check who owns its file and its folder",
    sqlite3.SQLITE_IOERR: "the disk fails: look at the system's log, and move the database if it is worn out",
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
}
_INVALID = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_TOOBIG: "the record is too large for the database: split it",
}


def written(statement: Executable, columns: Iterable[str] | None = None) -> str:
    """Return a statement as the driver takes it; its parameters have names."""
    assert isinstance(statement, CompilerElement)  # noqa: S101  # whatever is executable can be compiled
    return str(statement.compile(dialect=_NAMED, column_keys=None if columns is None else list(columns)))


def connect(path: Path, *, wait_seconds: float) -> Engine:
    """Open the database, or make it: readable by this account only, and safe through a power cut."""
    _make(path)
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": wait_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _translate, retval=True)
    _keep_a_log(engine, until=time.monotonic() + wait_seconds)
    return engine


def opened(engine: Engine) -> sqlite3.Connection:
    """Return a connection of its own, for any thread."""
    connection = engine.raw_connection()
    connection.detach()
    return cast("sqlite3.Connection", connection.dbapi_connection)


def for_making(engine: Engine) -> Engine:
    """Return the engine that makes tables: its transactions hold the write lock from their start."""
    return engine.execution_options(**{_BEGIN: WRITING})


def insert_new(table: Table) -> Insert:
    """Return the statement that adds a row, and changes no row where there is one with its key."""
    return insert(table).on_conflict_do_nothing(index_elements=["key"])


def insert_or_update(table: Table, changed: Iterable[str], *, by: str = "key") -> Insert:
    """Return the statement that adds a row, or changes the one with its key and leaves its place."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=[by], set_={name: statement.excluded[name] for name in changed}
    )


def _make(path: Path) -> None:
    try:
        if path.exists():
            # Not opened here: to close a file is to lose the locks that this process holds on it through SQLite.
            path.chmod(0o600)
        else:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise UnavailableError(f"{path} cannot be opened for writing: {error.strerror}") from error


def _keep_a_log(engine: Engine, *, until: float) -> None:
    """Switch the file to a write-ahead log, for good. Of several processes that try at once, SQLite lets one."""
    while True:
        try:
            with engine.execution_options(**{_BEGIN: None}).connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
                return
        except UnavailableError as error:
            if str(error) != _BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where we say
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA secure_delete=ON")  # a key that is destroyed is overwritten
    cursor.close()


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get(_BEGIN, READING)
    if statement is not None:
        connection.exec_driver_sql(statement)


def _translate(context: ExceptionContext) -> TocsinError | None:
    return translated(context.original_exception)


def translated(error: BaseException) -> TocsinError | None:
    """Say what to do about what SQLite says; anything else is a mistake of ours and stays as it is."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or code is None:
        return None
    primary = code & 0xFF  # the rest is detail
    if primary in _INVALID:
        return InvalidError(_INVALID[primary])
    return UnavailableError(_UNAVAILABLE[primary]) if primary in _UNAVAILABLE else None


def checkpoint(engine: Engine) -> None:
    """Bring the log into the database and cut it to nothing; as far as nobody is reading in it."""
    with engine.execution_options(**{_BEGIN: None}).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
