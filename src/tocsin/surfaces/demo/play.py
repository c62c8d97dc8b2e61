"""What is on stage."""

from dataclasses import dataclass
from pathlib import Path

from tocsin.domain.counterpart import Counterpart
from tocsin.domain.notice import Notice
from tocsin.surfaces.demo.cast import Member, Roles
from tocsin.surfaces.demo.stage import Stage
from tocsin.usecases import duties
from tocsin.usecases.duties import Row


@dataclass(frozen=True, kw_only=True)
class Play:
    """Everything that is on stage."""

    stage: Stage
    folder: Path
    sender: Member
    receivers: tuple[Member, ...]
    roles: Roles


def board(play: Play, notice: Notice) -> tuple[Row, ...]:
    """Return the sender's duty board."""
    return duties.board(play.sender.node, play.sender.actors["rosa"], notice=notice.id)


def told(play: Play, notice: Notice) -> tuple[Counterpart, ...]:
    """Return the counterparts of whom it was decided that they are told."""
    found = {
        row.counterpart.id: row.counterpart
        for row in board(play, notice)
        if row.counterpart is not None and row.determination is not None and row.determination.outcome.tells
    }
    return tuple(found.values())
