"""The link chart: who belongs where and takes part in what, in four columns, ordered so that few lines cross.

Organisations, people, events, places: an edge goes from one column to another. The order inside a column follows the
mean height of the neighbours, a few times to and fro; the same reading gives the same picture.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event, Status
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.ids import EntityId
from tocsin.domain.reading import Reading
from tocsin.surfaces.page.labels import short
from tocsin.vocabulary.harm import EVENT_TYPES

MOST = 40  # boxes that can be read on one page
WIDTH, BOX, HIGH, ROW = 960.0, 178.0, 30.0, 42.0
_COLUMNS = {EntityKind.ORGANISATION: 0, EntityKind.PERSON: 1, EntityKind.GROUP: 1}
_EVENTS, _PLACES = 2, 3
_SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Edge:
    """What joins two boxes: a part played, a membership or a role."""

    one: str
    other: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Node:
    """A box: an entity, or an event by its type."""

    id: str
    name: str
    kind: str
    status: str
    column: int
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as drawn."""

    edge: Edge
    path: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn; `left_out` boxes had no room."""

    height: float
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    left_out: int


def draw(found: Reading, names: Mapping[str, str]) -> Chart | None:
    """Draw the chart; `names` are the events' types in the reader's language. Nothing joined, nothing drawn."""
    entities = {entity.id: entity for entity in found.entities}
    edges = tuple(dict.fromkeys(_edges(found.claims)))
    degree = Counter(end for edge in edges for end in (edge.one, edge.other))
    talk = {claim.id for claim in found.events if _is_talk(claim)}
    order = sorted(degree, key=lambda each: (each in talk, -degree[each], _number(each)))
    kept = set(order[:MOST])
    edges = tuple(edge for edge in edges if edge.one in kept and edge.other in kept)
    joined = {end for edge in edges for end in (edge.one, edge.other)}
    if not joined:
        return None
    nodes = [node for node in _nodes(found, entities, names) if node.id in joined]
    columns = _ordered(nodes, edges)
    rows = max(len(column) for column in columns)
    laid = {node.id: node for node in _laid(columns, rows)}
    lines = tuple(Line(edge, _curve(laid[edge.one], laid[edge.other])) for edge in edges)
    return Chart(rows * ROW + 28, tuple(laid.values()), lines, len(degree) - len(joined))


def _is_talk(claim: Claim) -> bool:
    """Say whether an event is but words: such come last where there is little room."""
    return isinstance(claim.content, Event) and EVENT_TYPES[claim.content.type].family == "communication"


def _number(key: str) -> tuple[int, str]:
    return int(key[1:]) if key[1:].isdigit() else 0, key


def _edges(claims: Iterable[Claim]) -> Iterator[Edge]:
    for claim in claims:
        content = claim.content
        if isinstance(content, Event):
            parts = [(each.entity, each.role) for each in content.participants]
            spots = [(each.entity, each.role) for each in content.places]
            if len(parts) + len(spots) > 1:
                yield from (Edge(entity, claim.id, role.value, "part") for entity, role in parts)
                yield from (Edge(claim.id, entity, role.value, "place") for entity, role in spots)
        elif claim.status is not Status.DENIED:
            yield from _of_attribute(content)


def _of_attribute(content: Attribute) -> Iterator[Edge]:
    if content.kind is AttributeKind.MEMBERSHIP and content.value != content.entity:
        yield Edge(EntityId(content.value), content.entity, content.kind.value, "membership")
    if content.kind is AttributeKind.ROLE:
        others = (content.organisation, content.place)
        yield from (Edge(each, content.entity, content.value, "role") for each in others if each is not None)


def _nodes(found: Reading, entities: Mapping[EntityId, Entity], names: Mapping[str, str]) -> Iterator[Node]:
    for entity in entities.values():
        yield Node(entity.id, short(entity.name), entity.kind.value, "", _COLUMNS.get(entity.kind, _PLACES))
    for claim in found.events:
        if isinstance(claim.content, Event):
            type_ = claim.content.type
            yield Node(claim.id, short(names.get(type_, type_)), "event", claim.status.value, _EVENTS)


def _ordered(nodes: Iterable[Node], edges: Iterable[Edge]) -> list[list[Node]]:
    """Put every box at the mean height of its neighbours, column by column, to and fro."""
    columns: list[list[Node]] = [[], [], [], []]
    near: dict[str, list[str]] = {}
    for edge in edges:
        near.setdefault(edge.one, []).append(edge.other)
        near.setdefault(edge.other, []).append(edge.one)
    for node in nodes:
        columns[node.column].append(node)
    height = {node.id: (at + 0.5) / len(column) for column in columns for at, node in enumerate(column)}
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            column.sort(key=lambda node: sum(height[each] for each in near[node.id]) / len(near[node.id]))
            height |= {node.id: (at + 0.5) / len(column) for at, node in enumerate(column)}
    return [column for column in columns if column]


def _laid(columns: list[list[Node]], rows: int) -> Iterator[Node]:
    """Give every box its place; a column with few boxes spreads over the whole height."""
    gap = (WIDTH - BOX) / max(1, len(columns) - 1)
    for number, column in enumerate(columns):
        step = rows * ROW / len(column)
        for at, node in enumerate(column):
            x, y = round(number * gap, 1), round(14 + step * (at + 0.5) - HIGH / 2, 1)
            yield Node(node.id, node.name, node.kind, node.status, number, x, y)


def _curve(one: Node, other: Node) -> str:
    """A line from the side of one box to the facing side of the other; inside a column, a bow to its left."""
    y1, y2 = one.y + HIGH / 2, other.y + HIGH / 2
    if one.column == other.column:
        return f"M{one.x:.1f} {y1:.1f}C{one.x - 36:.1f} {y1:.1f} {other.x - 36:.1f} {y2:.1f} {other.x:.1f} {y2:.1f}"
    left, right = (one, other) if one.column < other.column else (other, one)
    x1, x2 = left.x + BOX, right.x
    y1, y2 = left.y + HIGH / 2, right.y + HIGH / 2
    middle = (x1 + x2) / 2
    return f"M{x1:.1f} {y1:.1f}C{middle:.1f} {y1:.1f} {middle:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
