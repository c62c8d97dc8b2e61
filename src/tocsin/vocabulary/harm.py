"""Event types and the families they belong to (data/harm.toml)."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One line of harm.toml."""

    family: str
    qualifying: bool  # killing, serious bodily injury or kidnapping, as ICD 191 asks


def _load() -> dict[str, EventType]:
    text = files("tocsin.vocabulary").joinpath("data/harm.toml").read_text("utf-8")
    return {name: EventType(**line) for name, line in tomllib.loads(text)["type"].items()}


EVENT_TYPES = _load()
