"""Coordinates: a point of the earth, in degrees with or without minutes, or as two decimal fractions."""

import re
from collections.abc import Iterator

_DEGREES = r"\d{1,3}(?:[.,]\d+)?\s*°(?:\s*\d{1,2}(?:[.,]\d+)?\s*['′’])?(?:\s*\d{1,2}(?:[.,]\d+)?\s*[\"″”])?"
_WITH_SIGNS = re.compile(rf"{_DEGREES}\s*[NSKG]\b[\s,;/]*{_DEGREES}\s*[EWOBD]\b")
_FRACTIONS = re.compile(r"(?<![\d.])-?\d{1,2}\.\d{3,}\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}(?!\d|\.\d)")


def coordinates_in(text: str) -> Iterator[tuple[int, int]]:
    """Find every point in a text."""
    for pattern in (_WITH_SIGNS, _FRACTIONS):
        for match in pattern.finditer(text):
            yield match.span()
