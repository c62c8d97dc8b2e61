"""Every way to damage bytes that a test can think of."""

from collections.abc import Iterator

from hypothesis import strategies as st

from tocsin.wire.canonical import Json


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


def mutations(value: Json) -> st.SearchStrategy[Json]:
    """The value with one part of it, at any depth, replaced, removed or doubled."""
    return st.integers(min_value=0, max_value=_count(value) - 1).flatmap(
        lambda at: st.sampled_from(NONSENSE).map(lambda other: _replaced(value, at, other))
    )


NONSENSE: tuple[Json, ...] = (
    *(None, True, 0, -1, 1, 2**53 - 1, "", "x", "\n", "A" * 43, "ab" * 32, "2026-03-04T05:06:07Z", "0" * 5000),
    *([], {}, [[]], ["x"], {"x": 1}, [1] * 400, {"at": "x", "action": "x", "message": "x"}),
    *("{}", "[]", '{"action":"a","at":"2026-03-04T05:06:07Z","message":[]}', "\U0001f514"),
)


def _count(value: Json) -> int:
    return 1 + sum(_count(each) for each in _parts(value))


def _parts(value: Json) -> list[Json]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list | tuple) else []


def _replaced(value: Json, at: int, other: Json) -> Json:
    """Replace the part that a walk of the value meets as number `at`."""
    if at == 0:
        return other
    at -= 1
    parts = _parts(value)
    for number, part in enumerate(parts):
        if at < _count(part):
            parts[number] = _replaced(part, at, other)
            break
        at -= _count(part)
    return dict(zip(value, parts, strict=True)) if isinstance(value, dict) else parts
