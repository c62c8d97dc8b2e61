"""The ledger against proofs that others made, most of them wrong on purpose."""

import json
from base64 import b64decode

import pytest

from tocsin.domain import ledger


@pytest.mark.shared
def test_proofs_of_another_project_verify_or_fail_as_it_says(shared):
    lines = (shared / "data" / "merkle" / "proofs.jsonl").read_text().splitlines()
    vectors = [vector for vector in map(json.loads, lines) if vector["kind"] in {"inclusion", "consistency"}]

    wrong = [vector["case"] for vector in vectors if verifies(vector) == vector["wantErr"]]

    assert len(vectors) == 196
    assert wrong == []


def verifies(vector):
    path = tuple(b64decode(each) for each in vector["proof"] or ())
    if vector["kind"] == "inclusion":
        return ledger.verify_inclusion(
            b64decode(vector["leafHash"]),
            index=vector["leafIdx"],
            size=vector["treeSize"],
            path=path,
            root=b64decode(vector["root"]),
        )
    return ledger.verify_consistency(
        old=vector["size1"],
        new=vector["size2"],
        old_root=b64decode(vector["root1"]),
        new_root=b64decode(vector["root2"]),
        path=path,
    )
