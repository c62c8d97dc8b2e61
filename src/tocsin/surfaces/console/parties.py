"""Parties: the rows of a duty board gathered by who is to be told, with the step that comes next for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.notice import Outcome
from tocsin.domain.tearline import Tearline
from tocsin.surfaces.console.anchors import concern_anchor, gate_anchor, party_anchor
from tocsin.usecases.browse import NoticeView
from tocsin.usecases.duties import Row
from tocsin.wire.message import Kind


class Next(Enum):
    """What is to be done about a party now."""

    NOTHING_OURS = "ours"
    ENROL = "enrol"  # nobody is there to be told
    GATE = "gate"
    DECIDE = "decide"
    WAIVER = "waiver"
    ASK = "ask"
    PREVIEW = "preview"
    APPROVE = "approve"
    SENT = "sent"  # whatever became of it
    NOT_TOLD = "not-told"  # decided, and nobody is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One concern of a party."""

    row: Row
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A counterpart, or a state or organisation that has none."""

    anchor: str
    name: str  # of the counterpart; else a country's code or an organisation's name
    counterpart: Counterpart | None
    lines: tuple[Line, ...]
    gates: tuple[tuple[str, str], ...]  # states whose gate waits, with the place of the form
    delivery: Delivery | None
    tearline: Tearline | None  # the newest of this version that waits for approval
    is_ours: bool

    @property
    def has_news(self) -> bool:
        """Say whether they hold an earlier version, and this one would tell them more."""
        return any(line.row.has_news for line in self.lines)

    @property
    def next(self) -> Next:
        """Say what is to be done now."""
        if self.is_ours:
            return Next.NOTHING_OURS
        open_ = self._open()
        if open_ is not None:
            return open_
        if self.delivery is not None and not self.has_news:
            return Next.SENT
        if not self.is_to_be_told:
            return Next.NOT_TOLD
        return Next.PREVIEW if self.tearline is None else Next.APPROVE

    @property
    def is_told(self) -> bool:
        """Say whether they have it: what is on its way, was refused, or lies in quarantine there, told nobody."""
        return self.delivery is not None and self.delivery.state in {DeliveryState.STORED, DeliveryState.TOLD}

    @property
    def is_to_be_told(self) -> bool:
        """Say whether somebody decided so."""
        decided = [line.row.determination for line in self.lines]
        return self.counterpart is not None and any(each is not None and each.outcome.tells for each in decided)

    def _open(self) -> Next | None:
        """Say which decision is still to be made about this party, if any."""
        undecided = [line.row for line in self.lines if line.row.determination is None]
        if undecided:
            if self.counterpart is None:
                return Next.ENROL
            return Next.GATE if all(row.waits_at_gate and not row.concern.asks for row in undecided) else Next.DECIDE
        decided = [line.row.determination for line in self.lines if line.row.determination is not None]
        if not all(each.is_in_force for each in decided):
            return Next.WAIVER
        return Next.ASK if any(each.outcome is Outcome.ASK for each in decided) else None


def parties(rows: Iterable[Row], view: NoticeView) -> tuple[Party, ...]:
    """Gather the rows by who is to be told, the weightiest first, our own country last."""
    gathered: dict[str, list[Row]] = {}
    for row in rows:
        gathered.setdefault(_who(row), []).append(row)
    found = [_party(who, each, view) for who, each in gathered.items()]
    return tuple(sorted(found, key=lambda party: party.is_ours))


def _who(row: Row) -> str:
    if row.counterpart is not None:
        return row.counterpart.id
    return row.concern.country or row.concern.organisation or ""


def _party(who: str, rows: list[Row], view: NoticeView) -> Party:
    counterpart = rows[0].counterpart
    waiting = [
        each
        for each in view.tearlines
        if each.counterpart == who and each.approval is None and each.kind != Kind.CORRECTION and not each.is_minimum
    ]
    current = [each for each in waiting if each.version == view.notice.version]
    states = dict.fromkeys(row.concern.country or "" for row in rows if row.waits_at_gate and not row.concern.asks)
    return Party(
        anchor=party_anchor(who),
        name=counterpart.name if counterpart is not None else who,
        counterpart=counterpart,
        lines=tuple(Line(row=row, anchor=_anchor(row)) for row in rows),
        gates=tuple((state, gate_anchor(state, who)) for state in states),
        delivery=next((row.delivery for row in rows if row.delivery is not None), None),
        tearline=current[-1] if current else None,
        is_ours=all(row.is_ours for row in rows),
    )


def _anchor(row: Row) -> str:
    return concern_anchor(row.concern.key, row.counterpart.id if row.counterpart is not None else None)
