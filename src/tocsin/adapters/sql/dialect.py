"""What SQLite does in its own way. Another database would have a file like this one."""

import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from tocsin.domain.errors import InvalidError, TocsinError, UnavailableError

_BEGIN = "tocsin_begin"
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


def connect(path: Path, *, wait_seconds: float) -> Engine:
    """Open the database, or make it: readable by this account only, and safe through a power cut."""
    _make(path)
    # Threads never wait for a connection: they wait for one another in begin(), where waiting is bounded.
    engine = create_engine(f"sqlite:///{path}", pool_size=8, max_overflow=-1, connect_args={"timeout": wait_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _translate, retval=True)
    _keep_a_log(engine, until=time.monotonic() + wait_seconds)
    return engine


def for_writing(engine: Engine) -> Engine:
    """Return the engine whose transactions hold the write lock from their start: none is refused half-way."""
    return engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})


def insert_new(table: Table) -> Insert:
    """Return the statement that adds a row, and changes no row where there is one with its key."""
    return insert(table).on_conflict_do_nothing(index_elements=["key"])


def insert_or_update(table: Table, changed: Iterable[str]) -> Insert:
    """Return the statement that adds a row, or changes the one with its key and leaves its place."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=["key"], set_={name: statement.excluded[name] for name in changed}
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
    cursor.close()


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get(_BEGIN, "BEGIN")
    if statement is not None:
        connection.exec_driver_sql(statement)


def _translate(context: ExceptionContext) -> TocsinError | None:
    """Say what to do about what SQLite says; anything else is a mistake of ours and stays as it is."""
    error = context.original_exception
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or code is None:
        return None
    # SQLite may have rolled back by itself. The connection goes, so that nothing more is written without a BEGIN.
    context.is_disconnect = True
    context.invalidate_pool_on_disconnect = False
    primary = code & 0xFF  # the rest is detail
    if primary in _INVALID:
        return InvalidError(_INVALID[primary])
    return UnavailableError(_UNAVAILABLE[primary]) if primary in _UNAVAILABLE else None
