"""Marks: identifiers, names of files, numbers of documents; however they are spaced."""

import re
from collections.abc import Iterator

from tocsin.domain.leaks.words import bare, legible

SHORTEST = 6  # letters and digits; anything shorter stands somewhere by chance


def mark_in(text: str, mark: str) -> Iterator[tuple[int, int]]:
    """Find a mark in a text, with any signs or spaces, or none, between its letters."""
    letters = bare(mark)
    if len(letters) < SHORTEST:
        return
    seen, places = legible(text)
    gap = r"[\W_]{0,2}"
    pattern = rf"(?<![^\W_]){gap.join(map(re.escape, letters))}(?![^\W_])"
    for match in re.finditer(pattern, seen, re.IGNORECASE):
        yield places[match.start()], places[match.end() - 1] + 1


def is_telling(name: str) -> bool:
    """Say whether the name of a file is one that nobody else would choose: "report" is none, "ops_3-b" is."""
    return len(bare(name)) >= SHORTEST and re.search(r"\d|[\w)][ _\-]\w", name) is not None
