"""The witness: knows what was committed and answered without asking the nodes afterwards."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from tocsin.domain.book import Head
from tocsin.domain.exchange import Incoming, Outgoing
from tocsin.ports.store import Transaction
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.envelope import digest
from tocsin.wire.message import SignedMessage, parse
from tocsin.wire.receipt import Reason, claimed, is_signed_by
from tocsin.wire.signing import PublicSigningKeys


class Count(StrEnum):
    """The five ways an exchange can fail; docs/spec/invariants.md says what each means."""

    LOST = "lost"
    DOUBLED = "doubled"
    LEAKED = "leaked"
    UNPROVEN = "unproven"
    DIVERGENT = "divergent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One invariant that did not hold."""

    count: Count
    rule: str  # as in docs/spec/invariants.md: L1
    about: str  # the name of a message, of a stream or of a node
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that an outbox has committed."""

    id: str
    name: str  # sender, recipient, urgency, epoch, position
    kind: str
    sender: str
    recipient: str
    body: str  # digest
    urgency: Urgency
    epoch: int
    position: int


@dataclass(slots=True)
class Witness:
    """What one run saw; breaches that show at once are noted at once."""

    member_of: dict[str, str] = field(default_factory=dict)  # node id → name
    sent: dict[str, Sent] = field(default_factory=dict)  # by message id
    by_envelope: dict[str, Sent] = field(default_factory=dict)
    by_place: dict[str, Sent] = field(default_factory=dict)
    by_body: dict[tuple[str, str, str], Sent] = field(default_factory=dict)
    kept: dict[tuple[str, str], bytes] = field(default_factory=dict)  # (member, message id) → receipt
    answered: dict[tuple[str, str], bytes] = field(default_factory=dict)
    heads: dict[str, list[Head]] = field(default_factory=dict)
    approved: set[tuple[str, str, str]] = field(default_factory=set)  # sender, recipient, digest of the body
    names: dict[str, tuple[str, str]] = field(default_factory=dict)  # of notices, and to whom they were given by whom
    forgotten: set[str] = field(default_factory=set)  # messages whose sender was restored from before them
    were_restored: set[str] = field(default_factory=set)
    breaches: list[Breach] = field(default_factory=list)
    tell: Callable[[str], None] = print

    def breach(self, count: Count, rule: str, about: str, said: str) -> None:
        """Note that an invariant did not hold."""
        self.breaches.append(Breach(count=count, rule=rule, about=about, said=said))
        self.tell(f"BREACH {rule} {count}: {about}: {said}")

    def approve(self, sender: str, recipient: str, body: bytes) -> None:
        """Note that these bytes may go to this counterpart."""
        self.approved.add((sender, recipient, digest_of(body)))

    def is_approved(self, sent: Sent) -> bool:
        """Say whether somebody approved what this message says, for its recipient."""
        return (sent.sender, sent.recipient, sent.body) in self.approved

    def committed_outgoing(self, member: str, outgoing: Outgoing) -> None:
        """Take note of a message in an outbox; kept again, it is in another envelope, or its body has been erased."""
        if outgoing.envelope and outgoing.id in self.sent:
            self.by_envelope[digest(outgoing.envelope)] = self.sent[outgoing.id]
        if outgoing.id in self.sent:
            return
        message = parse(SignedMessage.from_bytes(outgoing.signed).data)
        recipient = self.member_of.get(message.recipient, "somebody")
        place = f"{member}>{recipient} {message.urgency} {message.epoch}/{message.position}"
        sent = Sent(
            id=outgoing.id,
            name=place,
            kind=outgoing.kind,
            sender=member,
            recipient=recipient,
            body=digest_of(message.body),
            urgency=message.urgency,
            epoch=message.epoch,
            position=message.position,
        )
        self._require_new(sent)
        self.sent[sent.id] = sent
        self.by_envelope[digest(outgoing.envelope)] = sent
        self.tell(f"{place} {outgoing.kind} posted")

    def committed_incoming(self, member: str, incoming: Incoming) -> None:
        """Take note of a message in an inbox."""
        self.kept[member, incoming.id] = incoming.receipt

    def committed_head(self, member: str, head: Head) -> None:
        """Take note of a signed head."""
        self.heads.setdefault(member, []).append(head)

    def answer(self, member: str, sent: Sent, receipt: bytes, keys: PublicSigningKeys) -> None:
        """Check the receipt that an honest node with these keys gives, in the moment it leaves."""
        if self.kept.get((member, sent.id)) != receipt:
            self.breach(Count.UNPROVEN, "U1", sent.name, "a receipt left that is not on disk")
        first = self.answered.get((member, sent.id), receipt)
        was_let_in = claimed(first).reason == Reason.EPOCH_UNKNOWN
        if first != receipt and not was_let_in and not _is_signed_again(first, receipt, keys):
            self.breach(Count.DIVERGENT, "V1", sent.name, "a duplicate got another receipt")
        self.answered[member, sent.id] = receipt

    def restored(self, member: str, backup: Transaction) -> None:
        """Forget what a node has forgotten that lost its disk; what others hold of it stays with them."""
        known = {each.id for each in backup.outgoing.where()}
        self.forgotten |= {each.id for each in self.sent.values() if each.sender == member and each.id not in known}
        self.kept = {key: receipt for key, receipt in self.kept.items() if key[0] != member}
        self.kept |= {(member, each.id): each.receipt for each in backup.incoming.where()}
        self.answered = {key: receipt for key, receipt in self.answered.items() if key[0] != member}
        self.heads[member] = list(backup.heads.where())
        self.were_restored.add(member)

    def _require_new(self, sent: Sent) -> None:
        if self.by_place.get(sent.name) is not None:
            self.breach(Count.DOUBLED, "D2", sent.name, "a position was used again")
        self.by_place[sent.name] = sent
        same = self.by_body.setdefault((sent.sender, sent.recipient, sent.body), sent)
        if same is not sent:
            self.breach(Count.DOUBLED, "D3", sent.name, f"it says what {same.name} says")


def _is_signed_again(first: bytes, receipt: bytes, keys: PublicSigningKeys) -> bool:
    """Say whether a receipt says the same as the first, signed with keys that have come since."""
    return claimed(first) == claimed(receipt) and is_signed_by(receipt, keys) and not is_signed_by(first, keys)


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of a body."""
    return hashlib.sha256(body).hexdigest()
