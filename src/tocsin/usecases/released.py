"""Released: what left this node or is written to leave, with whatever was not as usual about it."""

from dataclasses import dataclass

from tocsin.domain.actor import Actor, Role
from tocsin.domain.emergency import Emergency
from tocsin.domain.night import Minimum
from tocsin.domain.tearline import Tearline
from tocsin.ports.node import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A tearline, and the emergency under which it went without its originator's consent."""

    tearline: Tearline
    emergency: Emergency | None
    minimum: Minimum | None = None  # what one person on watch sent alone


def listing(node: Node, actor: Actor) -> tuple[Released, ...]:
    """Return every tearline, the oldest first."""
    actor.require(*Role)
    with node.store.read() as tx:
        emergencies = {
            (each.notice, each.version, each.counterpart): each for each in tx.emergencies.where() if each.is_confirmed
        }
        return tuple(
            Released(
                tearline=each,
                emergency=emergencies.get((each.notice, each.version, each.counterpart)),
                minimum=tx.minimums.find(each.id),
            )
            for each in tx.tearlines.where()
        )
