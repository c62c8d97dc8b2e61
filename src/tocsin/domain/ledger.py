"""The ledger: an append-only Merkle tree as RFC 6962 hashes it, kept as the hashes of its complete subtrees.

Node (level, index) is the hash over leaves index * 2**level up to (index + 1) * 2**level. `append` says which
nodes a new leaf completes; a store keeps them and hands them back through `node`. Everything else is computed
from a number of nodes that grows with the logarithm of the ledger: no function here ever walks the leaves.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tocsin.domain.errors import InvalidError

HASH = 32
SALT = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

Node: TypeAlias = Callable[[int, int], bytes]
StoredNode: TypeAlias = tuple[int, int, bytes]


def leaf_data(salt: bytes, record: bytes) -> bytes:
    """Return the opaque content of a leaf: without the salt it says nothing about the record.

    The salt has a fixed length, so that no two pairs of salt and record share a leaf.
    """
    if len(salt) != SALT:
        raise InvalidError(f"a leaf's salt has {SALT} bytes")
    return hashlib.sha256(salt + record).digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash a leaf's content; the first byte keeps a leaf from being taken for an inner node."""
    return hashlib.sha256(b"\x00" + data).digest()


def append(size: int, leaf: bytes, node: Node) -> list[StoredNode]:
    """Return the (level, index, hash) of every node that leaf number `size` completes."""
    level, index, digest = 0, size, leaf
    stored = [(level, index, digest)]
    while index % 2:
        digest = _parent(node(level, index - 1), digest)
        level, index = level + 1, index // 2
        stored.append((level, index, digest))
    return stored


def root(size: int, node: Node) -> bytes:
    """Return the root over the first `size` leaves; any earlier size of the same ledger works too."""
    return _over(0, size, node) if size else EMPTY_ROOT


def inclusion(index: int, size: int, node: Node) -> tuple[bytes, ...]:
    """Return the path that proves leaf `index` to be in the ledger of `size`."""
    if not 0 <= index < size:
        raise InvalidError(f"a ledger of {size} has no leaf {index}")
    start, end = 0, size
    path = []
    while end - start > 1:
        middle = start + _left(end - start)
        if index < middle:
            path.append(_over(middle, end, node))
            end = middle
        else:
            path.append(_over(start, middle, node))
            start = middle
    return tuple(reversed(path))


def consistency(old: int, new: int, node: Node) -> tuple[bytes, ...]:
    """Return the path that proves the ledger of `new` to begin with the ledger of `old`.

    There is nothing to prove about an empty ledger, so `old` is at least one.
    """
    if not 0 < old <= new:
        raise InvalidError(f"no consistency proof leads from {old} to {new}")
    start, end = 0, new
    path = []
    while old != end:
        middle = start + _left(end - start)
        if old <= middle:
            path.append(_over(middle, end, node))
            end = middle
        else:
            path.append(_over(start, middle, node))
            start = middle
    if start:  # the verifier has the old root itself when the old ledger was one complete subtree
        path.append(_over(start, end, node))
    return tuple(reversed(path))


def verify_inclusion(leaf: bytes, *, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Say whether `path` proves the leaf hash to be at `index` under `root`; a wrong length is a no."""
    if not 0 <= index < size or not _are_hashes(leaf, root, *path):
        return False
    position, last, digest = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if position % 2 or position == last:
            digest = _parent(sibling, digest)
            while position % 2 == 0 and position:
                position, last = position // 2, last // 2
        else:
            digest = _parent(digest, sibling)
        position, last = position // 2, last // 2
    return last == 0 and digest == root


def verify_consistency(*, old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Say whether `path` proves the ledger of `new` to begin with that of `old`, which is at least one."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    if not _are_hashes(old_root, new_root, *path):
        return False
    hashes = (old_root, *path) if _is_power_of_two(old) else tuple(path)
    return bool(hashes) and _climb(old - 1, new - 1, hashes) == (old_root, new_root)


def _climb(position: int, last: int, hashes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Rebuild both roots from a consistency path, as RFC 9162 2.1.4.2 does; None when its length is wrong."""
    while position % 2:
        position, last = position // 2, last // 2
    old = new = hashes[0]
    for digest in hashes[1:]:
        if last == 0:
            return None
        if position % 2 or position == last:
            old, new = _parent(digest, old), _parent(digest, new)
            while position % 2 == 0 and position:
                position, last = position // 2, last // 2
        else:
            new = _parent(new, digest)
        position, last = position // 2, last // 2
    return (old, new) if last == 0 else None


def _over(start: int, end: int, node: Node) -> bytes:
    """Hash over leaves start up to end; start is a multiple of a power of two no smaller than the range."""
    peaks = []
    while start < end:
        size = 1 << ((end - start).bit_length() - 1)
        level = size.bit_length() - 1
        peaks.append(node(level, start >> level))
        start += size
    digest = peaks.pop()
    while peaks:
        digest = _parent(peaks.pop(), digest)
    return digest


def _left(size: int) -> int:
    """Return the largest power of two smaller than `size`: RFC 6962 puts so many leaves on the left."""
    return 1 << ((size - 1).bit_length() - 1)


def _parent(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _is_power_of_two(number: int) -> bool:
    return number & (number - 1) == 0


def _are_hashes(*digests: bytes) -> bool:
    return all(len(digest) == HASH for digest in digests)
