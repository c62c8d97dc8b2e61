"""Examples as windows of word pieces with their answers, and the disguises of training."""

import random
import re
from dataclasses import dataclass, replace

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.corpora import CLASSES, ROLES, ROUTES, TYPES, Example, Filler

LENGTH = 256  # word pieces of a window, with its two marks
OVERLAP = 32
START, STOP = 101, 102
IGNORED = -100


@dataclass
class Window:
    example: Example
    ids: list[int]
    cases: list[int]
    roles: list[int]
    mentions: list[int]
    routes: list[int]
    types: list[float]
    fillers: list[tuple[int, Filler]]  # (first word piece, filler)


def case_of(word: str) -> int:
    if word.islower():
        return 1
    if word[:1].isupper() and word[1:].islower():
        return 2
    return 3 if any(c.isupper() for c in word) else 0


def cases_of(text: str, offsets: list[tuple[int, int]]) -> list[int]:
    """How each piece is written; all unknown where the text has no lower case to tell by."""
    letters = [c for c in text if c.isalpha()]
    if sum(c.islower() for c in letters) < 0.3 * len(letters):
        return [0] * len(offsets)
    return [case_of(text[s:e]) for s, e in offsets]


def spans(pieces: int, rng: random.Random | None = None) -> list[tuple[int, int]]:
    """Where windows stand: as few as will do, all of one width, or shifted at random in training."""
    room = LENGTH - 2
    if pieces <= room:
        return [(0, pieces)]
    count = -(-(pieces - OVERLAP) // (room - OVERLAP))
    width = -(-(pieces + (count - 1) * OVERLAP) // count)
    step = (pieces - width) / (count - 1)
    found = [round(i * step) for i in range(count)]
    if rng:
        width = min(room, width + rng.randint(0, 24))
        found = [min(max(0, s + rng.randint(-30, 30)), pieces - width) for s in found]
    return [(start, start + width) for start in found]


def cut(
    example: Example, tokenizer: Tokenizer, rng: random.Random | None = None, caseless: bool = False
) -> list[Window]:
    encoded = tokenizer.encode(example.text, add_special_tokens=False)
    offsets = encoded.offsets
    cases = [0] * len(offsets) if caseless else cases_of(example.text, offsets)
    roles, first = _roles(example, offsets)
    mentions, routes = _mentions(example, offsets), _routes(example, offsets)
    windows = []
    for start, stop in spans(len(offsets), rng):
        inside = [(at - start + 1, f) for at, f in first if start <= at < stop]
        types = {t for _, f in inside for t in f.types}
        windows.append(Window(
            example, [START, *encoded.ids[start:stop], STOP], [0, *cases[start:stop], 0],
            [IGNORED, *roles[start:stop], IGNORED], [IGNORED, *mentions[start:stop], IGNORED],
            [IGNORED, *routes[start:stop], IGNORED],
            [float(t in types) for t in TYPES], inside,
        ))  # fmt: skip
    return windows


def _roles(example: Example, offsets) -> tuple[list[int], list[tuple[int, Filler]]]:
    if not example.has_roles:
        return [IGNORED] * len(offsets), []
    tags, first = [0] * len(offsets), []
    for filler in example.fillers:
        inside = [i for i, (s, e) in enumerate(offsets) if s < filler.end and e > filler.start]
        for place, i in enumerate(inside):
            tags[i] = 1 + 2 * ROLES.index(filler.role) + (place > 0)
        if inside:
            first.append((inside[0], filler))
    return tags, first


def _mentions(example: Example, offsets) -> list[int]:
    if not example.has_mentions:
        return [IGNORED] * len(offsets)
    tags = [IGNORED if any(s < e2 and e > s2 for s2, e2 in example.doubtful) else 0 for s, e in offsets]
    for start, end, kind in example.mentions:
        inside = [i for i, (s, e) in enumerate(offsets) if s < end and e > start]
        for place, i in enumerate(inside):
            tags[i] = 1 + 2 * CLASSES.index(kind) + (place > 0)
    return tags


def _routes(example: Example, offsets: list[tuple[int, int]]) -> list[int]:
    if not example.has_routes:
        return [IGNORED] * len(offsets)
    tags = [0] * len(offsets)
    for start, end, kind in example.routes:
        inside = [i for i, (s, e) in enumerate(offsets) if s < end and e > start]
        for place, i in enumerate(inside):
            tags[i] = 1 + 2 * ROUTES.index(kind) + (place > 0)
    return tags


def batch(windows: list[Window]) -> dict[str, Tensor]:
    width = max(len(w.ids) for w in windows)

    def padded(rows, fill):
        return torch.tensor([list(row) + [fill] * (width - len(row)) for row in rows])

    return {
        "ids": padded([w.ids for w in windows], 0),
        "cases": padded([w.cases for w in windows], 0),
        "mask": padded([[1] * len(w.ids) for w in windows], 0),
        "roles": padded([w.roles for w in windows], IGNORED),
        "mentions": padded([w.mentions for w in windows], IGNORED),
        "routes": padded([w.routes for w in windows], IGNORED),
        "types": torch.tensor([w.types for w in windows]),
        "has_roles": torch.tensor([w.example.has_roles for w in windows]),
    }


# ---- disguises: other names, so that what is learnt is how a name is used


def invented(rng: random.Random, word: str) -> str:
    if len(word) <= 4 and rng.random() < 0.8:
        return "".join(rng.choice("BCDFGHKLMNPQRSTVZAEIU") for _ in range(rng.randint(3, 4)))
    heads = (
        "b",
        "d",
        "f",
        "g",
        "h",
        "k",
        "kh",
        "l",
        "m",
        "n",
        "r",
        "s",
        "sh",
        "t",
        "v",
        "y",
        "z",
        "al",
        "o",
        "ar",
        "j",
        "st",
        "w",
        "mc",
        "van",
    )
    tails = (
        "a",
        "an",
        "ari",
        "e",
        "ek",
        "el",
        "en",
        "er",
        "i",
        "im",
        "in",
        "ov",
        "o",
        "on",
        "os",
        "u",
        "ul",
        "us",
        "ez",
        "son",
        "ic",
        "ia",
    )
    return (
        "".join(rng.choice(heads) + rng.choice("aeiou") for _ in range(rng.randint(1, 2)))
        + rng.choice(heads)
        + rng.choice(tails)
    )


def disguised(example: Example, rng: random.Random, common: set[str]) -> Example:
    """The same report with some of its groups and victims under invented names."""
    swap: dict[str, str] = {}
    for filler in example.fillers:
        if filler.role not in ("PerpOrg", "Victim") or rng.random() > 0.6:
            continue
        for word in re.findall(r"[^\W\d_]+", example.text[filler.start : filler.end]):
            if len(word) > 2 and word.lower() not in common:
                swap.setdefault(word.lower(), invented(rng, word).upper())
    if not swap:
        return example
    pieces, moved, last, shift = [], [], 0, 0
    for match in re.finditer(r"[^\W\d_]+", example.text):
        new = swap.get(match.group().lower())
        if new is None:
            continue
        if not match.group().isupper():
            new = new.capitalize()
        pieces += [example.text[last : match.start()], new]
        last = match.end()
        shift += len(new) - len(match.group())
        moved.append((match.start(), match.end(), shift))
    pieces.append(example.text[last:])

    def at(offset: int) -> int:
        total = 0
        for _, end, now in moved:
            if end <= offset:
                total = now
        return offset + total

    fillers = [replace(f, start=at(f.start), end=at(f.end)) for f in example.fillers]
    return replace(example, text="".join(pieces), fillers=fillers)
