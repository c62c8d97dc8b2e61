"""Make the map's data from Natural Earth: `python tools/draw_world.py countries-50m.json`.

The input is `countries-50m.json` of the npm package `world-atlas` 2.0.2, which is Natural Earth 4.1 (public domain) as
TopoJSON. Lines are thinned by Visvalingam and Whyatt's method, arc by arc, so that neighbours still share their border;
islands too small to see are left out unless a country has nothing else. Coordinates are hundredths of a degree.
"""

import heapq
import json
import math
import sys
from pathlib import Path

from tocsin.vocabulary.country import country_named

OUT = Path(__file__).parent.parent / "src/tocsin/surfaces/page/data/world.json"
LEAST_TRIANGLE = 0.012  # square degrees that a point must make out to be kept
LEAST_ISLAND = 0.12
NAMES = {
    "Bosnia and Herz.": "BA", "Central African Rep.": "CF", "Dem. Rep. Congo": "CD", "Congo": "CG", "Czechia": "CZ",
    "Dominican Rep.": "DO", "Eq. Guinea": "GQ", "W. Sahara": "EH", "S. Sudan": "SS", "Solomon Is.": "SB",
    "United States of America": "US", "Côte d'Ivoire": "CI", "eSwatini": "SZ", "Macedonia": "MK", "Laos": "LA",
    "Cabo Verde": "CV", "Antigua and Barb.": "AG", "Marshall Is.": "MH", "St. Kitts and Nevis": "KN",
    "St. Vin. and Gren.": "VC", "São Tomé and Principe": "ST", "Cayman Is.": "KY", "Faeroe Is.": "FO",
    "Turks and Caicos Is.": "TC", "Fr. Polynesia": "PF", "Kosovo": "XK", "Palestine": "PS", "Taiwan": "TW",
    "Vatican": "VA", "Micronesia": "FM", "N. Cyprus": "", "Somaliland": "", "Siachen Glacier": "", "Antarctica": "",
}  # fmt: skip


def main(path: str) -> None:
    """Read the atlas, thin it, and write what is left."""
    atlas = json.loads(Path(path).read_text("utf-8"))
    arcs = [_thinned(_degrees(arc, atlas["transform"])) for arc in atlas["arcs"]]
    lands, used = [], {}
    for country in atlas["objects"]["countries"]["geometries"]:
        rings = _rings(country, arcs)
        if rings:
            kept = [[_renumbered(arc, used) for arc in ring] for ring in rings]
            lands.append([_code(country["properties"]["name"]), _middle(max(rings, key=lambda r: _area(r, arcs)), arcs), kept])
    order = sorted(used, key=lambda arc: used[arc])
    said = {
        "source": "Natural Earth 4.1, 1:50m, public domain, by way of world-atlas 2.0.2; made by tools/draw_world.py",
        "arcs": [_deltas(arcs[arc]) for arc in order],
        "lands": sorted(lands, key=lambda land: (land[0], land[1])),
    }
    OUT.write_text(json.dumps(said, separators=(",", ":")).replace("],[[", "],\n[[") + "\n", "utf-8")


def _degrees(arc, transform):
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * transform["scale"][0] + transform["translate"][0], y * transform["scale"][1] + transform["translate"][1]))
    return points


def _thinned(points):
    """Drop the point that makes out the smallest triangle, again and again."""
    alive = list(range(len(points)))
    before, after = [at - 1 for at in alive], [at + 1 for at in alive]
    heap = [(_triangle(points, at - 1, at, at + 1), at) for at in range(1, len(points) - 1)]
    heapq.heapify(heap)
    gone, known = set(), {at: area for area, at in heap}
    while heap and len(points) - len(gone) > 4:
        area, at = heapq.heappop(heap)
        if at in gone or known[at] != area:
            continue
        if area > LEAST_TRIANGLE:
            break
        gone.add(at)
        one, other = before[at], after[at]
        after[one], before[other] = other, one
        for each in (one, other):
            if 0 < each < len(points) - 1:
                known[each] = max(area, _triangle(points, before[each], each, after[each]))
                heapq.heappush(heap, (known[each], each))
    return [(round(x * 100), round(y * 100)) for at, (x, y) in enumerate(points) if at not in gone]


def _triangle(points, one, at, other):
    (ax, ay), (bx, by), (cx, cy) = points[one], points[at], points[other]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 * math.cos(math.radians(by))


def _rings(country, arcs):
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    rings = [ring for polygon in polygons for ring in polygon]
    big = [ring for ring in rings if _area(ring, arcs) >= LEAST_ISLAND]
    return big or [max(rings, key=lambda ring: _area(ring, arcs))]


def _line(ring, arcs):
    points = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points += part[1:] if points else part
    return points


def _area(ring, arcs):
    points = _line(ring, arcs)
    total = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:]))
    return abs(total) / 2 / 10_000


def _middle(ring, arcs):
    """Return latitude and longitude of the centre of mass."""
    points = _line(ring, arcs)
    pairs = list(zip(points, points[1:]))
    cross = [x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs]
    total = sum(cross) or 1
    x = sum((p[0] + q[0]) * c for (p, q), c in zip(pairs, cross)) / (3 * total)
    y = sum((p[1] + q[1]) * c for (p, q), c in zip(pairs, cross)) / (3 * total)
    return [round(y / 100, 2), round(x / 100, 2)]


def _renumbered(arc, used):
    number = used.setdefault(arc if arc >= 0 else ~arc, len(used))
    return number if arc >= 0 else ~number


def _deltas(points):
    flat, x, y = [], 0, 0
    for px, py in points:
        flat += [px - x, py - y]
        x, y = px, py
    return flat


def _code(name):
    code = NAMES.get(name)
    return code if code is not None else country_named(name) or ""


main(sys.argv[1])
