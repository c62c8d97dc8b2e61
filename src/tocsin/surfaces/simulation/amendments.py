"""Acts by which what was told is told anew: later versions of a notice, and corrections of what was told in it."""

from dataclasses import dataclass
from datetime import timedelta

from tocsin.domain.claim import Event, Review, Status
from tocsin.domain.ids import ClaimId, CounterpartId
from tocsin.domain.notice import Notice
from tocsin.surfaces.simulation import casework
from tocsin.surfaces.simulation.scene import Scene
from tocsin.usecases import notices, release, review
from tocsin.usecases.steps import holdings

_OTHER = (Status.PLANNED, Status.THREATENED, Status.POSSIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Who holds what of a notice."""

    notice: Notice
    to: CounterpartId
    claims: tuple[ClaimId, ...]


def update(scene: Scene) -> str | None:
    """Tell somebody who holds a warning what another report says."""
    told, node, member = _told(scene), scene.member.node, scene.member
    if told is None:
        return None
    name = _name(scene, told.to)
    report = casework.report(scene, scene.members[name].country)
    change = notices.Change(reports=(report,), answer_by=node.clock.now() + timedelta(days=1))
    changed = notices.update(node, member.ines, notice=told.notice.id, change=change)
    return f"told {name} more" if casework.release_to(scene, changed, name) else None


def correct(scene: Scene) -> str | None:
    """Put right what somebody was told: it is as likely, and otherwise."""
    told, node, member = _told(scene), scene.member.node, scene.member
    event = None if told is None else _event(scene, told)
    if told is None or event is None:
        return None
    claim, status = event
    other = scene.chance.choice([each for each in _OTHER if each is not status])
    review.correct(node, member.ines, claim=claim, status=other, why="read again")
    correction = release.preview_correction(node, member.rosa, notice=told.notice.id, to=told.to)
    name = _name(scene, told.to)
    scene.witness.approve(member.name, name, correction.body)
    release.approve(node, member.omar, tearline=correction.id, digest=correction.digest)
    return f"corrected what {name} was told"


def _told(scene: Scene) -> _Told | None:
    notice = casework.open_notice(scene)
    if notice is None:
        return None
    with scene.member.node.store.read() as tx:
        found = holdings.of_notice(tx, notice.id).values()
    held = [_Told(notice=notice, to=each.counterpart, claims=tuple(each.claims)) for each in found if each.claims]
    return scene.chance.choice(held) if held else None


def _event(scene: Scene, told: _Told) -> tuple[ClaimId, Status] | None:
    """Return a claim about an event that they hold and that still stands, and how it is told."""
    with scene.member.node.store.read() as tx:
        claims = [tx.claims.find(each) for each in told.claims]
    events = [
        (each.id, each.status)
        for each in claims
        if each is not None and isinstance(each.content, Event) and each.review is Review.CONFIRMED
    ]
    return scene.chance.choice(events) if events else None


def _name(scene: Scene, counterpart: CounterpartId) -> str:
    return next(name for name, known in scene.member.knows.items() if known == counterpart)
