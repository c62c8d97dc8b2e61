"""A folio: a document the law asks for, made of what the node holds today. What a person has to add stands as a gap."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

GAP = "To be written by a person."
"""Where the node cannot know: a folio is a skeleton there, and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under named columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading with what stands under it, and the article that asks for it."""

    title: str
    article: str = ""
    text: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """A document of sections."""

    title: str
    organisation: str
    made_at: datetime
    sections: tuple[Section, ...]

    def translated(self, say: Callable[[str], str]) -> "Folio":
        """Return it with every heading, column and fixed sentence put into another language; data stay as they are."""
        return replace(
            self,
            title=say(self.title),
            sections=tuple(
                replace(
                    each,
                    title=say(each.title),
                    text=tuple(map(say, each.text)),
                    table=None
                    if each.table is None
                    else Table(
                        columns=tuple(map(say, each.table.columns)),
                        rows=tuple(tuple(map(say, row)) for row in each.table.rows),
                    ),
                )
                for each in self.sections
            ),
        )
