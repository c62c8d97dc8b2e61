"""Two signatures, one verdict."""

from dataclasses import replace

import pytest

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.signing import Context, PublicSigningKeys, Signatures, verify
from wire.keys import TestKeys

A, B = TestKeys("a"), TestKeys("b")
DATA = b"what is signed"


def test_a_pair_of_signatures_verifies_under_its_keys():
    verify(A.signing, Context.MESSAGE, DATA, A.sign(Context.MESSAGE, DATA))


@pytest.mark.parametrize("half", ["ed25519", "mldsa65"])
def test_one_good_signature_is_not_enough(half):
    mixed = replace(A.sign(Context.MESSAGE, DATA), **{half: getattr(B.sign(Context.MESSAGE, DATA), half)})

    with pytest.raises(UntrustedError):
        verify(A.signing, Context.MESSAGE, DATA, mixed)


@pytest.mark.parametrize("half", ["ed25519", "mldsa65"])
def test_one_good_key_is_not_enough(half):
    mixed = replace(A.signing, **{half: getattr(B.signing, half)})

    with pytest.raises(UntrustedError):
        verify(mixed, Context.MESSAGE, DATA, A.sign(Context.MESSAGE, DATA))


@pytest.mark.parametrize("context", [context for context in Context if context is not Context.MESSAGE])
def test_a_signature_for_one_thing_never_serves_for_another(context):
    with pytest.raises(UntrustedError):
        verify(A.signing, context, DATA, A.sign(Context.MESSAGE, DATA))


def test_no_context_begins_another():
    assert not [(a, b) for a in Context for b in Context if a is not b and b.startswith(a)]


def test_other_data_does_not_verify():
    with pytest.raises(UntrustedError):
        verify(A.signing, Context.MESSAGE, DATA + b"!", A.sign(Context.MESSAGE, DATA))


def test_a_fingerprint_is_the_whole_digest_in_groups_of_four():
    groups = A.signing.fingerprint.split(" ")

    assert [len(group) for group in groups] == [4] * 16
    assert "".join(groups).lower() == A.signing.digest


@pytest.mark.parametrize("half", ["ed25519", "mldsa65"])
def test_a_fingerprint_depends_on_both_keys(half):
    assert replace(A.signing, **{half: getattr(B.signing, half)}).fingerprint != A.signing.fingerprint


def test_keys_and_signatures_of_a_wrong_length_cannot_exist():
    with pytest.raises(InvalidError):
        PublicSigningKeys(ed25519=bytes(31), mldsa65=bytes(1952))
    with pytest.raises(InvalidError):
        Signatures(ed25519=bytes(64), mldsa65=bytes(3308))
    with pytest.raises(UntrustedError):
        Signatures.from_bytes(bytes(3372))


def test_keys_that_are_no_keys_are_refused_and_nothing_else_happens():
    nonsense = PublicSigningKeys(ed25519=b"\xff" * 32, mldsa65=b"\xff" * 1952)

    with pytest.raises(UntrustedError):
        verify(nonsense, Context.CARD, DATA, A.sign(Context.CARD, DATA))


ORDER = 2**252 + 27742317777372353535851937790883648493  # of the Ed25519 group, RFC 8032
IDENTITY = (1).to_bytes(32, "little")  # the point that verifies anything for whoever takes it for a key


def test_a_second_spelling_of_an_ed25519_signature_is_refused():
    signatures = A.sign(Context.MESSAGE, b"data")
    scalar = int.from_bytes(signatures.ed25519[32:], "little")
    for other in (scalar + ORDER, scalar + 2**253, ORDER - scalar):
        second = signatures.ed25519[:32] + (other % 2**256).to_bytes(32, "little")
        with pytest.raises(UntrustedError):
            verify(A.signing, Context.MESSAGE, b"data", replace(signatures, ed25519=second))


@pytest.mark.parametrize("point", [IDENTITY, bytes(32), b"\xff" * 32, (2**255 - 18).to_bytes(32, "little")])
def test_a_weak_ed25519_key_gains_nothing_without_the_other_half(point):
    weak = replace(A.signing, ed25519=point)
    forged = replace(B.sign(Context.MESSAGE, b"data"), ed25519=IDENTITY + bytes(32))

    with pytest.raises(UntrustedError):
        verify(weak, Context.MESSAGE, b"data", forged)
