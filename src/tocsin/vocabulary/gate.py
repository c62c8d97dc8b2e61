"""The human-rights gate: the harms that are weighed, how grave a risk is, and why a gate stands (data/gate.toml)."""

import tomllib
from enum import StrEnum
from importlib.resources import files


class Harm(StrEnum):
    """What a state may do to somebody it hears of."""

    TORTURE = "torture"
    ILL_TREATMENT = "ill-treatment"  # cruel, inhuman or degrading treatment or punishment
    UNLAWFUL_KILLING = "unlawful-killing"
    RENDITION = "rendition"
    NO_DUE_PROCESS = "no-due-process"
    DEATH_PENALTY = "death-penalty"


class Risk(StrEnum):
    """How grave a risk is, least first. The threshold of the Principles is a real risk."""

    NONE = "none"
    LOW = "low"
    REAL = "real"
    SERIOUS = "serious"

    def reaches(self, threshold: "Risk") -> bool:
        """Say whether it is at least as grave."""
        return RISKS.index(self) >= RISKS.index(threshold)


RISKS = tuple(Risk)


class Trigger(StrEnum):
    """Why a gate stands."""

    OWN_STATE = "own-state"  # a state would hear of its own national
    DETENTION_ASKED = "detention-asked"  # it is asked to hold or question somebody
    DETENTION_REPORTED = "detention-reported"  # it holds somebody already


def _words(table: str, name: str) -> tuple[str, ...]:
    text = files("tocsin.vocabulary").joinpath("data/gate.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)[table][name])


ASKING_WORDS = _words("asks", "words")
WORDS_FOR_MANY = frozenset(_words("groups", "many"))
