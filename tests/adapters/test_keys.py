"""Private keys: what they sign verifies, what is sealed for them opens, and their files stay private."""

import json
import shutil
from datetime import timedelta

import pytest
from argon2.profiles import CHEAPEST
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import NOON
from tocsin.adapters.keys import FileKeyring, MemoryKeyring, change_passphrase
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError, RefusedError, UntrustedError
from tocsin.wire import checkpoint, sealing
from tocsin.wire.checkpoint import Checkpoint
from tocsin.wire.signing import Context, verify

ORIGIN = "node.example/tocsin"
PASSPHRASE = "a passphrase for tests"


def opened(folder, passphrase=PASSPHRASE):
    return FileKeyring(folder, lambda: passphrase, CHEAPEST)


def create(folder, **changes):
    return FileKeyring.create(folder, PASSPHRASE, **({"origin": ORIGIN, "now": NOON, "cost": CHEAPEST} | changes))


def nobody():
    raise AssertionError("the passphrase was asked for")


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("node") / "keys"
    create(folder)
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """A copy of the keys that a test may spoil."""
    return shutil.copytree(made, tmp_path / "keys")


@pytest.fixture(params=["memory", "files"], scope="module")
def keyring(request, made):
    return MemoryKeyring.generate(origin=ORIGIN, now=NOON) if request.param == "memory" else opened(made)


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
    keyring = opened(made)
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


def test_a_sealing_key_is_offered_for_sixty_two_days(keyring):
    (key,) = keyring.sealing(NOON)

    assert (key.valid_from, key.valid_until) == (NOON, NOON + timedelta(days=62))
    assert keyring.sealing(NOON - timedelta(days=1)) == (key,)
    assert keyring.sealing(NOON + timedelta(days=62)) == ()
    assert keyring.held() == (key,)


def test_every_keyring_has_keys_of_its_own():
    first, second = (MemoryKeyring.generate(origin=ORIGIN, now=NOON) for _ in range(2))

    assert first.signing.digest != second.signing.digest
    assert first.log != second.log
    assert first.sealing(NOON) != second.sealing(NOON)
    assert first.next_signing_digest not in {second.next_signing_digest, first.signing.digest}


@pytest.fixture(params=["memory", "files"])
def changing(request, folder):
    """A keyring that a test may change."""
    return MemoryKeyring.generate(origin=ORIGIN, now=NOON) if request.param == "memory" else opened(folder)


def test_a_new_sealing_key_stands_beside_the_old_one_until_that_is_destroyed(changing):
    (old,) = changing.held()
    sealed = sealing.seal(b"data", public=old.public, info=b"info")

    changing.add_sealing(NOON + timedelta(days=30))
    assert [key.valid_from for key in changing.held()] == [NOON, NOON + timedelta(days=30)]
    assert changing.open_sealed(old.id, b"info", sealed) == b"data"

    changing.destroy_sealing(frozenset({old.id}))
    assert old not in changing.held()
    with pytest.raises(UntrustedError):
        changing.open_sealed(old.id, b"info", sealed)


def test_a_sealing_key_made_within_the_second_of_another_is_still_the_newer_of_the_two(changing):
    held = changing.held()

    for _ in range(5):
        changing.add_sealing(NOON)
        assert changing.held()[:-1] == held
        held = changing.held()


def test_a_rotation_goes_on_with_the_keys_that_were_promised_and_promises_others(changing):
    before, promised, node_id = changing.signing, changing.next_signing_digest, changing.node_id

    changing.rotate(None)

    assert changing.signing.digest == promised
    assert changing.next_signing_digest not in {promised, before.digest}
    assert changing.node_id == node_id == before.digest
    verify(changing.signing, Context.CARD, b"data", changing.sign(Context.CARD, b"data"))


def test_the_keys_before_sign_until_they_are_retired(changing):
    before = changing.signing
    changing.rotate(None)
    verify(before, Context.MESSAGE, b"data", changing.signer(before.digest)(Context.MESSAGE, b"data"))

    changing.retire()

    with pytest.raises(NotFoundError):
        changing.signer(before.digest)
    changing.signer(changing.signing.digest)


def test_keys_are_the_same_when_the_folder_is_opened_again(made):
    first, second = opened(made), opened(made)

    assert first.signing == second.signing
    assert first.log == second.log
    assert first.sealing(NOON) == second.sealing(NOON)
    assert first.next_signing_digest == second.next_signing_digest


def test_a_change_by_another_process_is_seen_at_the_next_use(folder):
    ours, theirs = opened(folder), opened(folder)
    ours.unlock()
    theirs.add_sealing(NOON + timedelta(days=30))
    theirs.rotate(None)
    (_, newer) = theirs.held()

    assert ours.signing == theirs.signing
    verify(theirs.signing, Context.CARD, b"data", ours.sign(Context.CARD, b"data"))
    sealed = sealing.seal(b"data", public=newer.public, info=b"info")
    assert ours.open_sealed(newer.id, b"info", sealed) == b"data"


def test_public_halves_need_no_passphrase(made):
    keyring = FileKeyring(made, nobody)

    assert keyring.node_id == keyring.signing.digest
    assert keyring.log.origin == ORIGIN
    assert len(keyring.sealing(NOON)) == len(keyring.held()) == 1
    with pytest.raises(AssertionError, match="asked for"):
        keyring.unlock()


def test_another_passphrase_opens_nothing(made):
    keyring = opened(made, "another passphrase")

    with pytest.raises(UntrustedError, match="passphrase does not open"):
        keyring.sign(Context.CARD, b"data")


@pytest.mark.parametrize("short", ["", "nine char"])
def test_a_passphrase_that_is_guessed_quickly_is_refused(tmp_path, short):
    with pytest.raises(InvalidError, match="at least 10 characters"):
        FileKeyring.create(tmp_path / "keys", short, origin=ORIGIN, now=NOON, cost=CHEAPEST)

    assert list(tmp_path.iterdir()) == []


def test_a_new_passphrase_opens_what_the_old_one_opened_and_the_old_one_nothing(folder):
    before = opened(folder).signing
    change_passphrase(folder, PASSPHRASE, "a new passphrase", CHEAPEST)

    opened(folder, "a new passphrase").unlock()
    opened(folder, "a new passphrase").rotate(None)
    assert opened(folder).signing != before
    with pytest.raises(UntrustedError):
        opened(folder).unlock()


def test_the_passphrase_of_next_keys_that_were_taken_offline_can_be_changed_there(folder):
    safe = shutil.move(folder / "next", folder.parent / "safe")
    change_passphrase(safe, PASSPHRASE, "a new passphrase", CHEAPEST)
    change_passphrase(folder, PASSPHRASE, "a new passphrase", CHEAPEST)

    opened(folder, "a new passphrase").rotate(str(safe))


def test_no_private_key_stands_in_a_file(folder):
    keyring = opened(folder)
    keyring.unlock()
    ring = keyring._keys()
    secrets = [ring.signing.members(), ring.log.members(), *(pair.members() for pair in ring.sealing)]
    written = b"".join(file.read_bytes() for file in folder.rglob("*.json"))

    values = [value for members in secrets for name, value in members.items() if name in KEYS]
    assert len(values) == 6
    assert not [value for value in values if value.encode() in written]


KEYS = {"ed25519", "mldsa65", "mldsa44", "mlkem768", "x25519"}


def test_only_this_account_can_read_the_files(made):
    modes = {oct(file.stat().st_mode & 0o777) for file in made.rglob("*") if file.is_file()}
    folders = {oct(file.stat().st_mode & 0o777) for file in (made, *made.rglob("*")) if file.is_dir()}

    assert (modes, folders) == ({"0o600"}, {"0o700"})
    assert {file.name.partition("-")[0] for file in made.rglob("*")} == {
        *("public.json", "private", "next", "lock.json", "log.json", "signing", "s")
    }


def test_the_node_works_when_the_next_keys_were_taken_offline_and_rotates_when_they_are_back(folder):
    promised = opened(folder).next_signing_digest
    safe = shutil.move(folder / "next", folder.parent / "safe")
    keyring = opened(folder)

    with pytest.raises(NotFoundError):
        keyring.rotate(str(folder / "nowhere"))
    keyring.rotate(str(safe))

    assert keyring.signing.digest == promised
    assert opened(folder).signing.digest == promised


def test_other_next_keys_than_those_promised_are_refused(folder, tmp_path):
    create(tmp_path / "other")
    before = opened(folder).signing

    with pytest.raises(RefusedError, match="our card promises"):
        opened(folder).rotate(str(tmp_path / "other" / "next"))

    assert opened(folder).signing == before


def test_a_second_rotation_reveals_what_the_first_one_promised(folder):
    keyring = opened(folder)
    keyring.rotate(None)
    promised = keyring.next_signing_digest
    keyring.rotate(None)

    assert keyring.signing.digest == promised
    assert len(list((folder / "next").glob("signing-*"))) == 1
    keyring.retire()
    assert len(list((folder / "private").glob("signing-*"))) == 1


def test_keys_are_never_overwritten(folder):
    before = opened(folder).signing

    with pytest.raises(ConflictError, match="never overwritten"):
        create(folder)

    assert opened(folder).signing == before
    assert [file.name for file in folder.parent.iterdir()] == ["keys"]


def test_keys_under_a_name_that_no_log_can_have_are_not_made(tmp_path):
    with pytest.raises(InvalidError):
        create(tmp_path / "keys", origin="a name with spaces")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["public.json", "private/lock.json", "private/log.json", "private", "."])
def test_keys_that_others_can_read_are_not_used(folder, name):
    path = folder / name
    path.chmod(path.stat().st_mode | 0o040)

    with pytest.raises(RefusedError, match="can be read by others: chmod"):
        opened(folder).unlock()


def test_a_folder_without_keys_is_named(tmp_path):
    with pytest.raises(NotFoundError, match="nowhere"):
        opened(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["public.json", "private/lock.json", "private/log.json", "private/signing-*.json"])
@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"nonce": "AAAA", "sealed": "AAAA"}', '{"salt": 1}'])
def test_a_damaged_file_is_said(folder, name, content):
    (path,) = folder.glob(name)
    path.write_text(content)

    with pytest.raises(InvalidError, match=r"damaged: restore the folder from its backup"):
        opened(folder).unlock()


def test_a_public_half_that_was_exchanged_is_found_out(folder, tmp_path):
    create(tmp_path / "other")
    ours, theirs = (json.loads((keys / "public.json").read_text()) for keys in (folder, tmp_path / "other"))
    (folder / "public.json").write_text(json.dumps(ours | {"log": theirs["log"]}))

    with pytest.raises(InvalidError, match="damaged"):
        opened(folder).unlock()
