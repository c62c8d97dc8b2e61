"""Labels: names on a picture, each where it covers no other; a name that finds no room is left to the table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LETTER, _LINE = 6.6, 15.0  # how wide a letter and how high a line is, for a font of 12
LONGEST = 26


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether the two share a point."""
        is_beside = self.right <= other.left or other.right <= self.left
        return not (is_beside or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: "Box") -> bool:
        """Say whether the other is wholly inside."""
        is_inside = self.left <= other.left and other.right <= self.right
        return is_inside and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class Label:
    """A name with its anchor: `x` is its left end, its middle or its right end."""

    text: str
    x: float
    y: float
    anchor: str
    kind: str


def short(text: str, longest: int = LONGEST) -> str:
    """Cut a name to what a picture has room for."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def width(text: str) -> float:
    """Say about how wide a text is."""
    return len(text) * _LETTER


def placed(wanted: Iterable[tuple[str, float, float, str]], taken: list[Box], whole: Box) -> Iterator[Label]:
    """Place names at points; `taken` grows by what is placed."""
    for name, x, y, kind in wanted:
        text = short(name)
        for label, box in _tries(text, x, y, kind):
            if whole.holds(box) and not any(box.meets(other) for other in taken):
                taken.append(box)
                yield label
                break


def _tries(text: str, x: float, y: float, kind: str) -> Iterator[tuple[Label, Box]]:
    wide, gap = width(text), 9.0
    spots = [("middle", x, y + 4)] if kind == "country" else []
    spots += [("start", x + gap, y + 4), ("end", x - gap, y + 4), ("middle", x, y - gap), ("middle", x, y + gap + 9)]
    spots += [("start", x + gap, y - 8), ("start", x + gap, y + 16), ("end", x - gap, y - 8), ("end", x - gap, y + 16)]
    for anchor, at, base in spots:
        left = {"start": at, "end": at - wide, "middle": at - wide / 2}[anchor]
        box = Box(left - 2, base - _LINE + 3, left + wide + 2, base + 4)
        yield Label(text, round(at, 1), round(base, 1), anchor, kind), box
