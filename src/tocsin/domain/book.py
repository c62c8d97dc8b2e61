"""What a node's ledger keeps beside its hashes: the records, their salts, the inner nodes, and the heads."""

from dataclasses import dataclass
from datetime import datetime

from tocsin.domain.ledger import leaf_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One entry. The log commits to its content, SHA-256(salt ‖ record), and to nothing else.

    An erased entry has neither record nor salt any more: its content then says nothing, whatever one guesses.
    """

    index: int
    record: bytes | None  # canonical JSON
    salt: bytes | None  # 32 random bytes
    about: str | None = None  # a message id, so that its entries can be found again
    kept: bytes | None = None  # the content of an erased entry

    @property
    def content(self) -> bytes:
        """What the log hashes."""
        if self.salt is None or self.record is None:
            return self.kept or b""
        return leaf_data(self.salt, self.record)

    @property
    def key(self) -> str:
        """The index, in order as text."""
        return f"{self.index:012d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """The hash of a complete subtree; level 0 is a leaf."""

    level: int
    index: int
    hash: bytes

    @property
    def key(self) -> str:
        """Level and index."""
        return f"{self.level}/{self.index}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many leaves the log has, and how many it had at the newest signed head."""

    leaves: int
    head: int = 0
    key: str = "size"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A signed checkpoint (C2SP), as it was signed."""

    size: int
    checkpoint: bytes
    at: datetime

    @property
    def key(self) -> str:
        """The size, in order as text."""
        return f"{self.size:012d}"
