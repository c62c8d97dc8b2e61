"""A form as it was sent: fields that people filled in, read with errors they can act on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl

from litestar import Request
from litestar.datastructures import State, UploadFile
from litestar.enums import RequestEncodingType

from tocsin.domain.errors import InvalidError
from tocsin.texts.phrases import phrase

E = TypeVar("E", bound=StrEnum)

MOST_FIELDS = 5_000
NOT_SHOWN_AGAIN = frozenset({"token", "password"})
MISSING = phrase("A field was left empty that is needed, or holds what is not on its list.")
NOT_A_TIME = phrase("A date or time could not be understood: write it like 2026-11-22 or 2026-11-22 14:30.")


class Form:
    """Fields by name. Text comes without spaces around it and with plain line ends."""

    def __init__(self, fields: Iterable[tuple[str, str]] = (), files: Mapping[str, "File"] | None = None) -> None:
        self._fields: dict[str, list[str]] = {}
        for name, value in fields:
            self._fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
        self._files = files or {}

    def text(self, name: str) -> str:
        """Return a field's text; empty where it was not filled in."""
        return self._fields.get(name, [""])[0].strip()

    def secret(self, name: str) -> str:
        """Return a password as it was typed, spaces and all."""
        return self._fields.get(name, [""])[0]

    def needed(self, name: str) -> str:
        """Return a field's text; `InvalidError` where there is none."""
        text = self.text(name)
        if not text:
            raise InvalidError(MISSING)
        return text

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of a field that may be ticked more than once."""
        return tuple(self._fields.get(name, ()))

    def lines(self, name: str) -> tuple[str, ...]:
        """Return the lines of a field, without empty ones."""
        return tuple(line.strip() for line in self.text(name).split("\n") if line.strip())

    def has(self, name: str) -> bool:
        """Say whether a box was ticked."""
        return bool(self.text(name))

    def one_of(self, words: type[E], name: str) -> E:
        """Return a choice from a closed list."""
        return word(words, self.text(name))

    def day(self, name: str) -> date | None:
        """Return a date, or None where it was left empty."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise InvalidError(NOT_A_TIME) from error

    def needed_day(self, name: str) -> date:
        """Return a date; `InvalidError` where there is none."""
        day = self.day(name)
        if day is None:
            raise InvalidError(MISSING)
        return day

    def moment(self, name: str) -> datetime:
        """Return a moment, read as UTC."""
        try:
            return datetime.fromisoformat(self.needed(name)).replace(tzinfo=UTC)
        except ValueError as error:
            raise InvalidError(NOT_A_TIME) from error

    def hours(self, name: str) -> timedelta:
        """Return a number of hours, at least one and at most a year."""
        text = self.needed(name)
        if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:6]) <= 8784 or len(text) > 4:
            raise InvalidError(MISSING)
        return timedelta(hours=int(text))

    def file(self, name: str) -> "File":
        """Return an uploaded file; `InvalidError` where none was chosen."""
        found = self._files.get(name)
        if found is None or not (found.data or found.name):
            raise InvalidError(MISSING)
        return found

    def entered(self) -> Sequence[tuple[str, str]]:
        """Return what a person wrote, so that a page about a mistake can show it and nothing has to be typed twice."""
        return [
            (name, value)
            for name, values in self._fields.items()
            for value in values
            if value.strip() and name not in NOT_SHOWN_AGAIN
        ]


class File:
    """An uploaded file."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data


def word(words: type[E], text: str) -> E:
    """Return the member of a closed list; `InvalidError` where there is none such."""
    try:
        return words(text)
    except ValueError as error:
        raise InvalidError(MISSING) from error


async def read(request: Request[object, object, State]) -> Form:
    """Read what was sent.

    Not through the framework for plain forms: it keeps the last thousand bodies, passwords and all, in a cache.
    """
    encoding = request.content_type[0]
    if encoding == RequestEncodingType.URL_ENCODED:
        body = (await request.body()).decode("utf-8", "replace")
        try:
            return Form(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
        except ValueError as error:
            raise InvalidError(MISSING) from error
    if encoding == RequestEncodingType.MULTI_PART:
        return await _read_parts(request)
    return Form()


async def _read_parts(request: Request[object, object, State]) -> Form:
    fields: list[tuple[str, str]] = []
    files: dict[str, File] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, UploadFile):
            files[name] = File(value.filename, await value.read())
        else:
            fields.append((name, str(value)))
    return Form(fields, files)
