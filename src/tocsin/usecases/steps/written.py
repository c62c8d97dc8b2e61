"""Written: where somebody is named in what people wrote as a reason. It stays on record: a person decides about it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from tocsin.domain.blackening import names_in
from tocsin.domain.report import Report
from tocsin.ports.store import Transaction


def naming(tx: Transaction, names: Collection[str], reports: Iterable[Report]) -> tuple[str, ...]:
    """Return the notices, inquiries and claims in whose records one of the names is left."""
    if not names:
        return ()
    of_notices = (tx.determinations, tx.gates, tx.recalls, tx.emergencies, tx.lifts, tx.directs)
    found: list[str] = [each.notice for held in of_notices for each in held.where() if _names(each, names)]
    found += [each.id for each in tx.inquiries.where() if _names(each, names)]
    for report in reports:
        found += [each.id for each in tx.claims.where(report=report.id) if _names(each.decisions, names)]
    return tuple(dict.fromkeys(found))


def _names(record: object, names: Collection[str]) -> bool:
    return any(names_in(text, names) for text in _texts(record))


def _texts(value: object) -> Iterator[str]:
    """Return every text of a record, at whatever depth."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, tuple | frozenset):
        for each in value:
            yield from _texts(each)
