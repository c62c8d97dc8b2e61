"""Prompt: what the model is asked. The report's words are data in it, never a part of the instructions.

The passage is a JSON string. So nothing in a report can end it, whatever marks it copies, and the instructions stand in
a message of their own (data/second_reader.txt). This makes a model harder to mislead; it does not make it trustworthy.
What protects is the gate behind it.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tocsin.domain.claim import PlaceRole, Role
from tocsin.reading.endpoint.schema import ATTRIBUTE_KINDS, ATTRIBUTE_STATUSES, EVENT_STATUSES, THINGS
from tocsin.vocabulary.harm import EVENT_TYPES


def messages(passage: str) -> list[Mapping[str, str]]:
    """Ask for the claims of a passage."""
    return [
        {"role": "system", "content": _rules()},
        {"role": "user", "content": json.dumps({"passage": passage}, ensure_ascii=False)},
    ]


@cache
def _rules() -> str:
    return (
        files("tocsin.reading")
        .joinpath("data/second_reader.txt")
        .read_text("utf-8")
        .format(
            types=", ".join(EVENT_TYPES),
            statuses=", ".join(EVENT_STATUSES),
            roles=", ".join(Role),
            kinds=", ".join(THINGS),
            place_roles=", ".join(PlaceRole),
            says=", ".join(ATTRIBUTE_KINDS),
            said=", ".join(ATTRIBUTE_STATUSES),
        )
    )
