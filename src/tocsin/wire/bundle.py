"""A bundle: envelopes and receipts in one file, for a stick through an air gap.

They are carried as they are, so their ids, receipts and proofs are the same as on any other way. A bundle is not
signed: each thing in it proves itself, or does not. It names no file, so nothing in it can escape anywhere. It is read
one thing at a time, and what was read before a mistake stands.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from io import BytesIO
from itertools import count, islice

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire import envelope, receipt
from tocsin.wire.framing import block
from tocsin.wire.limits import MAX_BATCHED, MAX_BUNDLE, MAX_ENVELOPE, MAX_ITEMS, MAX_RECEIPT

FORMAT = "tocsin/bundle/1"
MAGIC = b"TOCSINB1"
END = block(b"")
AROUND = len(MAGIC) + len(END)
_LENGTH = 4

Source = Callable[[int], bytes]
"""Return so many bytes of a file, fewer only at its end."""


class Item(Enum):
    """What may be in a bundle: the magic it begins with, and how long it may be."""

    ENVELOPE = (envelope.MAGIC, MAX_ENVELOPE)
    RECEIPT = (receipt.MAGIC, MAX_RECEIPT)


def kind(item: bytes) -> Item:
    """Say what this is; raises `UntrustedError` where it is neither, or too long for what it is."""
    for each in Item:
        magic, limit = each.value
        if item.startswith(magic) and len(item) <= limit:
            return each
    raise UntrustedError("there is something in it that is neither an envelope nor a receipt", code="bundle")


def size(item: bytes) -> int:
    """Return how many bytes of a bundle this takes."""
    return _LENGTH + len(item)


def compose(items: Iterable[bytes]) -> bytes:
    """Return the bundle of these envelopes and receipts."""
    known = tuple(items)
    if len(known) > MAX_ITEMS or AROUND + sum(map(size, known)) > MAX_BUNDLE:
        raise InvalidError(f"a bundle has at most {MAX_ITEMS} things and {MAX_BUNDLE} bytes")
    for each in known:
        kind(each)
    return b"".join((MAGIC, *map(block, known), END))


def read(source: Source) -> Iterator[bytes]:
    """Yield one envelope or receipt after another; raises `UntrustedError` where the file goes wrong."""
    if source(len(MAGIC)) != MAGIC:
        raise UntrustedError("this is not a bundle of a version we know", code="bundle")
    left = MAX_BUNDLE - AROUND
    for number in count():
        length = int.from_bytes(_exactly(source, _LENGTH), "big")
        if length == 0:
            if source(1):
                raise UntrustedError("there are bytes after the end", code="bundle")
            return
        left -= _LENGTH + length
        if number >= MAX_ITEMS or length > MAX_ENVELOPE or left < 0:
            raise UntrustedError("there is more in it than a bundle may hold", code="bundle")
        item = _exactly(source, length)
        kind(item)
        yield item


def batch(data: bytes, item: Item) -> tuple[bytes, ...]:
    """Return what is in a bundle that was posted, all of one kind; raises `UntrustedError` where it is not."""
    items = tuple(islice(read(BytesIO(data).read), MAX_BATCHED + 1))
    if len(items) > MAX_BATCHED or any(kind(each) is not item for each in items):
        raise UntrustedError(f"a batch has at most {MAX_BATCHED} things of one kind", code="bundle")
    return items


def _exactly(source: Source, length: int) -> bytes:
    data = source(length)
    if len(data) != length:
        raise UntrustedError("the file ends too early: ask for it again", code="bundle")
    return data
