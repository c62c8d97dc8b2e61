"""Acts of who runs a node: keys are renewed, rotated and revoked, and whoever is rung is trusted again."""

from tocsin.domain.counterpart import Standing
from tocsin.surfaces.simulation.scene import Scene
from tocsin.usecases import counterparts, epochs, keys, trust

SPARED = 0.8  # emergencies are rare


def renew(scene: Scene) -> str:
    """Make a new sealing key before its time."""
    keys.renew(scene.member.node, scene.member.ada)
    return "renewed its sealing key"


def rotate(scene: Scene) -> str:
    """Go on with the signing keys that were promised."""
    keys.rotate(scene.member.node, scene.member.ada)
    return "rotated its signing keys"


def revoke(scene: Scene) -> str | None:
    """Say that the keys until now were stolen."""
    if scene.chance.random() < SPARED:
        return None
    keys.rotate(scene.member.node, scene.member.ada, revoke=True)
    return "revoked its keys"


def accept_epochs(scene: Scene) -> str | None:
    """Ring those who have begun anew, and accept it."""
    member, accepted = scene.member, []
    for name, counterpart in sorted(member.knows.items()):
        for epoch in epochs.waiting(member.node, member.ada, counterpart=counterpart):
            if scene.members[name].is_honest:
                epochs.accept(member.node, member.ada, counterpart=counterpart, number=epoch.number)
                accepted.append(name)
    return f"accepted a new epoch of {', '.join(accepted)}" if accepted else None


def resume(scene: Scene) -> str | None:
    """Ring those whose card did not follow, compare fingerprints, and let mail pass again."""
    member, resumed = scene.member, []
    for name, counterpart in sorted(member.knows.items()):
        with member.node.store.read() as tx:
            standing = tx.counterparts.get(counterpart).standing
        if standing is Standing.SUSPENDED and scene.members[name].is_honest:
            card, fingerprint = counterparts.our_card(scene.members[name].node)
            trust.resume(member.node, member.ada, counterpart=counterpart, fingerprint=fingerprint, card=card)
            resumed.append(name)
    return f"compared fingerprints with {', '.join(resumed)}" if resumed else None
