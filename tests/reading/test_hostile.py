"""Hostile files and texts, each read in a process of its own under limits that only what is unbounded reaches."""

import io
import json
import random
import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
CPU_SECONDS = 120  # many times what any of it takes
MEMORY_BYTES = 6_000_000_000  # of addresses

SAID = "Police in Vienna arrested Anna Lorenz, a Belgian of Moroccan origin, on 3 May. "
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
PARAGRAPH = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"
SHOWN = f"BT /F 12 Tf 72 700 Td ({SAID}) Tj ET\n"
FOLD = "\n a=b;"
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


def a_pdf(contents: str, *, pages: int = 1, kids: str = "", packed: bool = True, length: int | None = None) -> bytes:
    """Pages that all draw the same, without a table of where they are."""
    data = zlib.compress(contents.encode(), 9) if packed else contents.encode()
    numbers = range(10, 10 + pages)
    declared = f"<< /Length {length or len(data)} {'/Filter /FlateDecode' if packed else ''} >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 3 0 R >> >> >>"
    )
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {pages} /Kids [{kids or ' '.join(f'{at} 0 R' for at in numbers)}] >>",
        3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    } | dict.fromkeys(numbers, page)
    body = "".join(f"{at} 0 obj\n{what}\nendobj\n" for at, what in objects.items()).encode()
    stream = f"4 0 obj\n{declared}\nstream\n".encode() + data + b"\nendstream\nendobj\n"
    return b"%PDF-1.4\n" + body + stream + b"trailer << /Root 1 0 R >>\nstartxref\n99999999\n%%EOF"


def a_mail_of(part: str, number: int) -> str:
    return f'{MAIL}Content-Type: multipart/mixed; boundary="b"\n\n' + part * number


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
    "a mail of 100,000 parts": lambda: a_mail_of(f"--b\n\n{SAID}\n", 100_000),
    "a mail of 3 million empty parts": lambda: a_mail_of("--b\n\n", 3_000_000),
    "a mail of 15 million lines": lambda: f"{MAIL}\n{SAID}" + "\n" * 15_000_000,
    "a type of 5 MB": lambda: f"{MAIL}Content-Type: text/plain; {'a=b; ' * 1_000_000}\n\n{SAID}",
    "a folded type of 5 MB": lambda: f"{MAIL}Content-Type: text/plain;{FOLD * 900_000}\n\n{SAID}",
    "a million headers": lambda: MAIL + "Subject: a\n" * 990_000 + "\n" + SAID,
    "a million encoded words": lambda: f"{MAIL}Subject: {'=?utf-8?b?YQ==?= ' * 1_000_000}\n\n{SAID}",
    "100,000 pages": lambda: a_pdf(SHOWN, pages=100_000),
    "pages that are their own parent": lambda: a_pdf(SHOWN, kids="2 0 R " * 3),
    "a stream without an end": lambda: a_pdf(SHOWN, packed=False, length=999_999_999_999),
    "a stream of 1 GB, packed": lambda: a_pdf(" " * 1_000_000_000),
    "2,000 pages of 4 MB": lambda: a_pdf("0 0 m\n" * 700_000, pages=2_000),
    "a million objects that are not there": lambda: b"%PDF-1.4\n" + b"1 0 obj\n" * 1_000_000,
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
