"""Length-prefixed binary: each block is its length in four bytes, the greatest first, then its bytes."""

from tocsin.domain.errors import UntrustedError

_LENGTH = 4


def block(data: bytes) -> bytes:
    """Write one block."""
    return len(data).to_bytes(_LENGTH, "big") + data


def number(value: int) -> bytes:
    """Write a whole number as a block of eight bytes."""
    return block(value.to_bytes(8, "big"))


class Blocks:
    """A reader that walks once over bytes from outside and never past their end."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes, *, at: int = 0) -> None:
        self._data = data
        self._at = at

    @property
    def at(self) -> int:
        """Where the next read begins."""
        return self._at

    def exactly(self, size: int) -> bytes:
        """Read `size` bytes."""
        end = self._at + size
        if end > len(self._data):
            raise UntrustedError("the data ends too early", code="framing")
        data = self._data[self._at : end]
        self._at = end
        return data

    def block(self, *, limit: int) -> bytes:
        """Read one block of at most `limit` bytes."""
        size = int.from_bytes(self.exactly(_LENGTH), "big")
        if size > limit:
            raise UntrustedError(f"a block has {size} bytes, more than {limit}", code="framing")
        return self.exactly(size)

    def fixed(self, size: int) -> bytes:
        """Read one block of exactly `size` bytes."""
        data = self.block(limit=size)
        if len(data) != size:
            raise UntrustedError(f"a block has {len(data)} bytes instead of {size}", code="framing")
        return data

    def number(self) -> int:
        """Read a whole number."""
        return int.from_bytes(self.fixed(8), "big")

    def text(self, *, limit: int) -> str:
        """Read a block of ASCII text."""
        try:
            return self.block(limit=limit).decode("ascii")
        except UnicodeDecodeError as error:
            raise UntrustedError("a block is not ASCII text", code="framing") from error

    def end(self) -> None:
        """Refuse bytes after the last block."""
        if self._at != len(self._data):
            raise UntrustedError("there are bytes after the end", code="framing")
