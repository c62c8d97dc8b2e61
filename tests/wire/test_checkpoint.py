"""Checkpoints: C2SP's text, and both of the log's signatures or nothing."""

import base64
import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire import checkpoint
from tocsin.wire.checkpoint import (
    Checkpoint,
    LogKeys,
    body,
    compose,
    cosignature,
    open_checkpoint,
    open_cosignature,
    with_line,
)
from wire.damage import flips, truncations
from wire.keys import TestKeys

A, B = TestKeys("a"), TestKeys("b")
HEAD = Checkpoint(origin=A.log.origin, size=20852163, root=bytes(range(32)), timestamp=1_770_000_000)
FILE = compose(HEAD, keys=A.log, sign=A.log_sign)


@settings(max_examples=30)
@given(
    st.integers(min_value=0, max_value=2**63 - 1),
    st.binary(min_size=32, max_size=32),
    st.integers(min_value=0, max_value=253_402_300_799),
)
def test_a_checkpoint_is_read_back_as_it_was_written(size, root, timestamp):
    head = Checkpoint(origin=A.log.origin, size=size, root=root, timestamp=timestamp)

    assert open_checkpoint(compose(head, keys=A.log, sign=A.log_sign), A.log) == head


def test_the_text_has_three_lines_as_c2sp_writes_them():
    text = body("example.com/log", 7, bytes(32))

    assert text == b"example.com/log\n7\n" + base64.b64encode(bytes(32)) + b"\n"
    assert FILE.startswith(body(HEAD.origin, HEAD.size, HEAD.root) + "\n— ".encode())


def test_key_ids_are_those_of_c2sp():
    lines = FILE.decode().splitlines()[4:]
    ids = [base64.b64decode(line.split(" ")[2])[:4] for line in lines]
    name = A.log.origin.encode()

    assert ids == [
        hashlib.sha256(name + b"\n\x01" + A.log.ed25519).digest()[:4],
        hashlib.sha256(name + b"\n\x06" + A.log.mldsa44).digest()[:4],
    ]


def test_no_bit_of_a_checkpoint_can_change():
    for damaged in flips(FILE):
        with pytest.raises(UntrustedError):
            open_checkpoint(damaged, A.log)


def test_no_part_of_a_checkpoint_can_be_missing():
    for damaged in truncations(FILE):
        with pytest.raises(UntrustedError):
            open_checkpoint(damaged, A.log)


@pytest.mark.parametrize("kept", [4, 5])
def test_one_good_signature_is_not_enough(kept):
    lines = FILE.decode().splitlines()
    half = "\n".join([*lines[:4], lines[kept], ""]).encode()

    with pytest.raises(UntrustedError):
        open_checkpoint(half, A.log)


@pytest.mark.parametrize("half", ["ed25519", "mldsa44"])
def test_one_good_key_is_not_enough(half):
    with pytest.raises(UntrustedError):
        open_checkpoint(FILE, replace(A.log, **{half: getattr(B.log, half)}))


def test_another_log_is_not_this_log():
    with pytest.raises(UntrustedError):
        open_checkpoint(FILE, B.log)


def test_the_two_signatures_of_two_heads_cannot_be_mixed():
    other = compose(replace(HEAD, size=5), keys=A.log, sign=A.log_sign)
    lines, others = FILE.decode().splitlines(), other.decode().splitlines()

    with pytest.raises(UntrustedError):
        open_checkpoint("\n".join([*lines[:5], others[5], ""]).encode(), A.log)


def test_a_witness_adds_a_line_and_changes_nothing_else():
    line = cosignature(HEAD, witness=B.log, timestamp=1_770_000_060, sign=B.cosign)
    witnessed = with_line(FILE, line)

    assert witnessed.startswith(FILE)
    assert open_checkpoint(witnessed, A.log) == HEAD
    assert open_cosignature(witnessed, A.log, witness=B.log) == 1_770_000_060


def test_a_witness_that_did_not_sign_is_not_a_witness():
    with pytest.raises(UntrustedError):
        open_cosignature(FILE, A.log, witness=B.log)
    forged = with_line(FILE, cosignature(HEAD, witness=B.log, timestamp=1, sign=A.cosign))
    with pytest.raises(UntrustedError):
        open_cosignature(forged, A.log, witness=B.log)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\n20852163\n", b"\n020852163\n"),
        (b"\n20852163\n", b"\n-1\n"),
        (b"\n20852163\n", b"\n99999999999999999999\n"),
        (b"\n\n", b"\nextension\n\n"),
        (b"a.example/tocsin\n", b"a.example/\xc3\xa9\n"),
        (b"\n\n", b"\n"),
        (b"\r", b"\r"),
    ],
)
def test_a_second_spelling_or_an_extension_is_refused(old, new):
    damaged = FILE.replace(old, new, 1) if old != new else FILE.replace(b"\n", b"\r\n")

    with pytest.raises(UntrustedError):
        open_checkpoint(damaged, A.log)


def test_more_lines_than_the_limit_are_refused():
    line = f"— other.example {base64.b64encode(bytes(80)).decode()}\n".encode()

    assert open_checkpoint(FILE + line * 14, A.log) == HEAD
    with pytest.raises(UntrustedError):
        open_checkpoint(FILE + line * 15, A.log)


@pytest.mark.parametrize("origin", ["", "a b", "a+b", "a\nb", "é", "x" * 256])
def test_a_log_has_a_plain_name(origin):
    with pytest.raises(InvalidError):
        LogKeys(origin=origin, ed25519=A.log.ed25519, mldsa44=A.log.mldsa44)


def test_key_ids_and_signatures_are_those_of_the_example_in_c2sp_signed_note():
    """c2sp.org/signed-note: the verifier key `PeterNeumann+c74f20a3+ARpc2Qc…` and the note under it."""
    key = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    line = base64.b64decode(
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    text = b"If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"

    assert checkpoint._key_id("PeterNeumann", b"\x01", key[1:]).hex() == "c74f20a3"
    assert line[:4].hex() == "c74f20a3"
    Ed25519PublicKey.from_public_bytes(key[1:]).verify(line[4:], text)
