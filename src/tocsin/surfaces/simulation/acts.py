"""What the people of a node do, one small function an act: a new one is a function and a line in `ACTS`.

An act says in a few words what was done, or returns None where there was nothing to do. Alerts are posted as
prepared bodies by `steps.post`, which is quick; `casework.warn` goes the whole way from report to approval.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import TypeAlias

from tocsin.domain.delivery import Result
from tocsin.domain.exchange import InboxState, Incoming
from tocsin.domain.letter import Handling, SharedReason
from tocsin.domain.notice import Outcome
from tocsin.surfaces.simulation import amendments, casework, upkeep
from tocsin.surfaces.simulation.scene import Scene
from tocsin.usecases import answers
from tocsin.usecases.steps.post import Posting, post
from tocsin.usecases.steps.standing import is_readable
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.alert import Alert, alert_bytes
from tocsin.wire.message import Kind

_URGENCIES = tuple(Urgency)


Act: TypeAlias = Callable[[Scene], str | None]


def alert(scene: Scene) -> str | None:
    """Warn a counterpart, with a body made ready."""
    member = scene.member
    name = scene.chance.choice(sorted(member.knows))
    body = an_alert(scene)
    scene.witness.approve(member.name, name, body)
    posting = Posting(kind=Kind.ALERT, urgency=scene.chance.choice(_URGENCIES), body=body)
    with member.node.store.begin() as tx:
        post(member.node, tx, tx.counterparts.get(member.knows[name]), posting)
    return f"warned {name}"


def open_warning(scene: Scene) -> str | None:
    """Open a warning that nobody has opened."""
    held = _pick(scene, InboxState.NEW)
    if held is not None:
        answers.open_warning(scene.member.node, scene.member.ines, message=held.id)
    return _did("opened", scene, held)


def acknowledge(scene: Scene) -> str | None:
    """Acknowledge one, opened or not."""
    held = _pick(scene, scene.chance.choice((InboxState.NEW, InboxState.OPENED)))
    if held is not None:
        answers.acknowledge(scene.member.node, scene.member.ines, message=held.id)
    return _did("acknowledged", scene, held)


def respond(scene: Scene) -> str | None:
    """Say what was done about one."""
    held = _pick(scene, scene.chance.choice((InboxState.OPENED, InboxState.ACKNOWLEDGED, InboxState.RESPONDED)))
    said = f"Done, at {scene.member.node.clock.now()}."
    if held is not None:
        answers.respond(scene.member.node, scene.member.ines, message=held.id, said=said)
    return _did("answered", scene, held)


def tell_outcome(scene: Scene) -> str | None:
    """Say what came of one."""
    held = _pick(scene, scene.chance.choice((InboxState.ACKNOWLEDGED, InboxState.RESPONDED)))
    result = scene.chance.choice(tuple(Result))
    if held is not None:
        answers.outcome(scene.member.node, scene.member.ines, message=held.id, result=result)
    return _did(f"told of {result} what was warned of by", scene, held)


def redirect(scene: Scene) -> str | None:
    """Say that one is for somebody else."""
    held = _pick(scene, InboxState.OPENED)
    if held is not None:
        answers.redirect(scene.member.node, scene.member.ines, message=held.id, to="the harbour police")
    return _did("redirected", scene, held)


ACTS: Mapping[Act, int] = {
    alert: 24,
    open_warning: 18,
    acknowledge: 18,
    respond: 18,
    tell_outcome: 6,
    redirect: 2,
    casework.warn: 8,
    casework.end: 2,
    casework.withdraw: 2,
    casework.answer_recall: 6,
    casework.ask: 4,
    casework.answer_inquiry: 6,
    amendments.update: 4,
    amendments.correct: 4,
    upkeep.renew: 2,
    upkeep.rotate: 2,
    upkeep.revoke: 1,
}
"""Every act, and how often it is done among all."""

LEFT_TO_DO: Iterable[Act] = (upkeep.accept_epochs, upkeep.resume, casework.answer_recall, casework.answer_inquiry)
"""What waits for people: they look for it about once a day, whatever else they do, and before a run is over."""


def choose(chance: Random) -> Act:
    """Choose an act by how often it is done."""
    return chance.choices(list(ACTS), weights=list(ACTS.values()))[0]


def an_alert(scene: Scene, *, text: str = "A text.\n") -> bytes:
    """Return the body of an alert about a thing with a name of its own."""
    node = scene.member.node
    return alert_bytes(
        Alert(
            salt=node.entropy.random_bytes(32),
            notice=node.entropy.random_bytes(16).hex(),
            version=1,
            reasons=(SharedReason(country="PT", reason="target", outcome=Outcome.WARN, why="why"),),
            handling=Handling(
                tlp=Tlp.AMBER, legal_basis="law", purpose="aim", onward="ask", review_on=date(2027, 1, 1)
            ),
            asks=(),
            answer_by=node.clock.now() + timedelta(days=1),
            contact="line 1",
            claims=(),
            text=text,
        )
    )


def _pick(scene: Scene, state: InboxState) -> Incoming | None:
    with scene.member.node.store.read() as tx:
        found = [each for each in tx.incoming.where(state=state) if is_readable(each)]
    return scene.chance.choice(found) if found else None


def _did(what: str, scene: Scene, held: Incoming | None) -> str | None:
    if held is None:
        return None
    names = {counterpart: name for name, counterpart in scene.member.knows.items()}
    return f"{what} {names[held.counterpart]} {held.urgency} {held.epoch}/{held.position}"
