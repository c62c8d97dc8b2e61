"""The network of a run: carries envelopes between members, and loses, repeats, delays, disorders and damages them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.surfaces.simulation.clock import Time
from tocsin.surfaces.simulation.disk import Crash
from tocsin.surfaces.simulation.federation import Member
from tocsin.surfaces.simulation.plan import Fault
from tocsin.surfaces.simulation.witness import Count, Sent, Witness
from tocsin.usecases.reception import NOT_KEPT, receipts_among, receive_all
from tocsin.wire.envelope import UNSEALED, digest, open_envelope, read_header
from tocsin.wire.receipt import REFUSAL

_SHARE = {Fault.DROP: 0.06, Fault.DUPLICATE: 0.05, Fault.DELAY: 0.05, Fault.BIT_FLIP: 0.04, Fault.REORDER: 0.02}
_LONGEST_DELAY = timedelta(hours=30)
_NOBODY = "connection refused"
_SILENCE = "timed out"


@dataclass(slots=True, kw_only=True)
class Network:
    """Everything between the members."""

    time: Time
    witness: Witness
    chance: Random
    faults: set[Fault]
    tell: Callable[[str], None]
    struck: Counter[Fault]
    crashed: Callable[[Member], None]
    touched: Callable[[Member], None]
    members: dict[str, Member] = field(default_factory=dict)
    cut: set[frozenset[str]] = field(default_factory=set)  # pairs that cannot reach each other
    overheard: list[bytes] = field(default_factory=list)  # what a bad peer may bring again
    lie: Callable[[Member, bytes], bytes] | None = None  # what a bad peer answers instead
    on_the_way: int = 0
    closed: set[str] = field(default_factory=set)  # digests of envelopes that nobody but the recipient can open

    def carry(self, sender: Member, address: str, envelopes: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Deliver as a courier does, if all goes well; what befalls a bundle befalls all that is in it."""
        recipient = next(each for each in self.members.values() if each.node.organisation.address == address)
        fate = self._fate()
        if not self._is_open(sender, recipient):
            raise UnavailableError(_NOBODY)
        self._count(fate)
        if fate is Fault.DELAY:
            self._later(sender, recipient, envelopes)
            raise UnavailableError(_SILENCE)
        if fate is Fault.DROP and self.chance.random() < 0.5:
            raise UnavailableError(_SILENCE)
        if fate is Fault.DUPLICATE:
            self._later(sender, recipient, envelopes)
        if fate is Fault.REORDER:
            self._bring_all(sender, recipient)
        if fate is Fault.BIT_FLIP and self.chance.random() < 0.5:
            envelopes, fate = self._one_flipped(envelopes), None
        answers = self.bring(recipient, envelopes)
        if fate is Fault.DROP:
            raise UnavailableError(_SILENCE)
        return self._one_flipped(answers) if fate is Fault.BIT_FLIP else answers

    def bring(self, recipient: Member, envelopes: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Put envelopes before a member's door at once, and return what it answers."""
        sent = [self.witness.by_envelope.get(digest(each)) for each in envelopes]
        try:
            answers = receive_all(recipient.node, envelopes)
        except Crash:
            self.crashed(recipient)
            raise UnavailableError("connection lost") from None
        finally:
            self.touched(recipient)
        for known, envelope, answer in zip(sent, envelopes, answers, strict=True):
            if known is not None and answer != NOT_KEPT:
                self._check(recipient, known, envelope, answer)
        if not recipient.is_honest and self.lie is not None:
            return tuple(self.lie(recipient, each) for each in answers)
        return answers

    def heal(self) -> None:
        """End every fault; what is on its way still arrives."""
        self.faults.clear()
        self.cut.clear()

    def _fate(self) -> Fault | None:
        at = self.chance.random()
        for fault, share in _SHARE.items():
            if fault in self.faults and at < share:
                return fault
            at -= share
        return None

    def _count(self, fate: Fault | None) -> None:
        if fate is not None:
            self.struck[fate] += 1

    def _is_open(self, sender: Member, recipient: Member) -> bool:
        return recipient.is_up and frozenset({sender.name, recipient.name}) not in self.cut

    def _later(self, sender: Member, recipient: Member, envelopes: tuple[bytes, ...]) -> None:
        def arrive() -> None:
            self.on_the_way -= 1
            if self._is_open(sender, recipient):
                self._bring_quietly(recipient, envelopes)

        self.on_the_way += 1
        self.time.after(_LONGEST_DELAY * self.chance.random() ** 3, arrive)

    def _bring_all(self, sender: Member, recipient: Member) -> None:
        """Somebody carries copies of all that waits, in any order, and no answer comes back."""
        with sender.node.store.read() as tx:
            waiting = tx.deliveries.where(counterpart=sender.knows[recipient.name], state=DeliveryState.QUEUED)
            envelopes = [tx.outgoing.get(each.id).envelope for each in waiting]
        self.chance.shuffle(envelopes)
        for envelope in envelopes:
            self._bring_quietly(recipient, (envelope,))

    def _bring_quietly(self, recipient: Member, envelopes: tuple[bytes, ...]) -> None:
        try:
            self.bring(recipient, envelopes)
        except UnavailableError:
            self.tell(f"{recipient.name} could not take in a late copy")

    def _one_flipped(self, items: tuple[bytes, ...]) -> tuple[bytes, ...]:
        at = self.chance.randrange(len(items)) if len(items) > 1 else 0
        return (*items[:at], self._flipped(items[at]), *items[at + 1 :])

    def _flipped(self, data: bytes) -> bytes:
        if not data:
            return data
        at = self.chance.randrange(len(data))
        return data[:at] + bytes([data[at] ^ 1 << self.chance.randrange(8)]) + data[at + 1 :]

    def _check(self, recipient: Member, sent: Sent, envelope: bytes, answer: bytes) -> None:
        self.tell(f"{sent.name} brought to {recipient.name}")
        if not self.members[sent.sender].is_honest:
            return
        if answer != REFUSAL and recipient.is_honest:
            self.witness.answer(recipient.name, sent, answer, recipient.node.keyring.signing)
        if answer == REFUSAL and recipient.name == sent.recipient:
            self._check_closed(recipient, sent, envelope)

    def _check_closed(self, recipient: Member, sent: Sent, envelope: bytes) -> None:
        name = digest(envelope)
        if name in self.closed or read_header(envelope).sealing_key == UNSEALED:
            return  # keys that are made later open nothing that was sealed before; a card may go unsealed
        for each in self.members.values():
            if each is not recipient and _opens(each, envelope):
                self.witness.breach(Count.LEAKED, "K2", sent.name, f"{each.name} can open it")
        self.closed.add(name)


def _opens(member: Member, envelope: bytes) -> bool:
    """Say whether a member can open this with any of its keys, whichever the envelope names."""
    keyring = member.node.keyring
    for key in keyring.sealing(member.node.clock.now()):

        def with_this(_: str, info: bytes, sealed: bytes, key_id: str = key.id) -> bytes:
            return keyring.open_sealed(key_id, info, sealed)

        try:
            open_envelope(envelope, open_sealed=with_this)
        except UntrustedError:
            continue
        return True
    return False


@dataclass(slots=True)
class Line:
    """A member's courier."""

    name: str
    network: Network

    def carry(self, address: str, envelope: bytes) -> bytes:
        (answer,) = self.network.carry(self.network.members[self.name], address, (envelope,))
        return answer

    def carry_all(self, address: str, envelopes: Sequence[bytes]) -> tuple[bytes, ...]:
        answers = self.network.carry(self.network.members[self.name], address, tuple(envelopes))
        return receipts_among(answers)
