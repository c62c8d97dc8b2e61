"""Scoring concerns against gold files: what was right, extra and missed, and what must never be raised."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.reading import read


@dataclass(frozen=True, slots=True)
class Score:
    """How many concerns of a folder's reports were right, extra and missed; `only_mentioned`: wrongly raised."""

    right: int
    extra: int
    missed: int
    only_mentioned: tuple[tuple[str, str | None], ...]

    @property
    def precision(self) -> float:
        """The share of what was raised that is right."""
        return self.right / (self.right + self.extra)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.extra + self.missed)


@cache
def scored(folder: Path) -> Score:
    """Read every report of a folder and compare it with its gold file."""
    right = extra = missed = 0
    only_mentioned: list[tuple[str, str | None]] = []
    for path in sorted(folder.glob("*.toml")):
        gold = tomllib.loads(path.read_text("utf-8"))
        raised = {(each.country, str(each.reason)) for each in read(path.with_suffix(".txt").read_bytes()).concerns}
        wanted = _pairs(gold, "concerns")
        right += len(raised & wanted)
        extra += len(raised - wanted - _pairs(gold, "optional"))
        missed += len(wanted - raised)
        only_mentioned += [(path.stem, country) for country, _ in raised if country in gold.get("never", [])]
    return Score(right, extra, missed, tuple(only_mentioned))


def _pairs(gold: dict[str, Any], key: str) -> set[tuple[str, str]]:  # Any: what TOML gives
    return {tuple(each) for each in gold.get(key, [])}
