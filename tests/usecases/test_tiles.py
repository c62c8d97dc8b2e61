"""The ledger as tiles, read back as an auditor's own tool would."""

import base64
import hashlib
import json

import pytest

from stories import open_notice, release_to
from tocsin.domain.errors import RefusedError
from tocsin.usecases import audit, tiles
from tocsin.usecases.steps import journal
from tocsin.wire.checkpoint import open_checkpoint


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes):
    """The root as RFC 6962 defines it, by nothing but its definition."""
    if len(hashes) == 1:
        return hashes[0]
    left = 1 << ((len(hashes) - 1).bit_length() - 1)
    return node_hash(root_of(hashes[:left]), root_of(hashes[left:]))


def entries_of(files):
    """Every entry in order, out of the entry bundles."""
    found = []
    for path in sorted(path for path in files if path.startswith("tile/entries/")):
        data = files[path]
        while data:
            size = int.from_bytes(data[:2], "big")
            found.append(data[2 : 2 + size])
            data = data[2 + size :]
    return found


@pytest.fixture
def files(alpha):
    """The files of a ledger of more than one tile, with one entry erased."""
    release_to(alpha, open_notice(alpha), "Bravo", "IE:target")
    with alpha.node.store.begin() as tx:
        for _ in range(520):
            journal.record(alpha.node, tx, "test.done")
    audit.sign_head(alpha.node)
    with alpha.node.store.begin() as tx:
        journal.erase(tx, tx.leaves.get(f"{7:012d}"))
    return dict(tiles.export(alpha.node, alpha.uma))


def test_entries_and_hashes_are_those_of_the_signed_head(alpha, files):
    head = open_checkpoint(files["checkpoint"], alpha.node.keyring.log)
    entries = entries_of(files)
    leaves = [hashlib.sha256(b"\x00" + entry).digest() for entry in entries]

    assert len(entries) == head.size > 512
    assert root_of(leaves) == head.root
    assert files["tile/0/000"] == b"".join(leaves[:256])
    assert files["tile/1/000.p/2"] == root_of(leaves[:256]) + root_of(leaves[256:512])
    assert files[f"tile/0/002.p/{head.size - 512}"] == b"".join(leaves[512:])


def test_the_records_open_every_entry_but_the_erased_one(files):
    records = [json.loads(line) for line in files["records.jsonl"].decode().splitlines()]
    entries = entries_of(files)

    for record, entry in zip(records, entries, strict=True):
        if record["index"] == 7:
            assert record["record"] is record["salt"] is None
        else:
            salt = base64.urlsafe_b64decode(record["salt"] + "==")
            assert hashlib.sha256(salt + record["record"].encode()).digest() == entry


def test_tiles_are_numbered_as_c2sp_says():
    assert tiles._path("0", 1234067, 256) == "tile/0/x001/x234/067"
    assert tiles._path("entries", 0, 3) == "tile/entries/000.p/3"


def test_only_an_auditor_gets_them(alpha):
    for person in (alpha.ada, alpha.ines, alpha.rosa):
        with pytest.raises(RefusedError):
            next(tiles.export(alpha.node, person))
