"""`tocsin key`, and the passphrase that opens a node."""

import json
import shutil

import pytest
from click.testing import CliRunner

from tocsin.bootstrap import create_node, open_node, serving
from tocsin.domain.errors import InvalidError, RefusedError, UntrustedError
from tocsin.settings import Settings
from tocsin.surfaces.cli import main
from tocsin.usecases import accounts

PASSWORD = "correct horse battery"


@pytest.fixture
def folder(tmp_path):
    settings = Settings(name="Harbour Watch", countries=("IE",), contact="line 1")
    found = create_node(
        tmp_path / "node", settings, first=lambda node: accounts.found(node, name="ada", password=PASSWORD)
    )
    found.store.close()
    run(tmp_path / "node", "login", "ada", "--password", PASSWORD)
    return tmp_path / "node"


def run(folder, *words, said="", code=0):
    done = CliRunner().invoke(main, ["--node", str(folder), *words], input=said)
    assert done.exit_code == code, done.output
    return done.output


def listed(folder):
    rows = json.loads(run(folder, "key", "list", "--json"))
    return {row["purpose"]: row for row in rows}


def test_keys_are_listed_renewed_and_rotated(folder):
    before = listed(folder)
    run(folder, "key", "renew")
    safe = shutil.move(folder / "keys" / "next", folder.parent / "safe")
    run(folder, "key", "rotate", code=3)
    run(folder, "key", "rotate", "--next", str(safe))
    after = listed(folder)

    assert after["signing"]["id"] == before["next-signing"]["id"]
    assert after["sealing"]["id"] != before["sealing"]["id"]
    assert after["log"] == before["log"]
    assert (folder / "keys" / "next").is_dir()


def test_a_revocation_is_asked_about_once(folder):
    before = listed(folder)
    run(folder, "key", "revoke", said="n\n", code=1)
    assert listed(folder) == before

    run(folder, "key", "revoke", "--yes")

    assert listed(folder)["signing"]["id"] == before["next-signing"]["id"]


def test_the_list_needs_no_passphrase_and_a_signature_does(folder, monkeypatch):
    monkeypatch.delenv("TOCSIN_PASSPHRASE")

    assert listed(folder)["signing"]
    assert "the keys are locked: set TOCSIN_PASSPHRASE" in run(folder, "key", "renew", code=4)


def test_serve_begins_with_the_passphrase_or_not_at_all(folder, monkeypatch):
    with serving(folder) as node:
        assert node.organisation.node_id == open_node(folder).organisation.node_id
    monkeypatch.setenv("TOCSIN_PASSPHRASE", "another passphrase")

    with pytest.raises(UntrustedError, match="passphrase does not open"), serving(folder):
        pass


def test_a_passphrase_is_read_from_a_file_that_only_its_owner_can_read(tmp_path, monkeypatch):
    monkeypatch.delenv("TOCSIN_PASSPHRASE")
    secret = tmp_path / "secret"
    settings = Settings(name="Harbour Watch", countries=("IE",), contact="line 1", passphrase_file=str(secret))
    with pytest.raises(InvalidError, match="passphrase_file cannot be read"):
        create_node(tmp_path / "node", settings)
    secret.touch(mode=0o600)
    secret.write_text("a passphrase in a file\n")
    create_node(tmp_path / "node", settings).store.close()
    open_node(tmp_path / "node").keyring.unlock()

    secret.chmod(0o640)
    with pytest.raises(RefusedError, match="can be read by others"):
        open_node(tmp_path / "node").keyring.unlock()


def test_there_is_no_node_without_a_passphrase(tmp_path, monkeypatch):
    monkeypatch.delenv("TOCSIN_PASSPHRASE")
    settings = Settings(name="Harbour Watch", countries=("IE",), contact="line 1")

    with pytest.raises(RefusedError, match="the keys are locked"):
        create_node(tmp_path / "node", settings)
    assert not (tmp_path / "node").exists()
