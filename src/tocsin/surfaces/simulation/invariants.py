"""The invariants, checked over all nodes when a run has come to rest. docs/spec/invariants.md says them in words."""

from collections.abc import Mapping
from random import Random

from tocsin.surfaces.simulation.checks_of_messages import OF_FORGOTTEN, OF_MESSAGES
from tocsin.surfaces.simulation.checks_of_nodes import OF_NODES
from tocsin.surfaces.simulation.federation import Member
from tocsin.surfaces.simulation.view import Check, View
from tocsin.surfaces.simulation.witness import Witness


def check(members: Mapping[str, Member], witness: Witness, chance: Random) -> None:
    """Check everything, and note each breach with the witness."""
    views = {name: View(member) for name, member in members.items() if member.is_honest}
    all_of_it = Check(views, witness, chance)
    for sent in witness.sent.values():
        if sent.sender in views and sent.recipient in views:
            for of_message in OF_FORGOTTEN if sent.id in witness.forgotten else OF_MESSAGES:
                of_message(all_of_it, sent, views[sent.sender], views[sent.recipient])
    for view in views.values():
        for of_node in OF_NODES:
            of_node(all_of_it, view)
