"""Misdeeds: what a peer with true keys and no rules does. A new one is a function and a line in `MISDEEDS`.

A misdeed says what was done and returns the bytes to be brought to the victim's door.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

from tocsin.domain.exchange import Direction, Stream, stream_key
from tocsin.surfaces.simulation.acts import an_alert
from tocsin.surfaces.simulation.federation import Member
from tocsin.surfaces.simulation.scene import Scene
from tocsin.usecases.steps import cards
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.reply import Reply, reply_bytes
from tocsin.wire.card import OpenedCard
from tocsin.wire.envelope import seal_for
from tocsin.wire.limits import MAX_ENVELOPE
from tocsin.wire.message import Kind, Message, sign_message
from tocsin.wire.receipt import REFUSAL, Receipt, Verdict, compose

_MANY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Prey:
    """At whom a misdeed is aimed, and what the peer has overheard."""

    scene: Scene
    victim: Member
    overheard: list[bytes]

    @property
    def chance(self) -> Random:
        """The run's."""
        return self.scene.chance


Misdeed: TypeAlias = Callable[[Prey], Iterable[bytes]]


def flood(prey: Prey) -> Iterable[bytes]:
    """Send much that makes no sense, all of it signed, each in its place."""
    start = _stream(prey).position
    return [
        _pack(prey, _message(prey, position=start + step, body=prey.chance.randbytes(200))) for step in range(1, _MANY)
    ]


def far_ahead(prey: Prey) -> Iterable[bytes]:
    """Claim a position that nobody will ever reach."""
    return [_pack(prey, _message(prey, position=2**52, previous="11" * 32))]


def two_in_one_place(prey: Prey) -> Iterable[bytes]:
    """Fork its own stream: two messages at one position."""
    return [_pack(prey, _message(prey, body=an_alert(prey.scene))) for _ in range(2)]


def other_epoch(prey: Prey) -> Iterable[bytes]:
    """Begin an epoch that nobody was told of."""
    return [_pack(prey, _message(prey, epoch=7, position=1, previous=None))]


def replay(prey: Prey) -> Iterable[bytes]:
    """Bring again what others sent, to whomever."""
    return prey.chance.choices(prey.overheard, k=3) if prey.overheard else ()


def forge(prey: Prey) -> Iterable[bytes]:
    """Write in the name of somebody else, under its card, signed with its own keys."""
    other = _somebody(prey)
    card = _card(other)
    message = _message(prey, sender=other.node.organisation.node_id, sender_card=card.digest)
    return [_pack(prey, replace(message, body=an_alert(prey.scene)))]


def answer_for_others(prey: Prey) -> Iterable[bytes]:
    """Answer a warning that somebody else was sent."""
    sent = [each for each in prey.scene.witness.sent.values() if each.sender == prey.victim.name]
    others = [each for each in sent if each.recipient != prey.scene.member.name]
    if not others:
        return ()
    reply = Reply(salt=_salt(prey), about=prey.chance.choice(others).id, notice="ab" * 16, person="x", said="All well.")
    return [_pack(prey, _message(prey, kind=Kind.RESPONSE, body=reply_bytes(Kind.RESPONSE, reply)))]


def rubbish(prey: Prey) -> Iterable[bytes]:
    """Send bytes of any length that are nothing at all."""
    size = prey.chance.choice((0, 1, 100, 5000, MAX_ENVELOPE + 1))
    return [b"TOCSINE1" + bytes(size)]


def unknown_marking(prey: Prey) -> Iterable[bytes]:
    """Mark a warning with a label that is none."""
    return [_pack(prey, _message(prey, body=an_alert(prey.scene).replace(b"TLP:AMBER", b"TLP:MAUVE")))]


MISDEEDS: Mapping[Misdeed, int] = {
    flood: 1,
    far_ahead: 1,
    two_in_one_place: 2,
    other_epoch: 1,
    replay: 4,
    forge: 3,
    answer_for_others: 3,
    rubbish: 2,
    unknown_marking: 1,
}
"""Every misdeed, and how often it is done among all."""


def choose(chance: Random) -> Misdeed:
    """Choose a misdeed by how often it is done."""
    return chance.choices(list(MISDEEDS), weights=list(MISDEEDS.values()))[0]


def lie(member: Member, answer: bytes, chance: Random, overheard: list[bytes]) -> bytes:
    """Answer with something else than the receipt that is due."""
    at = chance.random()
    if at < 0.7:
        return answer
    if at < 0.8:
        return chance.choice(overheard) if overheard else b""
    if at < 0.9:
        return REFUSAL
    node = member.node
    return compose(
        Receipt(
            message_id="22" * 32,
            envelope_digest="33" * 32,
            verdict=Verdict.STORED,
            sender=node.organisation.node_id,
            recipient="44" * 32,
            received_at=node.clock.now(),
            nonce=node.entropy.random_bytes(32),
            epoch=1,
            position=1,
        ),
        node.keyring.sign,
    )


def _somebody(prey: Prey) -> Member:
    names = [each for each in sorted(prey.victim.knows) if each != prey.scene.member.name]
    return prey.scene.members[prey.chance.choice(names)] if names else prey.victim


def _stream(prey: Prey) -> Stream:
    """Where the victim stands with this peer: a peer knows that, having sent it all."""
    us = prey.victim.knows[prey.scene.member.name]
    with prey.victim.node.store.read() as tx:
        found = tx.streams.find(stream_key(us, Direction.IN, Urgency.EXPECTED, 1))
    return found or Stream(counterpart=us, direction=Direction.IN, urgency=Urgency.EXPECTED)


def _message(prey: Prey, **changes: object) -> Message:
    """Return the next message of the peer's stream, unless told otherwise."""
    stream, node = _stream(prey), prey.scene.member.node
    card = _card(prey.victim)
    message = Message(
        kind=Kind.ALERT,
        sender=node.organisation.node_id,
        recipient=prey.victim.node.organisation.node_id,
        sender_card=_card(prey.scene.member).digest,
        recipient_card=card.digest,
        urgency=Urgency.EXPECTED,
        epoch=stream.epoch,
        position=stream.position + 1,
        previous=stream.last or ("11" * 32 if stream.position else None),
        created_at=node.clock.now(),
        nonce=_salt(prey),
        body=b"{}",
    )
    fields = {"previous": "11" * 32} | changes if "position" in changes else changes
    return replace(message, **fields)  # type: ignore[arg-type]  # fields checked by dataclass


def _pack(prey: Prey, message: Message) -> bytes:
    signed = sign_message(message, prey.scene.member.node.keyring.sign)
    return seal_for(signed, _card(prey.victim).card.sealing[0])


def _card(member: Member) -> OpenedCard:
    with member.node.store.read() as tx:
        return cards.ours(tx)


def _salt(prey: Prey) -> bytes:
    return prey.scene.member.node.entropy.random_bytes(32)
