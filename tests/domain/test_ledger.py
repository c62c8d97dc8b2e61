"""The ledger's tree against the definition in RFC 6962, written here the slow way."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain import ledger
from tocsin.domain.errors import InvalidError

SIZES = st.integers(min_value=1, max_value=200)


class Stored:
    """What a store keeps, and how often it was asked."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.reads = 0
        self.nodes: dict[tuple[int, int], bytes] = {}
        for size, leaf in enumerate(leaves):
            for level, index, digest in ledger.append(size, leaf, self.node):
                assert (level, index) not in self.nodes
                self.nodes[level, index] = digest

    def node(self, level: int, index: int) -> bytes:
        self.reads += 1
        return self.nodes[level, index]


def leaves_of(size: int) -> list[bytes]:
    return [ledger.leaf_hash(number.to_bytes(4, "big")) for number in range(size)]


def naive_root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    left = split(len(leaves))
    return hashlib.sha256(b"\x01" + naive_root(leaves[:left]) + naive_root(leaves[left:])).digest()


def naive_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    left = split(len(leaves))
    if index < left:
        return [*naive_path(index, leaves[:left]), naive_root(leaves[left:])]
    return [*naive_path(index - left, leaves[left:]), naive_root(leaves[:left])]


def naive_consistency(old: int, leaves: Sequence[bytes], *, is_known: bool = True) -> list[bytes]:
    if old == len(leaves):
        return [] if is_known else [naive_root(leaves)]
    left = split(len(leaves))
    if old <= left:
        return [*naive_consistency(old, leaves[:left], is_known=is_known), naive_root(leaves[left:])]
    return [*naive_consistency(old - left, leaves[left:], is_known=False), naive_root(leaves[:left])]


def split(size: int) -> int:
    left = 1
    while left * 2 < size:
        left *= 2
    return left


def test_an_empty_ledger_has_the_root_of_nothing():
    assert ledger.root(0, Stored([]).node) == hashlib.sha256(b"").digest()


@given(SIZES)
def test_every_earlier_root_is_the_one_the_definition_gives(size):
    leaves = leaves_of(size)

    stored = Stored(leaves)

    assert all(ledger.root(n, stored.node) == naive_root(leaves[:n]) for n in range(size + 1))


@given(SIZES, st.data())
def test_inclusion_paths_are_those_of_the_definition_and_verify(size, data):
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    leaves = leaves_of(size)

    path = ledger.inclusion(index, size, Stored(leaves).node)

    assert list(path) == naive_path(index, leaves)
    assert ledger.verify_inclusion(leaves[index], index=index, size=size, path=path, root=naive_root(leaves))


@given(SIZES, st.data())
def test_consistency_paths_are_those_of_the_definition_and_verify(new, data):
    old = data.draw(st.integers(min_value=1, max_value=new))
    leaves = leaves_of(new)

    path = ledger.consistency(old, new, Stored(leaves).node)

    assert list(path) == naive_consistency(old, leaves)
    assert ledger.verify_consistency(
        old=old, new=new, old_root=naive_root(leaves[:old]), new_root=naive_root(leaves), path=path
    )


@given(SIZES, st.data())
def test_an_inclusion_path_fits_no_other_place(size, data):
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    other = data.draw(st.integers(min_value=-1, max_value=size + 1).filter(lambda number: number != index))
    leaves = leaves_of(size)
    path = ledger.inclusion(index, size, Stored(leaves).node)

    fits = ledger.verify_inclusion(leaves[index], index=other, size=size, path=path, root=naive_root(leaves))

    assert not fits


@given(SIZES, st.data())
def test_a_ledger_that_changed_an_old_leaf_cannot_prove_consistency(new, data):
    old = data.draw(st.integers(min_value=1, max_value=new))
    changed = data.draw(st.integers(min_value=0, max_value=old - 1))
    leaves = leaves_of(new)
    rewritten = [*leaves]
    rewritten[changed] = ledger.leaf_hash(b"rewritten")
    path = ledger.consistency(old, new, Stored(rewritten).node)

    is_consistent = ledger.verify_consistency(
        old=old, new=new, old_root=naive_root(leaves[:old]), new_root=naive_root(rewritten), path=path
    )

    assert not is_consistent


@given(
    st.integers(min_value=-2, max_value=70),
    st.integers(min_value=-2, max_value=70),
    st.lists(st.binary(max_size=33), max_size=9),
)
def test_nonsense_is_a_no_and_never_an_error(first, second, path):
    root = bytes(32)

    assert not ledger.verify_inclusion(b"\x01" * 32, index=first, size=second, path=path, root=root)
    if first != second:
        assert not ledger.verify_consistency(old=first, new=second, old_root=root, new_root=b"\x01" * 32, path=path)


def test_work_grows_with_the_logarithm_of_the_ledger():
    stored = Stored(leaves_of(5000))

    for act in (
        lambda: ledger.root(4999, stored.node),
        lambda: ledger.inclusion(4321, 4999, stored.node),
        lambda: ledger.consistency(3001, 4999, stored.node),
        lambda: ledger.append(4095, bytes(32), stored.node),
    ):
        stored.reads = 0
        act()
        assert stored.reads <= 2 * 13


def test_a_leaf_says_nothing_without_its_salt():
    record = b'{"action":"message.queued"}'

    one, other = (ledger.leaf_data(salt * 32, record) for salt in (b"\x00", b"\x01"))

    assert one != other
    with pytest.raises(InvalidError):
        ledger.leaf_data(b"short", record)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_a_path_to_a_leaf_that_is_not_there_is_refused(index, size):
    with pytest.raises(InvalidError):
        ledger.inclusion(index, size, Stored(leaves_of(3)).node)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_a_consistency_path_from_nothing_or_backwards_is_refused(old, new):
    with pytest.raises(InvalidError):
        ledger.consistency(old, new, Stored(leaves_of(3)).node)
