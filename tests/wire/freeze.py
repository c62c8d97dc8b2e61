"""Writes the frozen vectors that are missing: `PYTHONPATH=tests .venv/bin/python -m wire.freeze`.

It never writes one again: a released format does not change, so a vector that no longer fits is a bug in the
code. To freeze a new version of a format, give its vectors new names.
"""

import json
from pathlib import Path

from tocsin.domain import ledger
from tocsin.wire import bundle, disclosure, fork, proof, receipt, status
from tocsin.wire.bodies.consent import answer_bytes as consent_bytes
from tocsin.wire.bodies.consent import request_bytes
from tocsin.wire.bodies.inquiry import answer_bytes, inquiry_bytes
from tocsin.wire.bodies.reply import reply_bytes
from tocsin.wire.bodies.resend import resend_bytes
from tocsin.wire.message import message_id
from wire.assessed import OF_B
from wire.bodies import WRITTEN
from wire.builders import (
    CARD_A,
    CARD_B,
    REPLIES,
    A,
    B,
    a_conditional_yes,
    a_fork,
    a_log,
    a_message,
    a_partial_answer,
    a_proof,
    a_question,
    a_receipt,
    a_record,
    a_reply,
    a_resend,
    a_status,
    a_wish,
    sealed,
    signed,
)
from wire.keys import NOON, TestKeys

FOLDER = Path(__file__).resolve().parents[1] / "vectors"
SEEDS = {
    "signing-ed25519": 32,
    "signing-mldsa65": 32,
    "sealing-mlkem768": 64,
    "sealing-x25519": 32,
    "log-ed25519": 32,
    "log-mldsa44": 32,
}


def main() -> None:
    """Write what is missing."""
    message = a_message()
    letter = signed(message)
    name = message_id(letter.data)
    log = a_log(A, a_record(name, "message.queued"), witness=B)
    keep("keys.json", as_json({keys.name: seeds(keys) for keys in (A, B)}))
    keep("card-a.json", CARD_A)
    keep("card-b.json", CARD_B)
    keep("message.hex", as_hex(letter.data))
    keep("signed-message.hex", as_hex(letter.to_bytes()))
    keep("envelope.hex", as_hex(sealed(message)))
    keep("receipt.hex", as_hex(receipt.compose(a_receipt(message_id=name), B.sign)))
    keep("bundle.hex", as_hex(bundle.compose(read_hex(name) for name in ("receipt.hex", "envelope.hex"))))
    keep("checkpoint.txt", log.checkpoint)
    keep("status.json", status.compose(a_status(name)))
    keep("disclosure.json", disclosure.compose(OF_B))
    keep("resend.json", resend_bytes(a_resend()))
    keep("fork.json", fork.compose(*a_fork()))
    keep("proof.json", proof.compose(a_proof(), A.sign))
    keep("proof-opened.json", proof.compose(a_proof(opened=letter.to_bytes()), A.sign))
    keep("recalls.json", as_json({kind: body.decode() for kind, body in WRITTEN.items()}))
    keep("replies.json", as_json({kind: reply_bytes(kind, a_reply(kind)).decode() for kind in REPLIES}))
    keep("inquiry.json", inquiry_bytes(a_question(), salt=bytes(range(32))))
    keep("inquiry-answer.json", answer_bytes(a_partial_answer(), about=name, salt=bytes(range(32))))
    keep("consent-request.json", request_bytes(a_wish(), answer_by=NOON, salt=bytes(range(32))))
    keep("consent-answer.json", consent_bytes(a_conditional_yes(), about=name, salt=bytes(range(32))))
    keep("ledger.json", as_json(tree()))


def keep(name: str, data: bytes) -> None:
    if not (FOLDER / name).exists():
        (FOLDER / name).write_bytes(data)


def read_hex(name: str) -> bytes:
    return bytes.fromhex((FOLDER / name).read_text())


def seeds(keys: TestKeys) -> dict[str, str]:
    return {purpose: keys.seed(purpose, size).hex() for purpose, size in SEEDS.items()}


def tree() -> dict[str, object]:
    """A ledger of seven leaves: every root, every path to leaf 4, every consistency path to the whole."""
    nodes: dict[tuple[int, int], bytes] = {}
    leaves = []

    def node(level: int, index: int) -> bytes:
        return nodes[level, index]

    for index in range(7):
        salt, record = bytes([index]) * 32, f'{{"number":{index}}}'
        hashed = ledger.leaf_hash(ledger.leaf_data(salt, record.encode()))
        leaves.append({"salt": salt.hex(), "record": record, "hash": hashed.hex()})
        for level, position, digest in ledger.append(index, hashed, node):
            nodes[level, position] = digest
    return {
        "leaves": leaves,
        "roots": [ledger.root(size, node).hex() for size in range(8)],
        "inclusion of 4": {size: [each.hex() for each in ledger.inclusion(4, size, node)] for size in range(5, 8)},
        "consistency to 7": {old: [each.hex() for each in ledger.consistency(old, 7, node)] for old in range(1, 8)},
    }


def as_json(value: object) -> bytes:
    return json.dumps(value, indent=1).encode() + b"\n"


def as_hex(data: bytes) -> bytes:
    digits = data.hex()
    return "".join(f"{digits[at : at + 96]}\n" for at in range(0, len(digits), 96)).encode()


if __name__ == "__main__":
    main()
