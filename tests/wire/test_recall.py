"""The bodies that end a warning, put it right or take it back: what is written is read, and nothing else is."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tocsin.domain.errors import UntrustedError
from tocsin.domain.recall import CancelGround, Outcome, WithdrawalGround
from tocsin.wire.bodies.recall import (
    read_cancel,
    read_correction,
    read_recall_answer,
    read_withdrawal,
    withdrawal_bytes,
)
from tocsin.wire.canonical import decode, encode
from wire.bodies import ANSWER, CANCEL, CORRECTION, WITHDRAWAL, WRITTEN

ROOT = Path(__file__).resolve().parents[2]
VECTORS = json.loads((ROOT / "tests" / "vectors" / "recalls.json").read_text())
PAGE = (ROOT / "docs" / "spec" / "recall.md").read_text()
READERS = {
    "cancel": (read_cancel, CANCEL),
    "correction": (read_correction, CORRECTION),
    "withdrawal": (read_withdrawal, WITHDRAWAL),
    "recall-answer": (read_recall_answer, ANSWER),
}


@pytest.mark.parametrize("kind", READERS)
def test_the_frozen_body_is_still_written_and_read(kind):
    read, value = READERS[kind]

    assert WRITTEN[kind] == VECTORS[kind].encode()
    assert read(VECTORS[kind].encode()) == value


@pytest.mark.parametrize("kind", READERS)
def test_a_body_with_a_member_more_or_less_or_of_another_kind_is_refused(kind):
    read, _ = READERS[kind]
    body = decode(WRITTEN[kind], limit=1 << 16)
    changed = [{name: value for name, value in body.items() if name != gone} for gone in body]
    changed += [body | {"more": 1}, body | {"format": "tocsin/alert/1"}, body | {"notice": "x"}, body | {"salt": ""}]

    for each in changed:
        with pytest.raises(UntrustedError):
            read(encode(each))


@pytest.mark.parametrize(("kind", "member"), [("cancel", "ground"), ("withdrawal", "ground")])
def test_a_ground_that_is_on_no_list_is_refused(kind, member):
    read, _ = READERS[kind]
    body = decode(WRITTEN[kind], limit=1 << 16)

    with pytest.raises(UntrustedError, match="closed list"):
        read(encode(body | {member: "because"}))


def test_what_is_kept_for_no_reason_is_refused():
    body = decode(WRITTEN["recall-answer"], limit=1 << 16)
    fates = [{"claim": None, "outcome": "kept", "basis": " "}]

    with pytest.raises(UntrustedError, match="basis"):
        read_recall_answer(encode(body | {"fates": fates}))


def test_a_marking_nobody_knows_is_told_apart():
    body = decode(WRITTEN["correction"], limit=1 << 16)
    replaced = [body["replaced"][0] | {"by": body["replaced"][0]["by"] | {"tlp": "TLP:MAUVE"}}]

    with pytest.raises(UntrustedError) as caught:
        read_correction(encode(body | {"replaced": replaced}))

    assert caught.value.code == "marking-unknown"


def test_a_withdrawal_of_the_whole_names_no_claim():
    whole = replace(WITHDRAWAL, claims=())

    assert read_withdrawal(withdrawal_bytes(whole)) == whole


def test_the_page_shows_bodies_that_can_be_read_and_every_word_of_the_lists():
    shown = [json.dumps(json.loads(each)) for each in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
    written = {kind: json.loads(each) for kind, each in WRITTEN.items()}

    assert [json.loads(each) for each in shown] == list(written.values())
    assert not [word for word in (*CancelGround, *WithdrawalGround, *Outcome) if f"`{word}`" not in PAGE]
