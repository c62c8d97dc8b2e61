"""Variants: the spellings of a name that are worth looking for, each one change away from it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.matching.comparing import compare
from tocsin.matching.given import spellings
from tocsin.matching.meeting import Rule
from tocsin.matching.parts import Head, Name, Part, Sort, take_apart
from tocsin.matching.words import table

MOST = 60
_MOST_KNOWN = 8
_FOUND = 0.7  # a spelling that a comparison would not find again is no variant


@dataclass(frozen=True, slots=True)
class Variant:
    """A spelling to look for, and what makes it one."""

    text: str
    rule: Rule


def variants(name: str) -> tuple[Variant, ...]:
    """Return spellings of a name to look for, the nearest first; the name itself is not among them."""
    apart = take_apart(name)
    found: dict[str, Variant] = {}
    for variant in _all(apart):
        key = variant.text.casefold()
        if key != apart.text.casefold() and key not in found and compare(name, variant.text) >= _FOUND:
            found[key] = variant
        if len(found) == MOST:
            break
    return tuple(found.values())


def _all(name: Name) -> Iterator[Variant]:
    written = [_written(part) for part in name.parts]
    if name.legal:
        yield Variant(" ".join(written), Rule.MISSING)
    if not name.text.isascii():
        yield Variant(" ".join(written), Rule.SCRIPT)
    if not name.body and len(written) > 1:
        yield Variant(f"{written[-1]}, {' '.join(written[:-1])}", Rule.ORDER)
        yield Variant(" ".join([written[-1], *written[:-1]]), Rule.ORDER)
    for at, part in enumerate(name.parts):
        for text, rule in _spellings(part):
            yield Variant(" ".join([*written[:at], text, *written[at + 1 :]]), rule)
    yield from _fewer(name, written)


def _fewer(name: Name, written: list[str]) -> Iterator[Variant]:
    """Leave parts out, write them as initials, or write neighbours as one word."""
    last = len(written) - 1
    for at in range(1, last):
        yield Variant(" ".join([*written[:at], *written[at + 1 :]]), Rule.MISSING)
    if name.body:
        yield from _acronym(written)
        return
    for at in range(1 if last > 1 else 0, last):
        yield Variant(" ".join([*written[:at], f"{written[at][0]}.", *written[at + 1 :]]), Rule.INITIAL)
    for at in (at for at in range(last) if " " not in written[at] and written[at + 1].isalpha()):
        joined = written[at] + written[at + 1].lower()
        yield Variant(" ".join([*written[:at], joined, *written[at + 2 :]]), Rule.JOINED)


def _acronym(written: list[str]) -> Iterator[Variant]:
    if len(written) > 2:
        yield Variant("".join(each[0].upper() for each in written), Rule.ACRONYM)


def _written(part: Part) -> str:
    """Write a part in Latin letters as a person would."""
    if part.text.isascii():
        return part.text
    if part.sort is Sort.NUMBER:
        return part.word
    stem = next(iter(_known(part)), part.stem).title() if part.bare else part.stem.title()
    return _headed(part)[0].format(stem)


def _headed(part: Part) -> list[str]:
    heads: dict[str, list[str]] = table("variants")["heads"]
    if part.head is Head.PARENT and part.whole.startswith(("u", "o")):
        return heads["mother"]
    return heads[part.head] if part.head is not Head.NONE else ["{}"]


def _spellings(part: Part) -> Iterator[tuple[str, Rule]]:
    if part.sort is not Sort.NAME:
        return
    stem = next(iter(_known(part)), part.stem) if part.bare else part.stem
    own, *_ = _headed(part)
    for pattern in _headed(part):
        yield pattern.format(stem.title()), Rule.SPELLING
    for known in _known(part):
        yield own.format(known.title()), Rule.SPELLING
    for respelt in _respelt(stem):
        yield own.format(respelt.title()), Rule.SPELLING
    for other in _familiar(stem):
        yield own.format(other.title()), Rule.NICKNAME


def _respelt(stem: str) -> Iterator[str]:
    """Write one sound of a word otherwise, at one place."""
    for old, others in table("variants")["respell"].items():
        for match in re.finditer(old, stem):
            for new in others:
                yield stem[: match.start()] + match.expand(new) + stem[match.end() :]


def _known(part: Part) -> list[str]:
    """The usual spellings of a very common name, if it is one."""
    return [name for name in spellings(part.given) if name != part.stem][:_MOST_KNOWN]


def _familiar(stem: str) -> list[str]:
    return [name for line in table("nicknames")["sets"] if stem in line for name in line if name != stem]
