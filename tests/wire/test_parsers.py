"""Every parser of bytes from outside, found by looking for them, against bytes that somebody made to break it."""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tocsin.wire
from tocsin.domain.errors import UntrustedError
from tocsin.wire import bundle
from tocsin.wire.canonical import decode, encode
from tocsin.wire.findings import Verdict
from tocsin.wire.message import Kind
from wire.builders import A, B
from wire.damage import flips, mutations, truncations

VECTORS = Path(__file__).resolve().parents[1] / "vectors"
# Functions of bytes that read nothing: they write, hash, or are handed what was read.
NO_PARSERS = {"block", "seal", "header_of", "message_id", "digest", "base64url", "signed_bytes", "with_line"}
NEEDED = {
    "limit": 1 << 22,
    "keys": B.signing,
    "log_keys": A.log,
    "witness": B.log,
    "open_sealed": B.open_sealed,
    "kind": Kind.RESPONSE,
    "item": bundle.Item.ENVELOPE,
}
Parser = Callable[[bytes], object]


def _modules() -> Iterator[str]:
    for each in pkgutil.walk_packages(tocsin.wire.__path__, "tocsin.wire."):
        yield each.name


def _parsers() -> Iterator[tuple[str, Parser]]:
    for name in _modules():
        module = importlib.import_module(name)
        functions = [each for _, each in inspect.getmembers(module, is_function) if each.__module__ == name]
        classes = [each for _, each in inspect.getmembers(module, inspect.isclass) if each.__module__ == name]
        functions += [each.from_bytes for each in classes if hasattr(each, "from_bytes") and not issubclass(each, int)]
        for function in functions:
            parameters = inspect.signature(function).parameters
            is_about_bytes = "data" in parameters and not function.__name__.startswith("_")
            if is_about_bytes and function.__name__ not in NO_PARSERS and "signatures" not in parameters:
                given_ = {each: NEEDED[each] for each, is_ in parameters.items() if each != "data" and is_needed(is_)}
                yield f"{name.removeprefix('tocsin.')}.{function.__qualname__}", partial(_call, function, given_)


def is_function(value: object) -> bool:
    """Say whether this is a function, be it one that remembers what it said."""
    return inspect.isfunction(inspect.unwrap(value))


def is_needed(parameter: inspect.Parameter) -> bool:
    """Say whether a parser cannot be called without it."""
    return parameter.default is inspect.Parameter.empty


def _call(function: Callable[..., object], given_: dict[str, object], data: bytes) -> object:
    return function(data=data, **given_)


def _corpus() -> Iterator[bytes]:
    for file in sorted(VECTORS.iterdir()):
        data = file.read_bytes()
        if file.suffix == ".hex":
            yield bytes.fromhex(data.decode())
        elif file.name == "recalls.json":
            yield from (encode(body) for body in json.loads(data).values())
        else:
            yield data


PARSERS = dict(_parsers()) | {"wire.bundle.read": lambda data: list(bundle.read(BytesIO(data).read))}
CORPUS = tuple(_corpus())


def check(parse: Parser, data: bytes) -> None:
    """It is read or refused; any other error ends the test."""
    with suppress(UntrustedError):
        read = parse(data)
        assert not isinstance(read, Verdict) or read.holds or not read.proven


def test_the_parsers_are_found():
    assert len(PARSERS) >= 24
    assert {"wire.card.open_card", "wire.envelope.open_envelope", "wire.message.SignedMessage.from_bytes"} <= set(
        PARSERS
    )


@pytest.mark.parametrize("name", PARSERS)
def test_every_parser_reads_or_refuses_the_vectors_of_every_format_cut_and_bent(name):
    for data in CORPUS:
        check(PARSERS[name], data)
        for damaged in (*flips(data, step=len(data) // 6 + 1), *truncations(data, step=len(data) // 6 + 1)):
            check(PARSERS[name], damaged)


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=60)
@given(data=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_every_parser_reads_or_refuses_any_bytes(name, data):
    check(PARSERS[name], data)


JSON = [data for data in CORPUS if data.startswith(b"{") and len(data) < 200_000]


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=40)
@given(data=st.data())
def test_every_parser_reads_or_refuses_json_of_the_right_shape_with_one_wrong_part(name, data):
    value = decode(data.draw(st.sampled_from(JSON)), limit=1 << 22)
    check(PARSERS[name], encode(data.draw(mutations(value))))
