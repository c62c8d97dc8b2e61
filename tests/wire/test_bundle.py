"""Bundles: envelopes and receipts in one file."""

import io
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.bundle import END, MAGIC, Item, compose, kind, read
from tocsin.wire.framing import block
from tocsin.wire.limits import MAX_BUNDLE, MAX_ENVELOPE, MAX_ITEMS, MAX_RECEIPT
from tocsin.wire.receipt import compose as compose_receipt
from wire.builders import B, a_message, a_receipt, sealed
from wire.damage import flips, truncations

ENVELOPE = sealed(a_message())
RECEIPT = compose_receipt(a_receipt(), B.sign)
BUNDLE = compose((RECEIPT, ENVELOPE))


def opened(data):
    """Everything that can be read, and what was said at the first mistake."""
    items = []
    try:
        for item in read(io.BytesIO(data).read):
            items.append(item)  # noqa: PERF402  # what came before a mistake counts
    except UntrustedError as error:
        return items, str(error)
    return items, None


class Endless:
    """Ten gigabytes and more, of which somebody asks for some: the start, then the filling again and again."""

    def __init__(self, start, filling):
        self._ready, self._filling, self.given = start, filling, 0

    def read(self, count):
        while len(self._ready) < count:
            self._ready += self._filling
        data, self._ready = self._ready[:count], self._ready[count:]
        self.given += count
        return data


def test_what_is_put_in_comes_out_as_it_was_and_in_order():
    assert opened(BUNDLE) == ([RECEIPT, ENVELOPE], None)
    assert [kind(each) for each in opened(BUNDLE)[0]] == [Item.RECEIPT, Item.ENVELOPE]


def test_a_bundle_may_be_empty():
    assert opened(compose(())) == ([], None)


@pytest.mark.parametrize("cut", [*range(20), 24, 1000, len(BUNDLE) - 4, len(BUNDLE) - 1])
def test_what_came_before_a_cut_stands_and_the_cut_is_noticed(cut):
    items, mistake = opened(BUNDLE[:cut])

    assert mistake is not None
    assert items == [each for each in (RECEIPT, ENVELOPE) if each in BUNDLE[:cut]]


def test_no_bundle_that_was_altered_gives_more_than_it_held():
    for data in (*truncations(BUNDLE, step=97), *flips(BUNDLE, step=89)):
        items, _ = opened(data)
        assert len(items) <= 2
        assert all(kind(each) in Item for each in items)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(noise):
    for data in (noise, MAGIC + noise, MAGIC + block(RECEIPT) + noise):
        opened(data)


def test_bytes_after_the_end_are_noticed():
    assert opened(BUNDLE + b"\n") == ([RECEIPT, ENVELOPE], "there are bytes after the end")


def test_a_bundle_inside_a_bundle_is_not_opened():
    items, mistake = opened(MAGIC + block(RECEIPT) + block(BUNDLE) + END)

    assert items == [RECEIPT]
    assert "neither an envelope nor a receipt" in mistake
    with pytest.raises(UntrustedError):
        compose((BUNDLE,))


@pytest.mark.parametrize("length", [MAX_ENVELOPE + 1, 2**31, 2**32 - 1])
def test_a_thing_that_is_too_long_is_not_read_at_all(length):
    source = Endless(MAGIC + length.to_bytes(4, "big"), b"\xff")

    with pytest.raises(UntrustedError, match="more in it than a bundle may hold"):
        list(read(source.read))

    assert source.given < 100


def test_a_receipt_that_is_too_long_is_none():
    with pytest.raises(UntrustedError):
        kind(RECEIPT + bytes(MAX_RECEIPT))


def test_an_endless_file_is_left_at_the_limit():
    source = Endless(MAGIC, block(ENVELOPE.ljust(MAX_ENVELOPE, b"\0")))

    with pytest.raises(UntrustedError, match="more in it than a bundle may hold"):
        list(read(source.read))

    assert source.given <= MAX_BUNDLE


def test_endlessly_many_small_things_are_left_at_the_limit():
    source = Endless(MAGIC, block(b"TOCSINR1"))
    items = read(source.read)

    assert sum(1 for _ in islice(items, MAX_ITEMS)) == MAX_ITEMS
    with pytest.raises(UntrustedError, match="more in it than a bundle may hold"):
        next(items)


def test_no_bundle_is_written_that_nobody_would_read():
    with pytest.raises(InvalidError):
        compose([b"TOCSINR1"] * (MAX_ITEMS + 1))
    with pytest.raises(InvalidError):
        compose([b"TOCSINE1".ljust(MAX_ENVELOPE)] * (MAX_BUNDLE // MAX_ENVELOPE + 1))
