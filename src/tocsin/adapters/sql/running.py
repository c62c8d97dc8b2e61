"""Transactions on connections that stay open. The connection used last is used next: what it remembers is still good.

Each connection remembers pages of the database, and forgets all of them when another one has written. So one is kept
for writing; writers take turns anyway.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine

from tocsin.adapters.sql.dialect import READING, WRITING, opened, translated
from tocsin.domain.errors import UnavailableError

_MOST_IDLE = 8


class Run:
    """A connection, with one transaction after the other. After an error of the database it does nothing more."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        self.has_failed = False

    def rows(self, statement: str, parameters: Mapping[str, object]) -> Sequence[Any]:
        """Return what a statement finds."""
        self.execute(statement, parameters)
        return self._cursor.fetchall()

    def changed(self, statement: str, parameters: Mapping[str, object]) -> int:
        """Return how many rows a statement changes."""
        self.execute(statement, parameters)
        return self._cursor.rowcount

    def execute(self, statement: str, parameters: Mapping[str, object] | None = None) -> None:
        """Do what a statement says."""
        if self.has_failed:
            raise UnavailableError("a part of this change failed and nothing was written: try again")
        try:
            self._cursor.execute(statement, parameters or {})
        except sqlite3.Error as error:
            self.has_failed = True
            raise translated(error) or error from error

    def give_up(self) -> None:
        """Undo what was done."""
        if not self.has_failed:
            self._connection.rollback()

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


class Runs:
    """The connections to one database, for any number of threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: dict[str, list[Run]] = {READING: [], WRITING: []}

    @contextmanager
    def transaction(self, beginning: str) -> Iterator[Run]:
        """Begin, and commit where the block ends without an error; by then it is on the disk."""
        run = self._taken(beginning)
        try:
            run.execute(beginning)
            yield run
            run.execute("COMMIT")
        except BaseException:
            run.give_up()
            raise
        finally:
            self._put_back(beginning, run)

    def close(self) -> None:
        """Close every connection that nobody uses."""
        for idle in self._idle.values():
            while idle:
                idle.pop().close()

    def _taken(self, beginning: str) -> Run:
        try:
            return self._idle[beginning].pop()
        except IndexError:
            pass
        try:
            return Run(opened(self._engine))
        except sqlite3.Error as error:
            raise translated(error) or error from error

    def _put_back(self, beginning: str, run: Run) -> None:
        """Keep the connection open for the next.

        SQLite may have rolled back by itself when something failed, so that what came next would be written without
        a BEGIN: that connection is not used again.
        """
        idle = self._idle[beginning]
        if run.has_failed or len(idle) >= _MOST_IDLE:
            run.close()
        else:
            idle.append(run)
