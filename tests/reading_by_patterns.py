"""A sentence read as if its language were known: the tests of constructions ask about words, not about detection."""

from typing import Any

from tocsin.domain.report import Document
from tocsin.reading.json import to_dict
from tocsin.reading.languages.reader import read_by_patterns


def read_as(language: str, text: str) -> dict[str, Any]:
    """Read a text as one in a language."""
    return to_dict(read_by_patterns(Document(text=text, sha256="0" * 64, text_sha256="0" * 64), language))


def of(reading: dict[str, Any], kind: str) -> set[str]:
    """Return every value that an attribute of a kind has in a reading."""
    return {each["value"] for each in reading["attributes"] if each["kind"] == kind}


def statuses(reading: dict[str, Any], type_: str) -> set[str]:
    """Return the statuses of the events of a type."""
    return {each["status"] for each in reading["events"] if each["type"] == type_}
