"""Private keys: what they sign verifies, what is sealed for them opens, and their files stay private."""

import shutil
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import NOON
from tocsin.adapters.keys import FileKeyring, MemoryKeyring
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError, RefusedError, UntrustedError
from tocsin.wire import checkpoint, sealing
from tocsin.wire.checkpoint import Checkpoint
from tocsin.wire.signing import Context, verify

ORIGIN = "node.example/tocsin"


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("node") / "keys"
    FileKeyring.create(folder, origin=ORIGIN, now=NOON)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """A copy of the keys that a test may spoil."""
    return shutil.copytree(made, tmp_path / "keys")


@pytest.fixture(params=["memory", "files"], scope="module")
def keyring(request, made):
    return MemoryKeyring.generate(origin=ORIGIN, now=NOON) if request.param == "memory" else FileKeyring(made)


@pytest.mark.parametrize("context", Context)
def test_a_signature_verifies_with_the_public_halves(keyring, context):
    signatures = keyring.sign(context, b"data")

    verify(keyring.signing, context, b"data", signatures)


def test_a_signature_of_one_context_does_not_verify_in_another(keyring):
    signatures = keyring.sign(Context.CARD, b"data")

    with pytest.raises(UntrustedError):
        verify(keyring.signing, Context.PROOF, b"data", signatures)


def test_a_signed_head_opens_with_the_public_log_keys(keyring):
    head = Checkpoint(origin=ORIGIN, size=3, root=bytes(32), timestamp=1_800_000_000)

    signed = checkpoint.compose(head, keys=keyring.log, sign=keyring.sign_head)

    assert checkpoint.open_checkpoint(signed, keyring.log) == head


@settings(max_examples=20, deadline=None)
@given(data=st.binary(max_size=2000), info=st.binary(max_size=100))
def test_what_is_sealed_for_us_opens(made, data, info):
    keyring = FileKeyring(made)
    (key,) = keyring.sealing(NOON)

    sealed = sealing.seal(data, public=key.public, info=info)

    assert keyring.open_sealed(key.id, info, sealed) == data


def test_what_was_altered_cut_or_meant_for_others_does_not_open(keyring):
    (key,) = keyring.sealing(NOON)
    (other,) = MemoryKeyring.generate(origin=ORIGIN, now=NOON).sealing(NOON)
    sealed = sealing.seal(b"data", public=key.public, info=b"info")
    altered = sealed[:-1] + bytes([sealed[-1] ^ 1])

    attempts = [
        (key.id, b"other info", sealed),
        (key.id, b"info", altered),
        (key.id, b"info", sealed[:-1]),
        (key.id, b"info", sealed[:40]),
        (key.id, b"info", b""),
        (key.id, b"info", sealing.seal(b"data", public=other.public, info=b"info")),
        (other.id, b"info", sealed),
        ("", b"info", sealed),
    ]
    for key_id, info, data in attempts:
        with pytest.raises(UntrustedError):
            keyring.open_sealed(key_id, info, data)


def test_a_sealing_key_is_offered_for_sixty_days(keyring):
    (key,) = keyring.sealing(NOON)

    assert (key.valid_from, key.valid_until) == (NOON, NOON + timedelta(days=60))
    assert keyring.sealing(NOON - timedelta(days=1)) == (key,)
    assert keyring.sealing(NOON + timedelta(days=60)) == ()


def test_every_keyring_has_keys_of_its_own():
    first, second = (MemoryKeyring.generate(origin=ORIGIN, now=NOON) for _ in range(2))

    assert first.signing.digest != second.signing.digest
    assert first.log != second.log
    assert first.sealing(NOON) != second.sealing(NOON)
    assert first.next_signing_digest not in {second.next_signing_digest, first.signing.digest}


def test_keys_are_the_same_when_the_folder_is_opened_again(made):
    first, second = FileKeyring(made), FileKeyring(made)

    assert first.signing == second.signing
    assert first.log == second.log
    assert first.sealing(NOON) == second.sealing(NOON)
    assert first.next_signing_digest == second.next_signing_digest


def test_only_this_account_can_read_the_files(made):
    files = {str(file.relative_to(made)): oct(file.stat().st_mode & 0o777) for file in made.rglob("*")}
    (sealing_key,) = (made / "sealing").iterdir()

    assert oct(made.stat().st_mode & 0o777) == "0o700"
    assert files == {
        "signing.json": "0o600",
        "log.json": "0o600",
        "next.json": "0o600",
        "next": "0o700",
        "next/signing.json": "0o600",
        "sealing": "0o700",
        f"sealing/{sealing_key.name}": "0o600",
    }


def test_the_node_works_when_the_next_keys_were_taken_offline(folder):
    promised = FileKeyring(folder).next_signing_digest
    shutil.move(folder / "next", folder.parent / "safe")

    assert FileKeyring(folder).next_signing_digest == promised


def test_the_next_keys_are_those_that_were_promised(folder):
    shutil.copy(folder / "next" / "signing.json", folder / "signing.json")
    keyring = FileKeyring(folder)

    assert keyring.signing.digest == keyring.next_signing_digest


def test_keys_are_never_overwritten(folder):
    before = FileKeyring(folder).signing

    with pytest.raises(ConflictError, match="never overwritten"):
        FileKeyring.create(folder, origin=ORIGIN, now=NOON)

    assert FileKeyring(folder).signing == before
    assert [file.name for file in folder.parent.iterdir()] == ["keys"]


def test_keys_under_a_name_that_no_log_can_have_are_not_made(tmp_path):
    with pytest.raises(InvalidError):
        FileKeyring.create(tmp_path / "keys", origin="a name with spaces", now=NOON)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["signing.json", "log.json", "next.json", "sealing", "."])
def test_keys_that_others_can_read_are_not_used(folder, name):
    path = folder / name
    path.chmod(path.stat().st_mode | 0o040)

    with pytest.raises(RefusedError, match="can be read by others: chmod"):
        FileKeyring(folder)


def test_a_folder_without_keys_is_named(tmp_path):
    with pytest.raises(NotFoundError, match="nowhere"):
        FileKeyring(tmp_path / "nowhere")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"ed25519": "AAAA", "mldsa65": "AAAA"}', '{"ed25519": 1}'])
def test_a_damaged_file_is_said(folder, content):
    (folder / "signing.json").write_text(content)

    with pytest.raises(InvalidError, match="damaged: restore the folder from its backup"):
        FileKeyring(folder)
