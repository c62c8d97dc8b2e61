"""Tables, made of `ports.store.COLLECTIONS`, and the handful of statements each of them is used with.

A table has the order of adding, the key, each indexed field as text, and the record as JSON.
"""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Delete, Index, Integer, MetaData, Select, Table, Text, bindparam, delete, select
from sqlalchemy.sql.dml import Insert

from tocsin.adapters.sql import dialect, records
from tocsin.ports.store import COLLECTIONS, Collection

T = TypeVar("T")

SCHEMA = 1  # a database says which schema it has; one with a later schema is not opened

METADATA = MetaData()
SCHEMA_VERSION = Table("schema_version", METADATA, Column("version", Integer, primary_key=True))


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A collection as it is kept: its table, and its statements, made once."""

    collection: Collection[T]
    table: Table
    find: Select[str]
    add: Insert
    put: Insert
    remove: Delete

    def row(self, record: T) -> dict[str, Any]:
        """Return the record's columns."""
        fields = {field: text(getattr(record, field)) for field in self.collection.indexed}
        return {"key": self.collection.key(record), "body": records.write(record), **fields}

    def record(self, body: str) -> T:
        """Return the record that a row holds."""
        return records.read(body, self.collection.record)

    def where(self, equals: dict[str, object]) -> Select[str]:
        """Return the query for the records whose fields have these values, in the order they were added."""
        return self._found(equals).order_by(self.table.c.ordinal)

    def newest(self, limit: int, before: str | None, equals: dict[str, object]) -> Select[str]:
        """Return the query for the last of them, the newest first, which were added before the record of that key."""
        found = self._found(equals).order_by(self.table.c.ordinal.desc()).limit(limit)
        if before is None:
            return found
        end = select(self.table.c.ordinal).where(self.table.c.key == before).scalar_subquery()
        return found.where(self.table.c.ordinal < end)

    def _found(self, equals: dict[str, object]) -> Select[str]:
        unknown = set(equals) - set(self.collection.indexed)
        if unknown:
            raise ValueError(f"{self.collection.name} has no index on {', '.join(sorted(unknown))}")
        columns = self.table.c
        # `==` with None becomes IS NULL.
        conditions = [columns[field] == text(value) for field, value in equals.items()]
        return select(columns.body).where(*conditions)


def text(value: object) -> str | None:
    """Return a field as its column holds it."""
    return None if value is None else str(value)


def _keep(collection: Collection[Any]) -> Kept[Any]:
    table = Table(
        collection.name,
        METADATA,
        Column("ordinal", Integer, primary_key=True),
        Column("key", Text, nullable=False, unique=True),
        *(Column(field, Text) for field in collection.indexed),
        Column("body", Text, nullable=False),
        *(Index(f"{collection.name}_by_{field}", field) for field in collection.indexed),
        *(Index(f"{collection.name}_by_{'_and_'.join(fields)}", *fields) for fields in collection.together),
    )
    changed = ("body", *collection.indexed)
    with_key = table.c.key == bindparam("key")
    return Kept(
        collection=collection,
        table=table,
        find=select(table.c.body).where(with_key),
        add=dialect.insert_new(table),
        put=dialect.insert_or_update(table, changed),
        remove=delete(table).where(with_key),
    )


KEPT: tuple[Kept[Any], ...] = tuple(_keep(collection) for collection in COLLECTIONS)
