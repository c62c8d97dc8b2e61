"""A leaf of a ledger as it is shown to others: what it says, and the path that proves it to be there."""

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.domain import ledger
from tocsin.domain.errors import InvalidError
from tocsin.wire import limits
from tocsin.wire.canonical import Json, decode, parse_time
from tocsin.wire.fields import base64url, integer, is_digest, is_text, items, members, octets, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One leaf of a ledger with everything that shows what it says and that it is there.

    The record is canonical JSON: an object with at least `action`, `at` and `message`.
    """

    index: int
    salt: bytes
    record: bytes
    path: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if len(self.record) > limits.MAX_RECORD or len(self.path) > limits.MAX_PATH or self.index < 0:
            raise InvalidError("a leaf in a proof is too large")
        facts(self.record)

    @property
    def hash(self) -> bytes:
        """The leaf's hash in the tree."""
        return ledger.leaf_hash(ledger.leaf_data(self.salt, self.record))

    def is_under(self, size: int, root: bytes) -> bool:
        """Say whether the path leads to this root of this many leaves."""
        return ledger.verify_inclusion(self.hash, index=self.index, size=size, path=self.path, root=root)


def facts(record: bytes) -> Mapping[str, Json]:
    """Return what a ledger's record says; raises `InvalidError` where it lacks action, time or message."""
    value = decode(record, limit=limits.MAX_RECORD)
    if not isinstance(value, Mapping):
        raise InvalidError("a record of the ledger is an object")
    action, at, message = value.get("action"), value.get("at"), value.get("message")
    if not (isinstance(action, str) and is_text(action, limit=limits.MAX_LABEL) and isinstance(at, str)):
        raise InvalidError("a record of the ledger has an action and a time")
    parse_time(at)
    if not isinstance(message, str) or not is_digest(message):
        raise InvalidError("a record in a proof names its message")
    return value


def prove_leaf(index: int, *, salt: bytes, record: bytes, size: int, node: ledger.Node) -> Leaf:
    """Return a leaf with its path under the head of `size`."""
    return Leaf(index=index, salt=salt, record=record, path=ledger.inclusion(index, size, node))


def leaf_to_json(leaf: Leaf) -> Json:
    """Write a leaf."""
    return {
        "index": leaf.index,
        "salt": base64url(leaf.salt),
        "record": leaf.record.decode(),
        "path": [base64url(each) for each in leaf.path],
    }


def leaf_from_json(value: Json) -> Leaf:
    """Read a leaf."""
    leaf = members(value, "index", "salt", "record", "path")
    return Leaf(
        index=integer(leaf["index"]),
        salt=octets(leaf["salt"], size=ledger.SALT),
        record=plain(leaf["record"]),
        path=path_from_json(leaf["path"]),
    )


def path_from_json(value: Json) -> tuple[bytes, ...]:
    """Read a path of hashes."""
    return tuple(octets(each, size=ledger.HASH) for each in items(value, limit=limits.MAX_PATH))
