"""A scene: who acts, among whom, and who looks on."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from tocsin.surfaces.simulation.federation import Member
from tocsin.surfaces.simulation.witness import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who acts, among whom."""

    member: Member
    members: Mapping[str, Member]
    witness: Witness
    chance: Random
