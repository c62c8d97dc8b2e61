"""The network: a report's word pieces in, numbers for each piece out. It is run here, and trained in `training/`.

Nothing of it leaves this package as a claim: what it sees are stretches of the text with a confidence, for the
rules to weigh.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.reading.model.pieces import pieces

Table = NDArray[np.float32]
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
CLASSES = (
    "Person", "Organisation", "Location", "Weapon", "Identifier", "Temporal", "Nationality", "Quantity", "Vehicle",
)  # fmt: skip
ROUTES = (
    "SUSPECT", "DETAINED", "THREATENED", "VICTIM", "TARGET", "STAGING", "PRESENCE", "TRANSIT", "DESTINATION", "SCENE",
    "HELD",
)  # fmt: skip
_LINK = 32
_COLUMNS = {"roles": 1 + 2 * len(ROLES), "mentions": 1 + 2 * len(CLASSES), "types": len(TYPES)} | dict.fromkeys(
    ("incident", "entity"), _LINK
)
_COLUMNS["routes"] = 1 + 2 * len(ROUTES)
_START, _STOP = 101, 102
_ROOM = 254  # pieces of a window, without its two marks
_OVERLAP = 32
_MOST = 100_000  # characters: what stands further on in a book is left to the rules
_PIECES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensed:
    """For each word piece of a text: where it stands, and what the network makes of it."""

    text: str
    words: list[tuple[int, int]]  # of each piece: where its word stands
    roles: Table  # probabilities: none, then first and following piece of each role
    mentions: Table
    types: Table  # probability of each type of incident, if it plays a part in one
    incident: Table  # two pieces whose vectors agree play a part in one incident
    entity: Table
    routes: Table
    report: dict[str, float]  # how likely the whole report tells of an incident of each type


def sense(text: str) -> Sensed | None:
    """Run the network over a text; None where there is nothing to read."""
    read = pieces(text[:_MOST])[:_PIECES]
    if not read:
        return None
    ids, cases = np.array([each.id for each in read]), np.array([each.case for each in read])
    found = np.zeros((len(ids), sum(_COLUMNS.values())), np.float32)
    middling = np.full(len(ids), -1.0)
    whole = np.full(len(TYPES), -np.inf)
    for start, stop in windows(len(ids)):
        seen = _network().run(
            None, {"ids": _framed(ids[start:stop], _START, _STOP), "cases": _framed(cases[start:stop])}
        )
        rank = _rank(start, stop, len(ids))
        better = rank > middling[start:stop]
        whole = np.maximum(whole, seen[0][0, 0, -len(TYPES) :])
        found[start:stop][better] = seen[0][0, 1:-1, : found.shape[1]][better]
        middling[start:stop][better] = rank[better]
    tables = dict(zip(_COLUMNS, np.split(found, np.cumsum(list(_COLUMNS.values()))[:-1], axis=1), strict=True))
    return Sensed(
        text=text,
        words=[(each.start, each.end) for each in read],
        roles=_shares(tables["roles"]),
        mentions=_shares(tables["mentions"]),
        types=likely(tables["types"]),
        incident=tables["incident"],
        entity=tables["entity"],
        routes=_shares(tables["routes"]),
        report=dict(zip(TYPES, likely(whole).tolist(), strict=True)),
    )


@cache
def _network() -> Any:  # noqa: ANN401 - the library comes without usable types
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    stored = files("tocsin.reading.model").joinpath("data/reader.onnx").read_bytes()
    return onnxruntime.InferenceSession(stored, options, providers=["CPUExecutionProvider"])


def _framed(row: NDArray[np.int64], first: int = 0, last: int = 0) -> NDArray[np.int64]:
    return np.concatenate(([first], row, [last]))[None].astype(np.int64)


def windows(pieces: int) -> Iterator[tuple[int, int]]:
    """Say where windows stand: as few as will do, all of one width, spread evenly."""
    if pieces <= _ROOM:
        yield 0, pieces
        return
    count = -(-(pieces - _OVERLAP) // (_ROOM - _OVERLAP))
    width = -(-(pieces + (count - 1) * _OVERLAP) // count)
    for number in range(count):
        start = round(number * (pieces - width) / (count - 1))
        yield start, start + width


def _rank(start: int, stop: int, pieces: int) -> NDArray[np.float64]:
    """A piece is best understood in the window whose edges are far; the ends of the text are no edges."""
    at = np.arange(stop - start)
    far = pieces + at
    return np.minimum(far if start == 0 else at + 1, far[::-1] if stop == pieces else at[::-1] + 1).astype(np.float64)


def _shares(numbers: Table) -> Table:
    raised: Table = np.exp(numbers - numbers.max(axis=1, keepdims=True))
    shares: Table = raised / raised.sum(axis=1, keepdims=True)
    return shares


def likely(number: Any) -> Any:  # noqa: ANN401 - a number or a table of numbers
    """Turn what a network says into a probability."""
    return 1 / (1 + np.exp(-number))
