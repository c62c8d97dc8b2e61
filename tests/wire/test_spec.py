"""The pages of docs/spec say what the code does, wherever a list or a number can be compared."""

from pathlib import Path

import pytest

from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import limits, sealing, signing
from tocsin.wire.canonical import decode, encode
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Reason, Verdict
from wire.builders import A, a_message

SPEC = Path(__file__).resolve().parents[2] / "docs" / "spec"
VECTORS = Path(__file__).resolve().parents[1] / "vectors"


def page(name: str) -> str:
    return (SPEC / f"{name}.md").read_text()


@pytest.mark.parametrize(
    ("name", "words"), [("message", (*Kind, *Urgency)), ("receipt", (*Verdict, *Reason))], ids=["message", "receipt"]
)
def test_every_word_of_a_closed_list_is_on_its_page(name, words):
    assert [word for word in words if f"`{word}`" not in page(name)] == []


def test_the_line_on_the_canonical_page_is_canonical():
    line = next(line for line in page("canonical").splitlines() if line.startswith("{"))

    assert encode(decode(line.encode(), limit=1000)) == line.encode()


def test_the_message_page_shows_the_vector():
    data = bytes.fromhex((VECTORS / "message.hex").read_text())
    shown = [line for line in page("message").splitlines() if line[:4].isalnum() and line[4:6] == "  "]

    assert len(shown) == 7
    for line in shown:
        at = int(line[:4], 16)
        assert line[6:53] == data[at : at + 16].hex(" ")


def test_the_envelope_page_shows_the_vector():
    data = bytes.fromhex((VECTORS / "envelope.hex").read_text())
    shown = [line for line in page("envelope").splitlines() if line[:4].isalnum() and line[4:6] == "  "]

    assert len(shown) == 7
    for line in shown:
        at = int(line[:4], 16)
        assert line[6:53] == data[at : at + 16].hex(" ")


def test_the_bundle_page_shows_the_vector():
    data = bytes.fromhex((VECTORS / "bundle.hex").read_text())
    shown = [line for line in page("bundle").splitlines() if line[:4].isalnum() and line[4:6] == "  "]

    assert len(shown) == 4
    assert f"{len(data):,} bytes" in page("bundle")
    for line in shown:
        at = int(line[:4], 16)
        told = bytes.fromhex(line[6:53])
        assert told == data[at : at + len(told)]


def test_the_card_page_shows_the_vectors_names():
    assert A.signing.fingerprint in page("card")
    assert a_message().sender_card in page("card")
    assert A.card().next_signing_digest in page("card")


def test_the_numbers_on_the_pages_are_those_of_the_code():
    assert f"{sealing.PUBLIC:,} bytes" in page("card")
    assert f"{signing.MLDSA65_SIGNATURE:,} bytes" in page("message")
    assert f"{4 + signing.SIGNATURES + sealing.OVERHEAD:,} bytes more" in page("envelope")
    assert f"at most {limits.MAX_CARD // limits.KIB} KiB" in page("card")
    assert f"{limits.MAX_RECEIPT // limits.KIB} KiB" in page("receipt")
    assert f"at most {limits.MAX_BUNDLE // limits.MIB} MiB" in page("bundle")
    assert f"at most {limits.MAX_ITEMS:,} things" in page("bundle")
    assert f"at most {limits.MAX_CHECKPOINT // limits.KIB} KiB" in page("checkpoint")
    assert f"at most {limits.MAX_PROOF // limits.MIB} MiB" in page("proof")
    assert f"At most {limits.MAX_STATUS // limits.KIB} KiB" in page("message")
