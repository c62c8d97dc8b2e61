"""What is about to be sent, taken apart by who answers for the words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tocsin.domain.ids import ClaimId
from tocsin.vocabulary.source import SourceType

Stretches = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Message:
    """The text a person approves, and the words in it by where they come from."""

    text: str
    said: tuple[str, ...] = ()  # sentences composed from claims that the counterpart may hold
    written: tuple[str, ...] = ()  # what a person wrote for this occasion: what is asked, what is answered
    standing: tuple[str, ...] = ()  # what stands in every letter to them: the agreement, whom to ring, both names
    fields: tuple[str, ...] = ()  # the answers that those claims give one by one, for a machine
    described: Mapping[ClaimId, SourceType] = field(
        default_factory=dict
    )  # claims that say of what type their source is

    @cached_property
    def whole(self) -> str:
        """The text, and behind it what would be sent besides and does not stand in it."""
        return "\n".join((self._worded, *dict.fromkeys(each for each in self.fields if each not in self.text)))

    @cached_property
    def _worded(self) -> str:
        beside = (each for each in (*self.said, *self.written, *self.standing) if each not in self.text)
        return "\n".join((self.text, *beside))

    def is_said(self, start: int, end: int) -> bool:
        """Say whether a sentence composed from claims stands there."""
        return start > len(self._worded) or _lies_in(start, end, self._said)

    def is_written(self, start: int, end: int) -> bool:
        """Say whether a person wrote it for this occasion."""
        return _lies_in(start, end, self._written)

    def is_anybodys(self, start: int, end: int) -> bool:
        """Say whether they are words of the form itself, which every letter has."""
        return start < len(self.text) and not _lies_in(start, end, (*self._said, *self._written, *self._standing))

    @cached_property
    def _said(self) -> Stretches:
        return tuple(_stretches(self.said, self.whole))

    @cached_property
    def _written(self) -> Stretches:
        return tuple(_stretches(self.written, self.whole))

    @cached_property
    def _standing(self) -> Stretches:
        return tuple(_stretches(self.standing, self.whole))


def _stretches(parts: Iterable[str], whole: str) -> Iterator[tuple[int, int]]:
    for words in filter(None, dict.fromkeys(parts)):
        start = whole.find(words)
        while start >= 0:
            yield start, start + len(words)
            start = whole.find(words, start + 1)


def _lies_in(start: int, end: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(low <= start and end <= high for low, high in stretches)
