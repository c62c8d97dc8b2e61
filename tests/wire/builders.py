"""Messages and receipts for tests, between `A` and `B` unless told otherwise."""

from dataclasses import replace

from tocsin.domain import ledger
from tocsin.domain.consent import Conditions, Part, Wish
from tocsin.domain.consent import Ground as ConsentGround
from tocsin.domain.consent import Reply as ConsentReply
from tocsin.domain.consent import Verdict as ConsentVerdict
from tocsin.domain.delivery import Result
from tocsin.domain.inquiry import Extent, Ground, Haste, Question
from tocsin.domain.inquiry import Reply as InquiryReply
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import canonical, card, checkpoint
from tocsin.wire.bodies.reply import Reply
from tocsin.wire.bodies.resend import Resend
from tocsin.wire.checkpoint import Checkpoint
from tocsin.wire.envelope import header_of, seal
from tocsin.wire.fork import Half
from tocsin.wire.message import Kind, Message, SignedMessage, message_id, sign_message
from tocsin.wire.message import compose as message_bytes
from tocsin.wire.proof import LogEvidence, Proof, prove_leaf
from tocsin.wire.receipt import Receipt, Verdict
from tocsin.wire.receipt import compose as compose_receipt
from tocsin.wire.status import Continues, Cosigned, Held, Status
from tocsin.wire.status import compose as status_bytes
from wire.keys import NOON, TestKeys

A = TestKeys("a")
B = TestKeys("b")
CARD_A = A.card_file()
CARD_B = B.card_file()


def a_message(**changes: object) -> Message:
    """An alert from A to B."""
    message = Message(
        kind=Kind.ALERT,
        sender=A.node_id,
        recipient=B.node_id,
        sender_card=card.digest(CARD_A),
        recipient_card=card.digest(CARD_B),
        urgency=Urgency.IMMEDIATE,
        epoch=1,
        position=1,
        previous=None,
        created_at=NOON,
        nonce=bytes(range(32)),
        body=b'{"headline":"example"}',
    )
    return replace(message, **changes)


def signed(message: Message) -> SignedMessage:
    """The message, signed by A."""
    return sign_message(message, A.sign)


def sealed(message: Message) -> bytes:
    """The message, signed by A and sealed for B."""
    letter = signed(message)
    header = header_of(message, letter.data, sealing_key=B.sealing_id)
    return seal(letter.to_bytes(), header=header, recipient_public=B.sealing_public)


def a_receipt(**changes: object) -> Receipt:
    """B's receipt for a message of A."""
    receipt = Receipt(
        message_id="11" * 32,
        envelope_digest="22" * 32,
        verdict=Verdict.STORED,
        sender=B.node_id,
        recipient=A.node_id,
        received_at=NOON,
        nonce=bytes(range(32)),
        epoch=1,
        position=1,
        log_size=7,
    )
    return replace(receipt, **changes)


def a_log(keys: TestKeys, *records: dict[str, str], witness: TestKeys | None = None) -> LogEvidence:
    """Leaves with these records among others, under a signed head; `witness` cosigns it."""
    written, salts, nodes = _tree(records)
    head = a_head(keys, *records)
    file = checkpoint.compose(head, keys=keys.log, sign=keys.log_sign)
    if witness is not None:
        file = checkpoint.with_line(file, a_cosignature(head, witness))
    leaves = tuple(
        prove_leaf(at, salt=salts[at], record=written[at], size=head.size, node=lambda *at: nodes[at])
        for at in range(5, 5 + len(records))
    )
    return LogEvidence(checkpoint=file, leaves=leaves)


def a_head(keys: TestKeys, *records: dict[str, str]) -> Checkpoint:
    """The head over these records among others."""
    written, _, nodes = _tree(records)
    size = len(written)
    root = ledger.root(size, lambda *at: nodes[at])
    return Checkpoint(origin=keys.log.origin, size=size, root=root, timestamp=int(NOON.timestamp()))


def a_cosignature(head: Checkpoint, witness: TestKeys) -> str:
    """The line of a witness, a minute after the head."""
    return checkpoint.cosignature(head, witness=witness.log, timestamp=head.timestamp + 60, sign=witness.cosign)


def _tree(records: tuple[dict[str, str], ...]) -> tuple[list[bytes], list[bytes], dict[tuple[int, int], bytes]]:
    written = [canonical.encode({"action": "dummy", "number": number}) for number in range(11)]
    written[5:5] = [canonical.encode(record) for record in records]
    salts = [bytes([number]) * ledger.SALT for number in range(len(written))]
    nodes: dict[tuple[int, int], bytes] = {}
    for size, (salt, record) in enumerate(zip(salts, written, strict=True)):
        hashed = ledger.leaf_hash(ledger.leaf_data(salt, record))
        for level, index, digest in ledger.append(size, hashed, lambda *at: nodes[at]):
            nodes[level, index] = digest
    return written, salts, nodes


def a_status(message: str, **changes: object) -> Status:
    """What B states to A, whose message it has had."""
    record = a_record(message, "message.received")
    log, (_, _, nodes) = a_log(B, record), _tree((record,))
    status = Status(
        salt=bytes(32),
        checkpoint=log.checkpoint,
        held=(Held(urgency=Urgency.IMMEDIATE, epoch=1, position=7, newest=9),),
        sent=(Held(urgency=Urgency.EXPECTED, epoch=1, position=3, newest=3),),
        continues=(Continues(size=7, path=ledger.consistency(7, 12, lambda *at: nodes[at])),),
        cosigned=Cosigned(size=11, line=a_cosignature(a_head(A), B), may_be_named=False),
        entries=log.leaves,
    )
    return replace(status, **changes)


def a_half(checkpoint: bytes, position: int, **changes: object) -> Half:
    """B's status to A, at this position, that shows this head."""
    sign, file = changes.pop("sign", B.sign), changes.pop("card", CARD_B)
    status = a_status("11" * 32, checkpoint=checkpoint, continues=changes.pop("continues", ()))
    fields = {
        "kind": Kind.STATUS,
        "sender": B.node_id,
        "recipient": A.node_id,
        "sender_card": card.digest(CARD_B),
        "recipient_card": card.digest(CARD_A),
        "position": position,
        "previous": "00" * 32,
        "body": status_bytes(status),
    }
    return Half(card=file, status=sign_message(a_message(**fields | changes), sign).to_bytes())


def a_fork() -> tuple[Half, Half]:
    """Two ledgers of B that differ in one entry."""
    one, other = (a_log(B, a_record(name * 32, "message.received")).checkpoint for name in ("11", "22"))
    return a_half(one, 1), a_half(other, 2)


def a_resend() -> Resend:
    """A misses three positions of B's, and no longer has one of its own."""
    return Resend(salt=bytes(range(32)), urgency=Urgency.IMMEDIATE, epoch=1, missing=((4, 5), (9, 9)), gone=((7, 7),))


def a_proof(message: Message | None = None, **changes: object) -> Proof:
    """A's proof that B stored its message."""
    message = message or a_message()
    name = message_id(message_bytes(message))
    receipt = a_receipt(message_id=name)
    proof = Proof(
        made_at=NOON,
        sender_card=CARD_A,
        recipient_card=CARD_B,
        message_id=name,
        envelope_digest=receipt.envelope_digest,
        receipt=compose_receipt(receipt, B.sign),
        sender_log=a_log(A, a_record(name, "message.queued"), a_record(name, "receipt.stored"), witness=B),
    )
    return replace(proof, **changes)


def a_record(message: str, action: str, **more: str) -> dict[str, str]:
    """What a node writes in its ledger about a message."""
    return {"action": action, "at": canonical.rfc3339(NOON), "message": message, **more}


def a_reply(kind: Kind) -> Reply:
    """B's answer of this kind to A's alert."""
    return Reply(
        salt=bytes(range(32)),
        about="11" * 32,
        notice="7ca74e1eca437fa711f6b94465ab3ded",
        person="duty officer",
        said="" if kind is Kind.OPENED else "Ports and stations alerted at 14:10.",
        result=Result.PREVENTED if kind is Kind.OUTCOME else None,
        try_instead="Harbour Watch" if kind is Kind.REDIRECT else None,
    )


REPLIES = (Kind.OPENED, Kind.ACKNOWLEDGEMENT, Kind.RESPONSE, Kind.OUTCOME, Kind.REDIRECT)


def a_question() -> Question:
    """What A asks B about a person."""
    return Question(
        whom="Tamas Orr, born in 1990",
        name="ab" * 16,
        asked="Has he crossed your border since May?",
        reasons="He holds a ticket for your port.",
        purpose="prevention of terrorist acts",
        legal_basis="UN SCR 1373 (2001)",
        haste=Haste.URGENT_INDIRECT,
        restrictions="Not in court.",
        tlp=Tlp.AMBER,
        contact="duty officer, line 1",
    )


def a_partial_answer() -> InquiryReply:
    """What B tells A, and what it does not."""
    return InquiryReply(
        extent=Extent.PARTIAL,
        said="Yes, on 3 May.",
        ground=Ground.INVESTIGATION_OR_SAFETY,
        part="with whom he travelled",
        restrictions="Ask before any arrest.",
    )


def a_wish() -> Wish:
    """What A, whom B told, asks of B."""
    return Wish(
        notice="ab" * 16,
        claims=("0c" * 16, "1d" * 16),
        to=("Harbour Watch", "NO"),
        ground=ConsentGround.THREAT_TO_LIFE,
        passed_on_at=NOON,
    )


def a_conditional_yes() -> ConsentReply:
    """What B answers."""
    conditions = Conditions(
        leave_out=(Part.PEOPLE, Part.SOURCE), mark=Tlp.AMBER_STRICT, only=("NO",), until=NOON.date()
    )
    return ConsentReply(verdict=ConsentVerdict.CONDITIONAL, conditions=conditions)
