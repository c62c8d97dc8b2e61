import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

from tocsin.reading import read, read_json
from tocsin.reading.json import to_dict
from tocsin.reading.model.network import sense, windows
from tocsin.reading.model.pieces import pieces
from tocsin.reading.model.spans import fillers, mentions

ROOT = Path(__file__).parents[2]
REPORT = (
    "Gunmen of the Front for the Freedom of Varda opened fire on the Hotel Miramar in Port Lesk on Tuesday and killed "
    "the deputy mayor, Anselm Korrigan, with assault rifles."
)

KIDNAPPING = (
    "Gunmen of the Ardent Column kidnapped the banker Osvaldo Trench in Port Lesk on Monday. Police said the gunmen "
    "demanded money. The attack by the gunmen shocked the town. The mayor spoke to the family of the banker in the "
    "evening, and asked everybody who had seen anything in the harbour or on the roads out of the town to call the "
    "police. The bank will stay closed until Thursday. The family has not said whether anybody has asked them for "
    "money, and the ministry did not want to comment."
)
BOMBING = "Terrorists made an attack with dynamite on the Varda power station on Sunday, the army said."


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


def test_whoever_does_one_thing_is_not_said_again_to_have_done_it_where_it_is_only_mentioned():
    told = {event["trigger"]["text"]: event["participants"] for event in read_json(KIDNAPPING)["events"]}
    assert {each["role"] for each in told["kidnapped"]} == {"perpetrator", "victim"}
    assert told.get("attack", []) == []


def test_an_attack_with_a_bomb_is_a_bombing_and_the_reading_says_who_thought_so():
    reading = to_dict(read(BOMBING), grounds=True)
    (event,) = (each for each in reading["events"] if each["trigger"]["text"] == "attack")
    what = next(each for each in event["grounds"] if each["question"] == "what")
    assert (event["type"], what["rule"]) == ("bombing", "model")
    assert "attack" in {each["answer"] for each in what["rejected"]}


def test_a_weapon_that_no_list_knows_is_nobodys_name_in_capitals():
    report = "THE TERRORISTS MURDERED MAYOR ANSELM KORRIGAN WITH MACHINEGUNS AND GRENADES."
    kinds = {each["name"].casefold(): each["kind"] for each in read_json(report)["entities"]}
    assert kinds["machineguns"] == "weapon"


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
