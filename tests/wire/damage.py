"""Every way to damage bytes that a test can think of."""

from collections.abc import Iterator


def flips(data: bytes, *, step: int = 1) -> Iterator[bytes]:
    """The data with one bit changed, at every `step`-th byte; which bit changes from byte to byte."""
    for at in range(0, len(data), step):
        changed = bytearray(data)
        changed[at] ^= 1 << (at // step * 3 % 8)
        yield bytes(changed)


def truncations(data: bytes, *, step: int = 1) -> Iterator[bytes]:
    """The data cut short everywhere, and the data with something after it."""
    for end in range(0, len(data), step):
        yield data[:end]
    yield data[:-1]
    yield data + b"\x00"
    yield data + b"\n"
