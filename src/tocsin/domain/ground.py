"""A ground: why a reader says what a claim says, question by question, with what it decided against."""

from dataclasses import dataclass
from enum import StrEnum

from tocsin.domain.ids import EntityId
from tocsin.domain.report import Span


class Question(StrEnum):
    """What was asked."""

    WHAT = "what"
    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    HOW_SURE = "how-sure"
    WHO_SAYS = "who-says"
    HOW_RECENT = "how-recent"  # asked of what is told as background only
    WHO_IS_MEANT = "who-is-meant"  # of a mention


class Rule(StrEnum):
    """By what it was answered."""

    WORD_LIST = "word-list"  # a line of the lexicon
    GRAMMAR = "grammar"  # where the words stand to the trigger
    CUE = "cue"  # words that judge: may, planned, denied
    NO_CUE = "no-cue"  # no word says otherwise
    NEAREST_TIME = "nearest-time"
    REPORTING = "reporting"  # a verb of saying above it, or "according to"
    DESCRIPTION = "description"  # what stands in or beside the words for somebody
    REPORT_SAYS = "report-says"  # where a place lies, in the report's own words
    GAZETTEER = "gazetteer"
    PATTERN = "pattern"  # a pattern of words, without grammar
    MODEL = "model"  # learnt from examples
    SAME_NAME = "same-name"
    PART_OF_NAME = "part-of-name"  # a surname alone
    OTHER_NAME = "other-name"  # another name that is known for it
    BESIDE = "beside"  # an apposition, a title
    IS = "is"  # "X is a Y", "named as X"
    BRACKETS = "brackets"
    KNOWN_AS = "known-as"
    TAKES_UP = "takes-up"  # a pronoun or a description takes up the nearest that fits


class Doubt(StrEnum):
    """Why an alternative was rejected."""

    ROLES_DO_NOT_FIT = "roles-do-not-fit"
    LESS_FITTING = "less-fitting"
    OUTWEIGHED = "outweighed"
    PLAYS_NO_PART = "plays-no-part"
    FARTHER = "farther"
    LESS_LIKELY = "less-likely"
    DOES_NOT_FIT = "does-not-fit"  # in kind, number or gender
    SAME_CLAUSE = "same-clause"  # grammar forbids it
    OWN_CAPTIVE = "own-captive"  # who holds people is not whom they hold
    ORIGIN = "origin"  # where somebody or their family comes from is not whose national they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Another answer that was weighed."""

    answer: str
    why: Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One answer: `answer` is a value of the claim, or the words for it; `words` are what it rests on."""

    question: Question
    answer: str
    rule: Rule
    entity: EntityId | None = None  # of whom it is answered
    words: tuple[Span, ...] = ()
    rejected: tuple[Rejected, ...] = ()
