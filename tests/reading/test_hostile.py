"""Hostile files and texts, each read in a process of its own under limits that only what is unbounded reaches."""

import io
import json
import random
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
CPU_SECONDS = 120  # many times what any of it takes
MEMORY_BYTES = 6_000_000_000  # of addresses

SAID = "Police in Vienna arrested Anna Lorenz, a Belgian of Moroccan origin, on 3 May. "
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
PARAGRAPH = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"
MAIL = "From: desk@example.org\nTo: duty@example.org\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"


def a_docx(document: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def an_entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    return a_docx(f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "boom">{levels}]>{WORD.format("&e11;")}')


def mails_in_mails(number: int) -> str:
    return f"{MAIL}Content-Type: message/rfc822\n\n" * number + f"{MAIL}\n{SAID}"


def parts_in_parts(number: int) -> str:
    parts = "".join(f'--b{at}\nContent-Type: multipart/mixed; boundary="b{at + 1}"\n\n' for at in range(number))
    return f'{MAIL}Content-Type: multipart/mixed; boundary="b0"\n\n{parts}{SAID}'


HOSTILE: dict[str, Callable[[], str | bytes]] = {
    "10 MB without a space": lambda: "a" * 10_000_000,
    "a word of 1.9 million letters": lambda: f"{SAID}The man {'x' * 1_900_000} fled.",
    "a million brackets": lambda: f"{SAID}{'(' * 1_000_000} {SAID}",
    "a million full stops": lambda: f"{SAID}{'.' * 1_000_000} {SAID}",
    "a million dashes": lambda: f"{SAID}{'-' * 1_000_000} {SAID}",
    "a million digits": lambda: f"{SAID} On {'9' * 1_000_000} May {SAID}",
    "quotation marks": lambda: '"' * 500_000 + "'" * 500_000,
    "spaces": lambda: f"a{' ' * 1_900_000}b",
    "right-to-left overrides": lambda: SAID + "\u202e" * 500_000 + SAID,
    "zero-width characters": lambda: SAID + "\u200b" * 500_000 + SAID,
    "letters of two alphabets": lambda: "aа" * 900_000,
    "possessions of possessions": lambda: "the brother of " * 250 + "Omar fled.",
    "tags 5,000 deep": lambda: f"<html><body>{'<div>' * 5_000}{SAID}",
    "tags a million deep": lambda: f"<html><body>{'<b>' * 1_000_000}{SAID}",
    "unclosed tags": lambda: f"<html><body>{'<p class=' * 500_000}",
    "unclosed scripts": lambda: f"<html><body>{'<script>' * 500_000}{SAID}",
    "500,000 attributes": lambda: f"<html><body><p {' '.join(f'a{at}=1' for at in range(500_000))}>{SAID}",
    "a tag of 5 MB": lambda: f"<html><body><p title='{'a ' * 2_500_000}'>{SAID}",
    "a zip bomb": lambda: a_docx(WORD.format("<w:t>" + "a" * 100_000_000 + "</w:t>")),
    "an entity bomb": an_entity_bomb,
    "elements 100,000 deep": lambda: a_docx(WORD.format("<w:sdt>" * 100_000 + PARAGRAPH + "</w:sdt>" * 100_000)),
    "mails 1,000 deep": lambda: mails_in_mails(1_000),
    "parts 1,000 deep": lambda: parts_in_parts(1_000),
    "a header of 5 MB": lambda: f"{MAIL}Subject: {'a ' * 2_500_000}\n\n{SAID}",
    "random bytes": lambda: random.Random(6).randbytes(1_000_000),
}


@pytest.mark.soak
@pytest.mark.parametrize("name", HOSTILE)
def test_it_costs_bounded_time_and_memory_and_gives_a_clear_answer(name: str, tmp_path: Path):
    data = HOSTILE[name]()
    (tmp_path / "report").write_bytes(data if isinstance(data, bytes) else data.encode())

    done = subprocess.run(
        [sys.executable, __file__, tmp_path / "report"], capture_output=True, text=True, check=False, cwd=TESTS
    )

    assert done.returncode == 0, done.stderr[-500:]
    assert json.loads(done.stdout) in ({"refused": True}, {"wrong": []})


def answer(data: bytes) -> dict[str, object]:
    """Read under limits: what cannot be read is refused with a sentence, and every quote stands where it should."""
    from reading_checks import spans_of
    from tocsin.domain.errors import InvalidError
    from tocsin.reading import read
    from tocsin.reading.json import to_dict

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        reading = to_dict(read(data))
    except InvalidError:
        return {"refused": True}
    text, spans = reading["report"]["text"], spans_of([reading[part] for part in ("entities", "attributes", "events")])
    return {"wrong": [span for span in spans if text[span["start"] : span["end"]] != span["text"]]}


if __name__ == "__main__":
    sys.path.insert(0, str(TESTS))
    sys.stdout.write(json.dumps(answer(Path(sys.argv[1]).read_bytes())))
