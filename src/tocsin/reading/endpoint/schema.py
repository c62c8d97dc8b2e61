"""Schema: the only form in which the endpoint can answer: closed lists and quotes, and no room for anything else."""

from typing import Any

from tocsin.domain.claim import AttributeKind, PlaceRole, Role, Status
from tocsin.domain.entity import EntityKind
from tocsin.vocabulary.harm import EVENT_TYPES

MOST = 20  # events of one passage, and attributes, and parts of an event: also what ends a model that runs in circles
LONGEST_QUOTE = 1_200  # characters

EVENT_STATUSES = tuple(each for each in Status if each is not Status.STATED)
ATTRIBUTE_STATUSES = (Status.STATED, Status.ALLEGED, Status.DENIED)
ATTRIBUTE_KINDS = tuple(each for each in AttributeKind if each not in {AttributeKind.COUNT, AttributeKind.COUNTRY})
THINGS = tuple(each for each in EntityKind if each is not EntityKind.IDENTIFIER)


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, in the subset that servers turn into a grammar."""
    quote = {"type": "string"}
    thing = {"name": quote, "kind": _one_of(THINGS)}
    event = {
        "type": _one_of(EVENT_TYPES),
        "status": _one_of(EVENT_STATUSES),
        "trigger": quote,
        "quote": quote,
        "participants": _many(_closed({"role": _one_of(Role), **thing})),
        "places": _many(_closed({"role": _one_of(PlaceRole), "name": quote})),
        "time": _maybe(quote),
        "source": _maybe(quote),
    }
    attribute = {
        **thing,
        "says": _one_of(ATTRIBUTE_KINDS),
        "value": quote,
        "status": _one_of(ATTRIBUTE_STATUSES),
        "quote": quote,
    }
    return _closed({"events": _many(_closed(event)), "attributes": _many(_closed(attribute))})


def _closed(members: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def _many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item, "maxItems": MOST}


def _maybe(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "null"}]}


def _one_of(words: Any) -> dict[str, Any]:  # noqa: ANN401  # an enumeration, a tuple of its members, a mapping
    return {"type": "string", "enum": [str(word) for word in words]}
