"""The published schema and the page about it say what the program does."""

import json
import re
from typing import Any

import jsonschema

from reading_checks import ROOT, schema
from tocsin.domain.claim import AttributeKind, PlaceRole, Role, Status
from tocsin.domain.entity import EntityKind, Form
from tocsin.domain.ground import Doubt, Question, Rule
from tocsin.vocabulary.duty import Reason
from tocsin.vocabulary.harm import EVENT_TYPES


def words(*path: str) -> set[str]:
    found: Any = schema()["$defs"]
    for step in path:
        found = found[step]
    return set(found["enum"])


def test_the_schema_lists_the_words_of_the_vocabulary_and_no_others() -> None:
    event = ("event", "properties")

    assert words(*event, "type") == set(EVENT_TYPES)
    assert words("concern", "properties", "reason") == {each.value for each in Reason}
    assert words(*event, "status") == {each.value for each in Status} - {"stated"}
    assert words(*event, "participants", "items", "properties", "role") == {each.value for each in Role}
    assert words(*event, "places", "items", "properties", "role") == {each.value for each in PlaceRole}
    assert words("entity", "properties", "kind") == {each.value for each in EntityKind}
    assert words("attribute", "properties", "kind") == {each.value for each in AttributeKind}
    assert words("entity", "properties", "mentions", "items", "properties", "form") == {f.value for f in Form}
    assert words("ground", "properties", "question") == {each.value for each in Question}
    assert words("ground", "properties", "rule") == {each.value for each in Rule}
    assert words("ground", "properties", "rejected", "items", "properties", "why") == {each.value for each in Doubt}


def test_the_schema_is_closed() -> None:
    def objects(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, list):
            return [found for each in value for found in objects(each)]
        if not isinstance(value, dict):
            return []
        own = [value] if value.get("type") == "object" else []
        return own + [found for each in value.values() for found in objects(each)]

    jsonschema.Draft202012Validator.check_schema(schema())
    assert all(each["additionalProperties"] is False for each in objects(schema()))


def test_the_example_of_the_page_keeps_to_the_schema_and_to_its_text() -> None:
    page = (ROOT / "docs" / "spec" / "reading.md").read_text("utf-8")
    block = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert block is not None
    example = json.loads(re.sub(r'"…[^"]*"', f'"{"0" * 64}"', block.group(1)))

    jsonschema.validate(example, schema())
    text = example["report"]["text"]
    for event in example["events"]:
        for span in (event["trigger"], *event["evidence"], *(hop["quote"] for hop in event["attribution"])):
            assert text[span["start"] : span["end"]] == span["text"]
