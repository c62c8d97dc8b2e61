"""Tables, made of `ports.store.COLLECTIONS`, and the handful of statements each of them is used with.

A table has the order of adding, the key, each indexed field as text, and the record as JSON: sealed, where it may say
something of people, with a key that stands in a table of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    literal_column,
    select,
)

from tocsin.adapters.sql import dialect, records, sealing
from tocsin.ports.store import COLLECTIONS, Collection

T = TypeVar("T")

SCHEMA = 1  # a database says which schema it has; one with a later schema is not opened

METADATA = MetaData()
SCHEMA_VERSION = Table("schema_version", METADATA, Column("version", Integer, primary_key=True))
SECRETS = Table(
    "secrets",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
KEEP_SECRET = dialect.written(
    dialect.insert_or_update(SECRETS, ["secret"], by="name"), [column.name for column in SECRETS.c]
)
DESTROY_SECRET = dialect.written(delete(SECRETS).where(SECRETS.c.name == bindparam("name")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which records are wanted, but for the values: by which fields, which of these are absent, in which order."""

    fields: tuple[tuple[str, bool], ...] = ()
    until: str | None = None  # the field that is at most so much
    newest_first: bool = False
    from_key: bool = False
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A collection as it is kept: its table, and its statements, each made once."""

    collection: Collection[T]
    table: Table
    find: str
    add: str
    put: str
    remove: str
    read: Callable[[str | bytes], T]
    queries: dict[Query, str] = field(default_factory=dict, compare=False)

    def row(self, record: T) -> dict[str, Any]:
        """Return the record's columns."""
        fields = {field: text(getattr(record, field)) for field in self.collection.indexed}
        return {"key": self.collection.key(record), "body": records.write(record), **fields}

    def sealed(self, row: dict[str, Any]) -> dict[str, Any]:
        """Put a sealed body in the place of the one in a row; return the key it was sealed with, as a row."""
        name = self.name(row["key"])
        secret, row["body"] = sealing.seal(row["body"], name)
        return {"name": name, "secret": secret}

    def name(self, key: str) -> str:
        """Return what the key of a record is kept under."""
        return f"{self.collection.name}/{key}"

    def record(self, row: Sequence[Any]) -> T:
        """Return the record that a row holds."""
        body, *sealed = row
        if not sealed:
            return self.read(body)
        key, secret = sealed
        return self.read(sealing.unseal(body, secret, self.name(key)))

    def select(self, query: Query) -> str:
        """Return the statement that finds the records that are wanted."""
        known = self.queries.get(query)
        if known is None:
            known = self.queries[query] = dialect.written(self._select(query))
        return known

    def _select(self, query: Query) -> Select[Any]:
        columns = self.table.c
        self._check_indexed({name for name, _ in query.fields} | ({query.until} if query.until else set()))
        # `==` with None becomes IS NULL.
        found = _selected(self.collection, self.table).where(
            *(columns[name] == (None if absent else bindparam(name)) for name, absent in query.fields)
        )
        ordinal: ColumnElement[int] = columns.ordinal
        if query.from_key:
            place = select(ordinal).where(columns.key == bindparam("from_key")).scalar_subquery()
            found = found.where(ordinal < place if query.newest_first else ordinal > place)
        if query.until is not None:
            found = found.where(columns[query.until] <= bindparam("most")).order_by(columns[query.until])
        found = found.order_by(ordinal.desc() if query.newest_first else ordinal)
        return found.limit(bindparam("limit")).offset(literal_column("0")) if query.limited else found

    def _check_indexed(self, fields: set[str]) -> None:
        unknown = fields - set(self.collection.indexed)
        if unknown:
            raise ValueError(f"{self.collection.name} has no index on {', '.join(sorted(unknown))}")


def text(value: object) -> str | None:
    """Return a field as its column holds it; times come in order."""
    if isinstance(value, datetime):
        return records.utc(value)
    return None if value is None else str(value)


def _selected(collection: Collection[Any], table: Table) -> Select[Any]:
    """Return what is read of a record: its body, and what opens it."""
    if not collection.personal:
        return select(table.c.body)
    name = literal_column(f"'{collection.name}/'", Text) + table.c.key
    secret = select(SECRETS.c.secret).where(SECRETS.c.name == name).scalar_subquery()
    return select(table.c.body, table.c.key, secret)


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
    columns = ("key", *changed)
    with_key = table.c.key == bindparam("key")
    return Kept(
        collection=collection,
        table=table,
        find=dialect.written(_selected(collection, table).where(with_key)),
        add=dialect.written(dialect.insert_new(table), columns),
        put=dialect.written(dialect.insert_or_update(table, changed), columns),
        remove=dialect.written(delete(table).where(with_key)),
        read=lru_cache(maxsize=1024 if collection.few else 0)(records.reader(collection.record)),
    )


KEPT: tuple[Kept[Any], ...] = tuple(_keep(collection) for collection in COLLECTIONS)
