"""A proof: one file that shows, without any node or network, what became of a message.

`verify` opens both cards, the maker's signature over the whole file, the recipient's receipt and statements, the
heads of the ledgers and the leaves under them; `findings` then says in plain words what follows and what does
not. The file has one spelling only, and a signature over all of it, so no byte of it can change unnoticed. Whose keys
these are it cannot say: that is what comparing fingerprints is for.
"""

from collections.abc import Iterable, Iterator, Mapping, Set

from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.wire.canonical import Json, decode, encode, rfc3339
from tocsin.wire.card import Card, open_card
from tocsin.wire.checkpoint import Checkpoint, cosigners, open_checkpoint, open_cosignature
from tocsin.wire.evidence import Answer, LogEvidence, Party, Proof, from_json, to_json
from tocsin.wire.fields import base64url, from_outside, members, octets
from tocsin.wire.findings import Checked, Statement, Verdict, Witnessed, not_proven, proven, recognise
from tocsin.wire.leaf import Leaf, facts, prove_leaf
from tocsin.wire.limits import MAX_BODY, MAX_PROOF
from tocsin.wire.lineage import Lineage, lineages
from tocsin.wire.message import Kind, Message, SignedMessage, parse, verify_message
from tocsin.wire.receipt import Receipt, open_receipt
from tocsin.wire.signing import Context, Sign, Signatures
from tocsin.wire.signing import verify as verify_signatures
from tocsin.wire.status import parse as parse_status

__all__ = [
    "Answer",
    "Leaf",
    "LogEvidence",
    "Party",
    "Proof",
    "Verdict",
    "compose",
    "prove_leaf",
    "verify",
]

FORMAT = "tocsin/proof/1"


def compose(proof: Proof, sign: Sign) -> bytes:
    """Return the proof file, signed by its maker. A file that `verify` would refuse is not made."""
    body = to_json(proof)
    signatures = sign(Context.PROOF, encode(body))
    data = _file(body, signatures)
    verdict = verify(data)
    if not verdict.holds:
        raise InvalidError(f"this would prove nothing: {verdict.failures[0]}")
    return data


def verify(data: bytes, *, trusted: Iterable[str] = ()) -> Verdict:
    """Say what the file proves; never raises, whatever the bytes.

    `trusted` are fingerprints that the reader got by another way; each must be of one of the two, or of a witness.
    """
    try:
        checked = _check(data)
        compared = _compared(checked, trusted)
    except (UntrustedError, InvalidError) as error:
        return Verdict(
            holds=False,
            failures=(str(error),),
            not_proven=("anything: this file is damaged, altered or made up",),
        )
    return Verdict(
        holds=True,
        proven=tuple(proven(checked)),
        not_proven=tuple(not_proven(checked, compared=compared)),
    )


def _file(body: Json, signatures: Signatures) -> bytes:
    file = {
        "format": FORMAT,
        "body": body,
        "ed25519": base64url(signatures.ed25519),
        "mldsa65": base64url(signatures.mldsa65),
    }
    return encode(file) + b"\n"


def _check(data: bytes) -> Checked:
    proof, body, signatures = _read(data)
    sender, recipient = lineages(proof.sender_card, proof.recipient_card, proof.later_cards)
    maker = sender if proof.maker is Party.SENDER else recipient
    maker.by_any(lambda card: verify_signatures(card.signing, Context.PROOF, body, signatures))
    logs = {Party.SENDER: proof.sender_log, Party.RECIPIENT: proof.recipient_log}
    cards = {Party.SENDER: sender.card, Party.RECIPIENT: recipient.card}
    shown = {party: log for party, log in logs.items() if log is not None}
    _check_answers(proof, sender, recipient)
    return Checked(
        proof=proof,
        sender=sender,
        recipient=recipient,
        witnesses=tuple(open_card(each).card for each in proof.witnesses),
        receipt=_check_receipt(proof, sender, recipient),
        heads={party: _check_log(proof, log, cards[party]) for party, log in shown.items()},
        witnessed=(*_cosigned_by_the_other(shown, cards), *_cosigned_by_others(proof, shown, cards)),
        statements=tuple(_check_statement(each, sender, recipient) for each in proof.statements),
        message=_check_opened(proof, sender, recipient),
    )


def _read(data: bytes) -> tuple[Proof, bytes, Signatures]:
    value = decode(data, limit=MAX_PROOF)
    file = members(value, "format", "body", "ed25519", "mldsa65")
    if file["format"] != FORMAT:
        raise UntrustedError(f"this is not a proof of the format {FORMAT}", code="proof")
    with from_outside("proof"):
        signatures = Signatures(ed25519=octets(file["ed25519"]), mldsa65=octets(file["mldsa65"]))
        if encode(value) + b"\n" != data:  # the one place where canonical form is asked of others
            raise UntrustedError("the file is not in canonical form", code="proof")
        return from_json(file["body"]), encode(file["body"]), signatures


def _check_receipt(proof: Proof, sender: Lineage, recipient: Lineage) -> Receipt | None:
    data = proof.receipt
    if data is None:
        return None
    receipt = recipient.by_any(lambda card: open_receipt(data, card.signing))
    if (receipt.message_id, receipt.envelope_digest) != (proof.message_id, proof.envelope_digest):
        raise UntrustedError("the receipt is about another message or envelope", code="proof")
    if (receipt.sender, receipt.recipient) != (recipient.card.node_id, sender.card.node_id):
        raise UntrustedError("the receipt is between other organisations than the cards", code="proof")
    return receipt


def _check_log(proof: Proof, log: LogEvidence, card: Card) -> Checkpoint:
    head = open_checkpoint(log.checkpoint, card.log)
    known = {proof.message_id, *(answer.message_id for answer in proof.answers)}
    for leaf in log.leaves:
        if not leaf.is_under(head.size, head.root):
            raise UntrustedError(f"leaf {leaf.index} is not in the ledger of {card.organisation}", code="proof")
        if facts(leaf.record)["message"] not in known:
            raise UntrustedError(f"leaf {leaf.index} is about something else", code="proof")
    return head


def _check_answers(proof: Proof, sender: Lineage, recipient: Lineage) -> None:
    records = [facts(leaf.record) for log in (proof.sender_log, proof.recipient_log) if log for leaf in log.leaves]
    for answer in proof.answers:
        if not any(_records(record, answer) for record in records):
            raise UntrustedError(f"no leaf in this file records the answer {answer.message_id}", code="proof")
        if answer.signed is not None:
            _check_answer(answer, answer.signed, proof.message_id, sender, recipient)


def _records(record: Mapping[str, Json], answer: Answer) -> bool:
    """Say whether a record is of this answer: by its id, its time, and its kind or its action's object."""
    names = (record["message"], record.get("answer"))
    is_kind = record.get("kind") == answer.kind or str(record["action"]).startswith(f"{answer.kind}.")
    return answer.message_id in names and record["at"] == rfc3339(answer.at) and is_kind


def _check_answer(answer: Answer, data: bytes, about: str, sender: Lineage, recipient: Lineage) -> None:
    signed = SignedMessage.from_bytes(data)
    recipient.by_any(lambda card: verify_message(signed, card.signing))
    message = parse(signed.data)
    if (signed.id, message.kind) != (answer.message_id, answer.kind):
        raise UntrustedError("an opened answer is another one", code="proof")
    if (message.sender, message.recipient) != (recipient.card.node_id, sender.card.node_id):
        raise UntrustedError("an opened answer is between other organisations", code="proof")
    body = decode(message.body, limit=MAX_BODY)
    if not isinstance(body, Mapping) or body.get("about") != about:
        raise UntrustedError("an opened answer is about another message", code="proof")


def _cosigned_by_the_other(shown: Mapping[Party, LogEvidence], cards: Mapping[Party, Card]) -> Iterator[Witnessed]:
    """Yield whose head the other organisation cosigned, and when; a cosignature that is there must verify."""
    for party, log in shown.items():
        other = cards[Party.RECIPIENT if party is Party.SENDER else Party.SENDER]
        if other.log.origin in cosigners(log.checkpoint) and other.log.origin != cards[party].log.origin:
            yield _witnessed(party, log, cards[party], other)


def _cosigned_by_others(
    proof: Proof, shown: Mapping[Party, LogEvidence], cards: Mapping[Party, Card]
) -> Iterator[Witnessed]:
    """Yield what named witnesses cosigned: each of them at least one of the heads, and none twice."""
    known = {name for card in cards.values() for name in (card.node_id, card.log.origin)}
    for each in proof.witnesses:
        witness = open_card(each).card
        logs = [party for party, log in shown.items() if witness.log.origin in cosigners(log.checkpoint)]
        if not logs or known & {witness.node_id, witness.log.origin}:
            raise UntrustedError("a witness is named that did not witness, or is none", code="proof")
        known |= {witness.node_id, witness.log.origin}
        yield from (_witnessed(party, shown[party], cards[party], witness) for party in logs)


def _witnessed(party: Party, log: LogEvidence, card: Card, witness: Card) -> Witnessed:
    return Witnessed(party=party, by=witness, at=open_cosignature(log.checkpoint, card.log, witness=witness.log))


def _check_opened(proof: Proof, sender: Lineage, recipient: Lineage) -> Message | None:
    if proof.opened is None:
        return None
    signed = SignedMessage.from_bytes(proof.opened)
    if signed.id != proof.message_id:
        raise UntrustedError("the opened message is another one", code="proof")
    verify_message(signed, sender.card.signing)
    message = parse(signed.data)
    stated = (message.sender, message.recipient, message.sender_card, message.recipient_card)
    if stated != (sender.card.node_id, recipient.card.node_id, sender.first.digest, recipient.first.digest):
        raise UntrustedError("the opened message is between other organisations or cards", code="proof")
    return message


def _check_statement(data: bytes, sender: Lineage, recipient: Lineage) -> Statement:
    signed = SignedMessage.from_bytes(data)
    recipient.by_any(lambda card: verify_message(signed, card.signing))
    message = parse(signed.data)
    if message.kind != Kind.STATUS:
        raise UntrustedError("a statement in this file is not a status", code="proof")
    if (message.sender, message.recipient) != (recipient.card.node_id, sender.card.node_id):
        raise UntrustedError("a statement in this file is between other organisations", code="proof")
    status = parse_status(message.body)
    head = open_checkpoint(status.checkpoint, recipient.card.log)
    return Statement(made_at=message.created_at, head=head, held=status.held)


def _compared(checked: Checked, trusted: Iterable[str]) -> Set[str]:
    holders: dict[str, tuple[str, ...]] = {each.node_id: (each.signing.fingerprint,) for each in checked.witnesses}
    holders |= {each.card.node_id: each.fingerprints for each in (checked.sender, checked.recipient)}
    return recognise(holders, trusted)
