"""Why a counterpart ought to hear of something, and the rules that find it (data/duty.toml)."""

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files
from typing import Any

from tocsin.vocabulary.harm import EVENT_TYPES, EventType


class Reason(StrEnum):
    """The closed list of reasons."""

    TARGET = "target"
    PROTECTED_EVENT = "protected-event"
    NATIONALS_THREATENED = "nationals-threatened"
    DESTINATION = "destination"
    PRESENCE = "presence"
    STAGING = "staging"
    TRANSIT = "transit"
    SUSPECT_NATIONAL = "suspect-national"
    DETAINED_NATIONAL = "detained-national"
    VICTIM_NATIONAL = "victim-national"
    EVIDENCE_HELD = "evidence-held"


class Duty(StrEnum):
    """How strong the duty is; `warn` needs the ICD 191 test."""

    WARN = "warn"
    INFORM = "inform"


class WaiverGround(StrEnum):
    """The grounds of ICD 191 on which a warning may be waived, and no others."""

    ALREADY_AWARE = "already-aware"
    ARMED_CONFLICT = "armed-conflict"
    VIOLENT_ACTOR = "violent-actor"
    ENDANGERS_OWN = "endangers-own"
    ENDANGERS_PARTNER = "endangers-partner"
    NO_REASONABLE_WAY = "no-reasonable-way"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonEntry:
    """What follows from a reason. `weight` orders concerns: 1 is the weightiest."""

    weight: int
    duty: Duty
    why: str
    asks: bool = False  # proposes a question, not a notice
    yields_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way of finding a concern; see the comments in duty.toml."""

    reason: Reason
    slots: tuple[str, ...]
    reads: str
    families: tuple[str, ...] = ()
    types_not: tuple[str, ...] = ()
    statuses: frozenset[str] = field(default_factory=frozenset)
    who: str = "anyone"
    company: str = "anyone"

    def covers(self, event_type: str, status: str) -> bool:
        """Say whether this rule looks at such an event."""
        entry: EventType | None = EVENT_TYPES.get(event_type)
        if entry is None or event_type in self.types_not:
            return False
        return entry.family in self.families and status in self.statuses


def _rule(line: dict[str, Any], statuses: dict[str, list[str]]) -> Rule:
    named = statuses.get(line.pop("statuses", ""), [])
    reason = Reason(line.pop("reason"))
    lists: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in line.items()}
    return Rule(reason=reason, statuses=frozenset(named), **lists)


_DATA = tomllib.loads(files("tocsin.vocabulary").joinpath("data/duty.toml").read_text("utf-8"))
REASONS: dict[Reason, ReasonEntry] = {
    Reason(name): ReasonEntry(**{**line, "duty": Duty(line["duty"])}) for name, line in _DATA["reason"].items()
}
RULES: tuple[Rule, ...] = tuple(_rule(dict(line), _DATA["statuses"]) for line in _DATA["rule"])
AHEAD: frozenset[str] = frozenset(_DATA["statuses"]["ahead"])
SUSPECT_WORDS: tuple[str, ...] = tuple(_DATA["suspect"]["words"])
