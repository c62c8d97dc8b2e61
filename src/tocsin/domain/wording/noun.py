"""Nouns: whoever and whatever takes part, ready for a grammar to put an ending or an article on."""

from dataclasses import dataclass, field

from tocsin.domain.entity import EntityKind

_QUANTITIES = ("dozens", "hundreds", "thousands", "scores", "several", "some", "many", "few")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A name, or words that describe. What stands in `asides` follows in brackets, after any ending."""

    text: str
    article: str = ""  # French: what stands before it
    plural: bool = False
    gender: str = "m"
    is_name: bool = True
    is_compound: bool = False  # Turkish: ends in a possessive already
    is_inside: bool = False  # one is inside it, not at it
    country: str | None = None  # ISO 3166-1 alpha-2, of the name of a country
    asides: tuple[str, ...] = ()

    @property
    def bracketed(self) -> str:
        """The asides."""
        return f" ({'; '.join(self.asides)})" if self.asides else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """Somebody or something whose name is not known, by what may be told of it."""

    kind: EntityKind
    head: str | None = None  # the noun the report uses, without anything around it
    count: str | None = None
    age: str | None = None
    nationalities: tuple[str, ...] = ()
    organisations: tuple[Noun, ...] = ()

    @property
    def number(self) -> int | None:
        """How many, where that is a number."""
        return int(self.count) if self.count is not None and self.count.isdecimal() else None

    @property
    def quantity(self) -> str | None:
        """Return which of the known quantities the words mean: "dozens of" is dozens."""
        said = (self.count or "").casefold().split()
        return next((each for each in _QUANTITIES if each in said), None)

    @property
    def is_counted_as_several(self) -> bool:
        """Say whether a number or a word tells that there is more than one."""
        return self.number not in {None, 1} or self.quantity is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Something said of somebody: a value, a noun, or both."""

    kind: str  # AttributeKind
    value: str = ""
    noun: Noun | None = None
    organisation: Noun | None = None
    place: Noun | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What happens in a sentence, in no language."""

    type: str
    status: str
    parts: dict[str, tuple[Noun, ...]] = field(default_factory=dict)
    when: str = ""

    def get(self, part: str) -> tuple[Noun, ...]:
        """Return the nouns of one part: doers, objects, targets, at, from, to, through, ..."""
        return self.parts.get(part, ())
