"""Content: what one format yields before anybody looks at the words."""

from dataclasses import dataclass
from datetime import date

from tocsin.domain.report import Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The text of a file and what the file itself states about it."""

    text: str
    title: str | None = None
    published: date | None = None
    aside: tuple[Stretch, ...] = ()  # what the format says is not the body: menus, footers


def tidy_title(title: str | None) -> str | None:
    """One line without surplus space; None where nothing is left."""
    return " ".join(title.split())[:500] or None if title else None
