"""Answering and proving: what the receivers do, who is told by hand, and what can be shown afterwards."""

import hashlib
import subprocess
import sys
from datetime import datetime
from functools import partial
from pathlib import Path

from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.exchange import InboxState
from tocsin.domain.notice import Notice
from tocsin.surfaces.demo.cast import Member
from tocsin.surfaces.demo.play import Play
from tocsin.surfaces.demo.sending import deliveries, names, wait_for
from tocsin.texts.terminal import _
from tocsin.usecases import answers, audit, browse, byhand, counterparts, heartbeat, lines

VERIFY_SECONDS = 60


def answer(play: Play, notice: Notice) -> None:
    """Let each receiver's analyst open, acknowledge and respond; wait until the sender knows."""
    stage = play.stage
    stage.step(_("At each receiver a person opens it, acknowledges it, and says what was done"))
    view = browse.notice(play.sender.node, play.sender.actors["rosa"], notice=notice.id)
    approved = {each.digest for each in view.tearlines if each.approval is not None}
    for member in play.receivers:
        _answer_at(play, member, approved)

    wait_for(lambda: all(each.answer.responded_at for each in _by_node(play, notice)))
    for each in _by_node(play, notice):
        said = _("{name} answered: “{answer}”").format(name=names(play)[each.counterpart], answer=each.answer.response)
        stage.check(said, holds=each.answer.responded_at is not None)


def hand_over(play: Play, notice: Notice) -> None:
    """Print what goes by hand, and record that it was handed over."""
    stage, sender = play.stage, play.sender
    waiting = [each for each in deliveries(play, notice) if each.state is DeliveryState.TO_HAND]
    if not waiting:
        return
    stage.step(_("Who has no node is told by hand: the approved text on paper, with a reply slip"))
    rosa = sender.actors["rosa"]
    for each in waiting:
        name = names(play)[each.counterpart]
        path = play.folder / f"{name.replace(' ', '-').replace(',', '')}.pdf"
        path.write_bytes(byhand.sheet(sender.node, rosa, delivery=each.id))
        told = byhand.Told(
            how="handed over in person (scripted)", to=f"desk officer, {name}", at=sender.node.clock.now()
        )
        byhand.hand(sender.node, rosa, delivery=each.id, told=told)
        said = _("{name}: told (stated, not proven); the sheet is {path}").format(name=name, path=path)
        stage.check(said, holds=path.stat().st_size > 0)


def prove(play: Play, notice: Notice) -> None:
    """Write a proof for each delivery by node, verify it offline, and see a changed one fail."""
    stage, sender = play.stage, play.sender
    stage.step(_("Afterwards: one file proves it, without node or network"))
    audit.sign_head(sender.node)  # before it is shown: a proof stands under a head that somebody has seen
    for member in play.receivers:
        _exchange_heads(sender, member)
    data = b""
    for each in _by_node(play, notice):
        name = names(play)[each.counterpart]
        path = play.folder / f"proof-{name.lower().replace(' ', '-')}.json"
        data = audit.prove(sender.node, sender.actors["uma"], notice=notice.id, to=each.counterpart)
        path.write_bytes(data)
        stage.say(f"tocsin verify {path}")
        status, said = _verify(path)
        stage.quote(said)
        stage.check(_("the proof about {name} holds").format(name=name), holds=status == 0)
        witnessed = _("{name} witnessed the head of the ledger under which it stands").format(name=name)
        stage.check(witnessed, holds="witnessed that head" in said)
    if data:
        damaged = play.folder / "proof-damaged.json"
        middle = len(data) // 2
        damaged.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        stage.check(_("with one bit changed it does not"), holds=_verify(damaged)[0] != 0)


def _exchange_heads(sender: Member, receiver: Member) -> None:
    """Do at once what the nodes do once a day by themselves: show a head, and cosign the one that was shown."""
    for ours, theirs in ((sender, receiver), (receiver, sender)):
        before = ours.node.clock.now()
        heartbeat.tell(ours.node, counterpart=counterparts.named(ours.node, name=theirs.name).id)
        wait_for(partial(_has_heard, theirs, ours.name, before))


def _has_heard(member: Member, name: str, since: datetime) -> bool:
    (line,) = [
        each.line for each in lines.states(member.node, member.actors["ines"]) if each.line.counterpart.name == name
    ]
    return line.heard_at is not None and line.heard_at >= since


def _answer_at(play: Play, member: Member, approved: set[str]) -> None:
    actor, stage = member.actors["ines"], play.stage
    for item in browse.inbox(member.node, actor):
        message = item.incoming.id
        alert = answers.open_warning(member.node, actor, message=message)
        digest = hashlib.sha256(item.incoming.body).hexdigest()
        same = _("{name} holds exactly the bytes that were approved").format(name=member.name)
        stage.check(same, holds=digest in approved)
        line = _("{count} claims, {tlp}; ines of {name} acknowledges and responds")
        stage.say(line.format(count=len(alert.claims), tlp=alert.handling.tlp, name=member.name))
        answers.acknowledge(member.node, actor, message=message, said="read by the duty officer (scripted)")
        said = _("{name} has alerted its services (scripted)").format(name=member.name)
        answers.respond(member.node, actor, message=message, said=said)
    states = {each.incoming.state for each in browse.inbox(member.node, actor)}
    quiet = _("nothing waits unanswered at {name}").format(name=member.name)
    stage.check(quiet, holds=states <= {InboxState.RESPONDED})


def _by_node(play: Play, notice: Notice) -> list[Delivery]:
    return [
        each for each in deliveries(play, notice) if each.handed is None and each.state is not DeliveryState.TO_HAND
    ]


def _verify(path: Path) -> tuple[int, str]:
    """Run the verifier as a stranger would: another process, and no node anywhere."""
    command = [sys.executable, "-m", "tocsin", "--node", str(path.parent / "no-node"), "verify", str(path)]
    done = subprocess.run(command, capture_output=True, timeout=VERIFY_SECONDS, check=False)
    return done.returncode, done.stdout.decode()
