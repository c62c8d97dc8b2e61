import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

from tocsin.reading import read_json
from tocsin.reading.model.network import sense, windows
from tocsin.reading.model.pieces import pieces
from tocsin.reading.model.spans import fillers, mentions

ROOT = Path(__file__).parents[2]
REPORT = (
    "Gunmen of the Front for the Freedom of Varda opened fire on the Hotel Miramar in Port Lesk on Tuesday and killed "
    "the deputy mayor, Anselm Korrigan, with assault rifles."
)


def marks(text: str) -> dict[str, set[str]]:
    sensed = sense(text)
    assert sensed is not None
    found: dict[str, set[str]] = {}
    for each in (*fillers(sensed), *mentions(sensed)):
        found.setdefault(each.label, set()).add(text[each.start : each.end])
    return found


def test_the_network_marks_who_killed_whom_with_what_among_names_it_never_heard_of():
    found = marks(REPORT)
    assert "Anselm Korrigan" in found["Victim"]
    assert "assault rifles" in found["Weapon"]
    assert any(words.startswith("Gunmen") for words in found.get("PerpInd", set()) | found["PerpOrg"])


def test_capitals_do_not_blind_the_network():
    assert any("KORRIGAN" in words for words in marks(REPORT.upper())["Victim"])


def test_what_the_network_marks_takes_part_in_the_event_that_the_rules_find():
    reading = read_json(REPORT)
    names = {each["id"]: each["name"] for each in reading["entities"]}
    parts = {(part["role"], names[part["entity"]]) for event in reading["events"] for part in event["participants"]}
    assert {("victim", "Anselm Korrigan"), ("perpetrator", "Gunmen")} <= parts


def test_nothing_to_read_is_no_error():
    assert sense(" \n ") is None


@pytest.mark.parametrize("count", [1, 254, 255, 480, 5000])
def test_windows_cover_every_piece_and_none_is_wider_than_the_network(count):
    held = list(windows(count))
    assert {at for start, stop in held for at in range(start, stop)} == set(range(count))
    assert all(stop - start <= 254 for start, stop in held)


@pytest.mark.parametrize("text", ["naïve café", "ﬁfty İstanbul’da", "e\u0301cole " + "x" * 500, "\u202eabc \u200bdef"])
def test_a_piece_knows_where_its_word_stands(text):
    assert all(text[each.start : each.end].strip() for each in pieces(text))


def test_the_model_card_has_the_hash_of_the_weights_that_are_shipped():
    weights = files("tocsin.reading.model").joinpath("data/reader.onnx").read_bytes()
    card = (ROOT / "docs/reference/model-card.md").read_text("utf-8")
    assert re.findall(r"`([0-9a-f]{64})`", card) == [hashlib.sha256(weights).hexdigest()]
