"""Ed25519 at its edges: published values of Wycheproof, and the same through our own `verify`.

Wycheproof: C2SP/wycheproof, testvectors_v1/ed25519_test.json, by `tcId`; the rule is that of RFC 8032, section 5.1.7.
"""

from dataclasses import replace
from itertools import product

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tocsin.adapters.keys.pairs import SigningPair
from tocsin.domain.errors import UntrustedError
from tocsin.wire.signing import Context, verify

ORDER = 2**252 + 27742317777372353535851937790883648493
FIELD = 2**255 - 19
KEY = Ed25519PublicKey.from_public_bytes(
    bytes.fromhex("7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa")
)
VALID = {  # tcId: message, r, s
    2: (
        "78",
        "d80737358ede548acb173ef7e0399f83392fe8125b2ce877de7975d8b726ef5b",
        "1e76632280ee38afad12125ea44b961bf92f1178c9fa819d020869975bcbe109",
    ),
    3: (
        "54657374",
        "7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0",
        "7a9155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b30d",
    ),
    5: (
        "313233343030",
        "657c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2b",
        "f0cf5b3a289976458a1be6277a5055545253b45b07dcc1abd96c8b989c00f301",
    ),
}
SPECIAL = list(product((0, 1, ORDER, FIELD), (0, 1, ORDER - 1, ORDER, FIELD)))  # tcId 10 to 29, of the message 3f
DATA = b"what was said"


@pytest.fixture(scope="module")
def pair():
    return SigningPair.generate()


def number(value: int) -> bytes:
    return value.to_bytes(32, "little")


def beyond(signature: bytes) -> bytes:
    """The same signature with S above the order of the group: it satisfies the equation, and must not count."""
    return signature[:32] + number(int.from_bytes(signature[32:], "little") + ORDER)


def is_refused(message: bytes, signature: bytes) -> bool:
    try:
        KEY.verify(signature, message)
    except InvalidSignature:
        return True
    return False


@pytest.mark.parametrize("case", VALID)
def test_what_wycheproof_calls_valid_verifies_and_in_no_other_form(case):
    message, r, s = map(bytes.fromhex, VALID[case])

    assert not is_refused(message, r + s)
    assert is_refused(message, beyond(r + s))
    assert all(is_refused(message, (r + s)[:length]) for length in range(64))
    assert is_refused(message, r + s + b"\x00")


@pytest.mark.parametrize(("r", "s"), SPECIAL)
def test_special_values_are_no_signature_of_anything(pair, r, s):
    special = number(r) + number(s)

    assert is_refused(b"\x3f", special)
    ours = replace(pair.sign(Context.MESSAGE, DATA), ed25519=special)
    with pytest.raises(UntrustedError):
        verify(pair.public, Context.MESSAGE, DATA, ours)


def test_a_signature_of_ours_has_one_form(pair):
    signed = pair.sign(Context.MESSAGE, DATA)
    verify(pair.public, Context.MESSAGE, DATA, signed)

    with pytest.raises(UntrustedError):
        verify(pair.public, Context.MESSAGE, DATA, replace(signed, ed25519=beyond(signed.ed25519)))
