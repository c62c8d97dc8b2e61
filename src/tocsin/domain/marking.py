"""Markings: under what conditions a claim may be held, by whom, and what may be done with it.

`combined` says what holds for a whole that is made of several: whatever one of them forbids is forbidden. It asks
for nothing but the markings, in any order, and never permits more than each of them does.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import AccountId
from tocsin.vocabulary import iep
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import Attribution, Policy
from tocsin.vocabulary.tlp import Tlp, narrowest

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A person whom TLP:RED names, by the name they go by in their own organisation."""

    name: str
    organisation: str

    def __str__(self) -> str:
        """Write it as people enter it."""
        return f"{self.name} @ {self.organisation}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """What H3 says in words. It goes along with the claim once one of us has read it and found that it may."""

    text: str
    read_by: AccountId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Under what conditions a claim may go on. It is replaced as a whole, never amended."""

    tlp: Tlp
    readers: frozenset[Reader] = frozenset()  # of RED: nobody else, so that RED without readers is for nobody
    policy: Policy = iep.USUAL
    codes: frozenset[HandlingCode] = frozenset()
    restrictions: frozenset[Restriction] = frozenset()  # of H3
    originators: frozenset[str] = frozenset()  # whose consent is needed: organisations, by our names for them
    releasable_to: frozenset[str] | None = None  # countries and organisations; None: there is no such list

    def __post_init__(self) -> None:
        """Refuse what contradicts itself: it could be read in two ways."""
        if self.readers and self.tlp is not Tlp.RED:
            raise InvalidError("only TLP:RED names its readers: mark it so, or name none")
        if (HandlingCode.H3 in self.codes) != bool(self.restrictions):
            raise InvalidError("H3 is a restriction in words, and those words are H3: give both or neither")

    @property
    def names_source(self) -> bool:
        """Say whether the attribution may travel (source protection)."""
        return self.policy.attribution is not Attribution.MUST_NOT

    @property
    def unread(self) -> tuple[str, ...]:
        """Restrictions in words that nobody here has read."""
        return tuple(sorted(each.text for each in self.restrictions if each.read_by is None))

    def readers_in(self, organisation: str) -> frozenset[str]:
        """Return whom RED names there."""
        return frozenset(each.name for each in self.readers if each.organisation == organisation)

    def is_releasable_to(self, organisation: str, countries: Collection[str]) -> bool:
        """Say whether the list, where there is one, has this organisation or every state that it is told for."""
        if self.releasable_to is None or organisation in self.releasable_to:
            return True
        return bool(countries) and self.releasable_to.issuperset(countries)

    def awaits(self, organisation: str, consented: Collection[str]) -> tuple[str, ...]:
        """Return whose consent is missing before an organisation may hold it; nobody is asked about their own."""
        missing = self.originators - {organisation} - set(consented)
        return tuple(sorted(missing))

    def within(self, ceiling: "Marking") -> bool:
        """Say whether this permits nothing that `ceiling` forbids."""
        return combined(self, ceiling) == self


UNMARKED = Marking(tlp=Tlp.RED, policy=iep.CLOSED, releasable_to=frozenset())
"""What nobody has marked, or was marked in a way that nobody knows: for no reader, until a person marks it."""


def combined(*markings: Marking) -> Marking:
    """Return what holds for a whole that is made of these. With none given it is as if nobody had marked it.

    Of TLP and of each statement of the policy the strictest holds. RED is for those whom every RED among them names;
    a whole is releasable to those who stand on every list; consents, codes and restrictions in words add up.
    """
    if not markings:
        return UNMARKED
    lists = [each.releasable_to for each in markings if each.releasable_to is not None]
    return Marking(
        tlp=narrowest(*(each.tlp for each in markings)),
        readers=_common(each.readers for each in markings if each.tlp is Tlp.RED),
        policy=iep.combined(*(each.policy for each in markings)),
        codes=frozenset().union(*(each.codes for each in markings)),
        restrictions=frozenset().union(*(each.restrictions for each in markings)),
        originators=frozenset().union(*(each.originators for each in markings)),
        releasable_to=_common(lists) if lists else None,
    )


def reader(text: str) -> Reader:
    """Read a reader as people write one: a name, @, an organisation."""
    name, _, organisation = (part.strip() for part in text.rpartition("@"))
    if not name or not organisation:
        raise InvalidError("a reader is written NAME @ ORGANISATION")
    return Reader(name=name, organisation=organisation)


def _common(sets: Iterable[frozenset[T]]) -> frozenset[T]:
    first, *others = [*sets] or [frozenset()]
    return first.intersection(*others)
