"""Incidents: which of the things the network marks play their parts together, and which words tell of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.domain.claim import Role
from tocsin.domain.entity import EntityKind
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.coreference.coreference import Cast, Figure
from tocsin.reading.events.filled import Filled
from tocsin.reading.events.frames import Trigger
from tocsin.reading.grammar.clauses import climb
from tocsin.reading.grammar.parse import Doc, Token, lemma, offset
from tocsin.reading.model.sights import Sight, Sights
from tocsin.reading.model.spans import share
from tocsin.vocabulary.country import country_named, country_of_demonym

# Learnt from the MUC-4 reports that training held back, by halves; they go with the weights, and are all that does.
_SURE = {"PerpInd": 0.7, "PerpOrg": 0.5, "Target": 0.5, "Victim": 0.5, "Weapon": 0.5}
_TOGETHER = 0.6
_RELEVANT = 0.3  # how likely the whole report has to tell of such an incident
_DOING, _FORCE = 0.5, 0.6
ROLES = {
    "PerpInd": Role.PERPETRATOR,
    "PerpOrg": Role.PERPETRATOR,
    "Target": Role.TARGET,
    "Victim": Role.VICTIM,
    "Weapon": Role.INSTRUMENT,
}
TOLD_BY = {
    "attack": (
        "attack",
        "shooting",
        "killing",
        "execution",
        "strike",
        "suicide attack",
        "bombing",
        "arson",
        "wounding",
    ),
    "bombing": ("bombing", "suicide attack", "attack", "killing", "strike"),
    "arson": ("arson", "attack"),
    "kidnapping": ("kidnapping", "hostage taking"),
    "robbery": ("robbery", "attack"),
}


_CHARGING = frozenset(
    {"want", "accuse", "suspect", "charge", "convict", "sentence", "arrest", "detain", "seek", "jail"}
)


@dataclass(slots=True, kw_only=True, eq=False)
class Part:
    """Somebody or something that the network gives a role."""

    figure: Figure
    label: str
    sights: list[Sight] = field(default_factory=list)

    @property
    def score(self) -> float:
        """Return how sure the network is of its surest mark."""
        return max(each.marked.score for each in self.sights)

    @property
    def role(self) -> Role:
        """Return the role in an event; a human being whom it hits is a victim."""
        is_somebody = self.figure.is_people and self.figure.is_named
        return Role.VICTIM if self.label == "Target" and is_somebody else ROLES[self.label]

    def type(self) -> str:
        """Return the type of incident that the marks speak of most."""
        sums: dict[str, float] = {}
        for sight in self.sights:
            for name, likely in sight.marked.types.items():
                sums[name] = sums.get(name, 0) + likely * sight.marked.score
        return max(sums, key=lambda name: sums[name])

    def nearest(self, trigger: Token) -> Token:
        """Return the marked word that stands nearest to a trigger."""
        words = [each.doc[each.first : each.last + 1].root for each in self.sights]
        return min(words, key=lambda word: abs(offset(word) - offset(trigger)))

    def word(self, within: Doc, start: int, end: int) -> Token | None:
        """Return the marked word that stands in a sentence."""
        for sight in self.sights:
            if sight.doc is within and start <= sight.last < end:
                return sight.doc[sight.first : sight.last + 1].root
        return None


@dataclass(slots=True, kw_only=True, eq=False)
class Incident:
    """One incident: its type, and who and what plays a part."""

    type: str
    parts: list[Part]


def incidents(scene: Scene, sights: Sights) -> list[Incident]:
    """Put together what plays a part in one incident."""
    by_type: dict[str, list[Part]] = {}
    for part in _parts(scene, sights.fillers):
        if sights.report.get(part.type(), 0) >= _RELEVANT:
            by_type.setdefault(part.type(), []).append(part)
    return [each for kind, parts in by_type.items() for each in _parted(kind, parts)]


_BARE = 2  # words: what is described at length is no body, unless it did something together


def bands(cast: Cast, sights: Sights) -> frozenset[int]:
    """Return the uncounted groups that are seen as one body: "guerrillas" that attack, "the security forces"."""
    doers = (
        each for each in sights.fillers if each.marked.label == "PerpInd" and each.marked.score >= _SURE["PerpInd"]
    )
    forces = (each for each in sights.mentions if each.marked.label == "Organisation" and each.marked.score >= _FORCE)
    armed = (figure for figure in _meant(cast, doers) if _is_band(figure))
    bare = (figure for figure in _meant(cast, forces) if _is_band(figure) and _is_bare(figure))
    return frozenset(id(figure) for figure in (*armed, *bare))


def _meant(cast: Cast, sights: Iterable[Sight]) -> Iterator[Figure]:
    figures = (cast.at(each.root) for each in sights)
    return (figure for figure in figures if figure is not None)


def _is_bare(figure: Figure) -> bool:
    return all(len(each.name.split()) <= _BARE for each in figure.phrases)


def _is_band(figure: Figure) -> bool:
    """Say whether it is people of no number and of no nation: of others their nationality is asked."""
    is_counted = any(each.count is not None or each.count_text is not None for each in figure.phrases)
    if figure.kind is not EntityKind.GROUP or is_counted:
        return False
    words = (word for each in figure.phrases for word in each.name.replace("-", " ").split())
    return not any(country_of_demonym(word) or country_named(word) for word in words)


def _parts(scene: Scene, fillers: Iterable[Sight]) -> list[Part]:
    found: dict[tuple[int, str], Part] = {}
    for sight in fillers:
        figure = figure_of(scene, sight)
        if figure is not None:
            key = (id(figure), sight.marked.label)
            found.setdefault(key, Part(figure=figure, label=sight.marked.label)).sights.append(sight)
    best: dict[int, Part] = {}
    for part in found.values():
        rival = best.get(id(part.figure))
        if part.score >= _SURE[part.label] and (rival is None or part.score > rival.score):
            best[id(part.figure)] = part
    return list(best.values())


def figure_of(scene: Scene, sight: Sight) -> Figure | None:
    """Return whom or what the marked words stand for."""
    root = sight.doc[sight.first : sight.last + 1].root
    for at in (root.i, *range(sight.last, sight.first - 1, -1)):
        figure = scene.cast.at(sight.doc[at])
        if figure is not None and scene.id(figure) is not None:
            return figure
    return None


def _parted(kind: str, parts: list[Part]) -> Iterator[Incident]:
    """Who suffers parts incidents of one type; who does it may have done several."""
    suffered = [each for each in parts if each.role is not Role.PERPETRATOR] or parts
    groups: list[list[Part]] = []
    for part in sorted(suffered, key=lambda each: -each.score):
        home = max(groups, key=lambda group: _bond(part, group), default=None)
        if home is not None and _bond(part, home) > _TOGETHER:
            home.append(part)
        else:
            groups.append([part])
    for part in parts:
        if part in suffered:
            continue
        nearest = max(groups, key=lambda group: _bond(part, group))
        for group in groups:
            if group is nearest or _bond(part, group) > _TOGETHER:
                group.append(part)
    yield from (Incident(type=kind, parts=group) for group in groups)


def _bond(part: Part, group: Sequence[Part]) -> float:
    pairs = [share(a.marked, b.marked) for other in group for a in part.sights for b in other.sights]
    return sum(pairs) / len(pairs)


Told = Mapping[tuple[int, int], tuple[Incident, ...]]


def told_by(found: Iterable[Incident], triggers: Sequence[Trigger]) -> dict[tuple[int, int], list[Incident]]:
    """Say which trigger tells of which incident: the one whose sentence holds most of its parts."""
    held: dict[tuple[int, int], list[Incident]] = {}
    for incident in found:
        best = max(triggers, key=lambda each: _fit(incident, each), default=None)
        if best is not None and _fit(incident, best) > 0:
            held.setdefault(key(best), []).append(incident)
    return held


def key(trigger: Trigger) -> tuple[int, int]:
    """Identify a trigger by its passage and place."""
    return int(trigger.head.doc.start), trigger.head.i


def _fit(incident: Incident, trigger: Trigger) -> float:
    frames = [trigger.frame.type, *(each.type for each in trigger.others)]
    ranks = [TOLD_BY[incident.type].index(each) for each in frames if each in TOLD_BY.get(incident.type, ())]
    if not ranks:
        return 0
    sentence = trigger.head.sent
    inside = (each.score for each in incident.parts if each.word(trigger.head.doc, sentence.start, sentence.end))
    total = sum(inside)
    return total * (1 - 0.05 * min(ranks)) if total else 0


def take_part(scene: Scene, trigger: Trigger, told: Iterable[Incident], filled: Filled) -> None:
    """Add the parts of the incidents that a trigger tells of."""
    is_charge = any(lemma(step.word) in _CHARGING for step in climb(trigger.head))
    for incident in told:
        for part in incident.parts:
            entity = scene.id(part.figure)
            if entity is None or (part.role is Role.VICTIM and is_charge):
                continue
            for other in [each for each in filled.parts if each[1] == entity and each[0] is not part.role]:
                del filled.parts[other]
            if (part.role, entity) not in filled.parts:
                filled.parts[part.role, entity] = part.nearest(trigger.head)
                filled.learnt.add((part.role, entity))
