"""Sending: tearlines, a second person's approval, and delivery."""

import time
from collections.abc import Callable

from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import RefusedError
from tocsin.domain.ids import CounterpartId
from tocsin.domain.notice import Notice
from tocsin.surfaces.demo.play import Play, told
from tocsin.texts.labels import label
from tocsin.texts.terminal import _
from tocsin.usecases import browse, counterparts, release

PATIENCE_SECONDS = 60


def release_all(play: Play, notice: Notice) -> None:
    """Cut a tearline for each who is told, and let a second person approve it."""
    stage, sender = play.stage, play.sender
    rosa, omar = sender.actors["rosa"], sender.actors["omar"]
    stage.step(_("For each, rosa cuts the tearline: the part it may hold. omar, a second person, approves those bytes"))
    for counterpart in told(play, notice):
        try:
            made = release.preview(sender.node, rosa, notice=notice.id, to=counterpart.id)
        except RefusedError as error:
            stage.say(_("To {name}: nothing; {why}").format(name=counterpart.name, why=_(str(error))))
            continue
        line = _("To {name} ({tlp}); withheld: {count} parts, each with its reason")
        stage.say(line.format(name=counterpart.name, tlp=made.tlp, count=len(made.withheld)))
        stage.quote(made.text)
        refused = False
        try:
            release.approve(sender.node, rosa, tearline=made.id, digest=made.digest)
        except RefusedError:
            refused = True
        stage.check(_("rosa, its author, is refused as approver"), holds=refused)
        delivery = release.approve(sender.node, omar, tearline=made.id, digest=made.digest)
        said = _("omar approved {digest}…: {state}").format(digest=made.digest[:16], state=_(label(delivery.state)))
        stage.check(said, holds=True)


def deliver(play: Play, notice: Notice) -> None:
    """Wait until every node that is told has given its signed receipt."""
    title = _("The node carries them: signed twice, sealed for one recipient, until a signed receipt comes back")
    play.stage.step(title)

    def are_stored() -> bool:
        return not any(each.is_under_way for each in deliveries(play, notice))

    wait_for(are_stored)
    for each in deliveries(play, notice):
        if each.state is DeliveryState.TO_HAND:
            continue
        said = _("{name}: message {id}…, attempts {attempts}; {state}").format(
            name=names(play)[each.counterpart], id=each.id[:16], attempts=each.attempts, state=_(label(each.state))
        )
        play.stage.check(said, holds=each.state is DeliveryState.STORED)


def deliveries(play: Play, notice: Notice) -> tuple[Delivery, ...]:
    """Return the deliveries of a notice."""
    return browse.notice(play.sender.node, play.sender.actors["rosa"], notice=notice.id).deliveries


def names(play: Play) -> dict[CounterpartId, str]:
    """Return what the sender calls its counterparts, by id."""
    return counterparts.names(play.sender.node, play.sender.actors["rosa"])


def wait_for(condition: Callable[[], bool]) -> bool:
    """Wait for the nodes to do their work; say whether they did."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True
