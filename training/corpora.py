"""The corpora as examples: a text, what fills which role in it, and which things it mentions."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
CLASSES = (
    "Person", "Organisation", "Location", "Weapon", "Identifier", "Temporal", "Nationality", "Quantity", "Vehicle",
)  # fmt: skip
CLASS_OF = {
    "Coordinate": "Location", "MilitaryPlatform": "Weapon", "CommsIdentifier": "Identifier",
    "DocumentReference": "Identifier", "Frequency": "Identifier", "Url": "Identifier", "Money": "Quantity",
} | {name: name for name in CLASSES}  # fmt: skip
ROUTES = (
    "SUSPECT", "DETAINED", "THREATENED", "VICTIM", "TARGET", "STAGING", "PRESENCE", "TRANSIT", "DESTINATION", "SCENE",
    "HELD",
)  # fmt: skip
SURE = 0.5  # re3d: what the crowd and the experts agreed on


@dataclass
class Filler:
    """One stretch of text that names an entity which fills a role in some incidents."""

    start: int
    end: int
    role: str
    entity: int
    incidents: frozenset[int]
    types: frozenset[str]


@dataclass
class Example:
    name: str
    text: str
    fillers: list[Filler] = field(default_factory=list)
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    doubtful: list[tuple[int, int]] = field(default_factory=list)
    types: frozenset[str] = frozenset()
    has_roles: bool = False
    has_mentions: bool = False
    routes: list[tuple[int, int, str]] = field(default_factory=list)
    has_routes: bool = False


_MARK = re.compile(r"\[\[(.+?)\|([A-Z]+)\]\]", re.DOTALL)


def marked(folder: Path) -> list[Example]:
    """Our own invented reports, with who is concerned marked in them: `[[words|LABEL]]`."""
    return [
        _marked(f"{path.parent.name}-{path.stem}-{number}", text.strip())
        for path in sorted(folder.glob("**/*.txt"))
        for number, text in enumerate(re.split(r"^=====\s*$", path.read_text("utf-8"), flags=re.MULTILINE))
        if text.strip()
    ]


def _marked(name: str, source: str) -> Example:
    text, last, routes = "", 0, []
    for match in _MARK.finditer(source):
        text += source[last : match.start()]
        routes.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    return Example(name, text + source[last:], routes=routes, has_routes=True)


def rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8-sig") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def muc4(folder: Path, part: str) -> list[Example]:
    texts = {row["docid"]: row["text"] for row in rows(folder / "texts" / f"{part}.jsonl")}
    return [_report(row, texts[row["docid"]]) for row in rows(folder / "gtt" / f"{part}.jsonl")]


def _report(row: dict, text: str) -> Example:
    entities: dict[tuple[str, str], list] = {}  # (role, any of its strings) -> [number, strings, incidents, types]
    for number, template in enumerate(row["templates"]):
        types = {t.strip() for t in template["incident_type"].split("/")}
        for role in ROLES:
            for strings in template[role]:
                _enter(entities, role, {s for s, _ in strings}, number, types)
    example = Example(row["docid"], text, has_roles=True)
    example.fillers = _tagged(text, {id(e): e for e in entities.values()}.values())
    example.types = frozenset(t for e in entities.values() for t in e[4])
    return example


def _enter(entities: dict, role: str, strings: set[str], incident: int, types: set[str]) -> None:
    found = next((entities[role, s] for s in strings if (role, s) in entities), None)
    if found is None:
        found = [len(entities), role, set(), set(), set()]
    found[2] |= strings
    found[3].add(incident)
    found[4] |= types
    for string in strings:
        entities[role, string] = found


def _tagged(text: str, entities) -> list[Filler]:
    """Every place where an entity is named: the longest string, unless that would swallow another entity."""
    found = []
    for number, role, strings, incidents, types in entities:
        for string in strings:
            pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in string.split()) + r"(?!\w)"
            for match in re.finditer(pattern, text, re.IGNORECASE):
                found.append(Filler(*match.span(), role, number, frozenset(incidents), frozenset(types)))
    chosen: list[Filler] = []
    for cluster in _clusters(found):
        several = len({f.entity for f in cluster}) > 1
        cluster.sort(key=lambda f: (f.end - f.start) if several else -(f.end - f.start))
        taken: list[Filler] = []
        for one in cluster:
            free = all(one.end <= t.start or t.end <= one.start for t in taken)
            if free:
                taken.append(one)
        chosen += _grown(taken, cluster) if several else taken
    return sorted(chosen, key=lambda f: f.start)


def _grown(taken: list[Filler], cluster: list[Filler]) -> list[Filler]:
    """Where entities stand beside each other: each at its longest that leaves the others their own."""
    result: list[Filler] = []
    for one in taken:
        others = [t for t in taken if t.entity != one.entity]
        options = [
            c
            for c in cluster
            if c.entity == one.entity
            and c.start <= one.start
            and one.end <= c.end
            and all(c.end <= o.start or o.end <= c.start for o in others)
        ]
        best = max(options, key=lambda f: f.end - f.start, default=one)
        if all(best.end <= r.start or r.end <= best.start for r in result):
            result.append(best)
    return result


def _clusters(found: list[Filler]) -> Iterator[list[Filler]]:
    cluster: list[Filler] = []
    end = -1
    for one in sorted(found, key=lambda f: (f.start, f.end)):
        if cluster and one.start >= end:
            yield cluster
            cluster = []
        cluster.append(one)
        end = max(end, one.end) if len(cluster) > 1 else one.end
    if cluster:
        yield cluster


def re3d(folder: Path, parts: list[str]) -> list[Example]:
    examples = {}
    for part in parts:
        for row in rows(folder / part / "documents.json"):
            examples[part, row["_id"]] = Example(f"{part}__{row['_id']}", row["text"], has_mentions=True)
        for row in rows(folder / part / "entities.json"):
            example = examples[part, row["documentId"]]
            if row["confidence"] < SURE:
                example.doubtful.append((row["begin"], row["end"]))
            elif row["type"] in CLASS_OF:
                example.mentions.append((row["begin"], row["end"], CLASS_OF[row["type"]]))
    for example in examples.values():
        example.mentions = _outermost(example.mentions)
    return list(examples.values())


def _outermost(mentions: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    chosen: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(set(mentions), key=lambda m: m[0] - m[1]):
        if all(end <= s or e <= start for s, e, _ in chosen):
            chosen.append((start, end, kind))
    return sorted(chosen)
