"""Spellings: how the word-lists write the organisations and countries that a cable shouts."""

import re
from functools import cache

from tocsin.reading import lexicon
from tocsin.reading.text.english import SMALL, is_english
from tocsin.vocabulary.country import COUNTRIES


def keep_known(shouted: str, letters: list[str]) -> None:
    """Write organisations and countries of several words as the lists write them."""
    for pattern, spellings in _known():
        for match in pattern.finditer(shouted):
            spelling = spellings.get(match.group().casefold())
            if spelling is not None and len(spelling) == match.end() - match.start():
                letters[match.start() : match.end()] = list(spelling)


@cache
def _known() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Names of organisations and countries; the short ones only where no plain word is spelt the same."""
    names = [name for name in lexicon.organisations() if not _is_word_too(name)]
    names += [
        name
        for country in COUNTRIES.values()
        for name in (country.name, *country.names, *country.adjectives, *country.nouns)
        if " " in name and name.isascii()
    ]
    spellings: dict[str, str] = {}
    for name in names:
        spellings.setdefault(name.casefold(), name)
    ordered = sorted(spellings, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)
    return ((pattern, spellings),)


def _is_word_too(name: str) -> bool:
    return " " not in name and name.isascii() and (is_english(name.casefold()) or name.casefold() in SMALL)


@cache
def acronyms() -> frozenset[str]:
    """Acronyms that no plain word is spelt like, and a few that are safe all the same."""
    known = {name for name in lexicon.organisations() if name.isupper() and " " not in name}
    proper = lexicon.proper_words()  # "ISIS" is a goddess too, but no common word
    return frozenset(name for name in known if not _is_word_too(name) or name.casefold() in proper) | {
        "G20",
        "G7",
        "US",
        "UK",
        "EU",
        "UN",
        "UAE",
    }
