"""The ledger, for the auditor: what was done here, entry by entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from litestar import get

from tocsin.domain.book import Leaf
from tocsin.domain.ids import AccountId
from tocsin.surfaces.console.visit import Asked, Page
from tocsin.usecases import browse, pages
from tocsin.wire import canonical
from tocsin.wire.limits import MAX_BODY

ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry, taken apart."""

    index: int
    action: str
    at: datetime | None
    facts: tuple[tuple[str, str], ...]


@get("/ledger", sync_to_thread=True)
def ledger(visit: Asked) -> Page:
    """List the entries, the newest first."""
    before = visit.query.get("before", "")
    end = int(before) if before.isascii() and before.isdecimal() and len(before) < 12 else None
    size, shown = pages.entries(visit.node, visit.actor, before=end)
    people = browse.people(visit.node, visit.actor)
    return visit.page(
        "ledger.html",
        entries=[_entry(leaf, people) for leaf in shown],
        size=size,
        older=shown[-1].index if shown else 0,
    )


def _entry(leaf: Leaf, people: Mapping[AccountId, str]) -> Entry:
    record = canonical.decode(leaf.record, limit=MAX_BODY) if leaf.record is not None else {"action": ERASED}
    facts = dict(record) if isinstance(record, dict) else {}
    action, at = facts.pop("action", ""), facts.pop("at", None)
    return Entry(
        index=leaf.index,
        action=str(action),
        at=canonical.parse_time(at) if isinstance(at, str) else None,
        facts=tuple((name, people.get(AccountId(str(value)), str(value))) for name, value in facts.items()),
    )
