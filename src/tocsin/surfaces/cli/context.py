"""What every command needs: the node, who is asking, and a way to print for people or for programs."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from tocsin.bootstrap import nobody, open_node, passphrase_of
from tocsin.domain.actor import Actor
from tocsin.domain.errors import (
    ConflictError,
    InvalidError,
    NotFoundError,
    RefusedError,
    TocsinError,
    UnavailableError,
    UntrustedError,
)
from tocsin.ports.node import Node
from tocsin.settings import Settings, node_folder
from tocsin.texts.terminal import _ as _  # noqa: PLC0414  # every command takes it from here
from tocsin.usecases import accounts

EXIT_CODES: Mapping[type[TocsinError], int] = {
    InvalidError: 2,
    NotFoundError: 3,
    RefusedError: 4,
    ConflictError: 5,
    UntrustedError: 6,
    UnavailableError: 75,
}
_SESSION = "session"


@dataclass
class Context:
    """One run of the command line."""

    folder: Path
    as_json: bool = False
    _actor: Actor | None = field(default=None, init=False)

    @cached_property
    def node(self) -> Node:
        """The node in the folder, opened when it is first needed."""
        return open_node(self.folder, ask=ask_passphrase)

    @property
    def actor(self) -> Actor:
        """Who is signed in here; `RefusedError` says how to sign in."""
        if self._actor is None:
            self._actor = accounts.actor_for(self.node, token=self.token())
        return self._actor

    def token(self) -> str:
        """Return the session's token, from the file only its owner can read."""
        try:
            return (self.folder / _SESSION).read_text("utf-8").strip()
        except FileNotFoundError:
            return ""

    def keep_token(self, token: str) -> None:
        """Keep the token of a session, for this account of the machine only."""
        path = self.folder / _SESSION
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(token)

    def forget_token(self) -> None:
        """Remove the session's file."""
        (self.folder / _SESSION).unlink(missing_ok=True)


def ask_passphrase() -> str:
    """Ask the person at the terminal for the passphrase of the keys."""
    return _ask(confirm=False)


def ask_new_passphrase() -> str:
    """Ask for a passphrase that is to be, twice."""
    return _ask(confirm=True)


def known_passphrase(folder: Path, settings: Settings) -> Callable[[], str]:
    """Return what finds the passphrase that locks the keys now."""
    return passphrase_of(folder, settings, ask_passphrase)


def _ask(*, confirm: bool) -> str:
    if not sys.stdin.isatty():
        return nobody()
    said: str = click.prompt(_("Passphrase of the keys"), hide_input=True, confirmation_prompt=confirm, err=True)
    return said


pass_context = click.make_pass_decorator(Context)


def one_of(words: type[StrEnum]) -> click.Choice[str]:
    """Return an option's closed list: the words themselves, not the names that the code has for them."""
    return click.Choice([word.value for word in words])


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--json`."""

    def switch(context: click.Context, _: click.Parameter, value: bool) -> None:  # click calls it so
        if value:
            context.find_object(Context).as_json = True  # type: ignore[union-attr]  # main always makes one

    return click.option(
        "--json", is_flag=True, expose_value=False, callback=switch, help=_("Print JSON, for programs.")
    )(command)


def plain(value: object) -> Any:  # noqa: ANN401  # JSON is what it is
    """Return a record as JSON-ready values: bytes are left out, times are RFC 3339."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if value is None or isinstance(value, str | int | float):
        return value
    return _plain_inside(value)


def _plain_inside(value: object) -> Any:  # noqa: ANN401  # JSON is what it is
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if is_dataclass(value):
        pairs = {each.name: getattr(value, each.name) for each in fields(value)}
        return {name: plain(item) for name, item in pairs.items() if not isinstance(item, bytes)}
    return str(value)


def show_rows(context: Context, records: Iterable[object], columns: Mapping[str, Callable[[Any], object]]) -> None:
    """Print records as a table, or as JSON with everything in them."""
    listed = list(records)
    if context.as_json:
        click.echo(json.dumps([plain(record) for record in listed], ensure_ascii=False, indent=1))
        return
    if not listed:
        click.echo(_("(none)"))
        return
    rows = [[_cell(read(record)) for read in columns.values()] for record in listed]
    widths = [max(len(heading), *(len(row[at]) for row in rows)) for at, heading in enumerate(columns)]
    for row in [list(columns), *rows]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def show(context: Context, record: object, text: str) -> None:
    """Print one record: a text for people, everything for programs."""
    click.echo(json.dumps(plain(record), ensure_ascii=False, indent=1) if context.as_json else text)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}Z"
    if isinstance(value, Sequence | frozenset) and not isinstance(value, str):
        return ", ".join(sorted(str(each) for each in value)) or "-"
    return str(value)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn an error of ours into a sentence and an exit code; anything else stays a bug."""
    try:
        yield
    except TocsinError as error:
        click.echo(f"tocsin: {error}", err=True)
        sys.exit(EXIT_CODES[type(error)])
    except BrokenPipeError:
        sys.exit(0)
    except OSError as error:
        click.echo(f"tocsin: {error.filename or 'the machine'}: {error.strerror or error}", err=True)
        sys.exit(EXIT_CODES[InvalidError])


def context_for(node: str | None) -> Context:
    """Return the context of a run."""
    return Context(folder=node_folder(node))
