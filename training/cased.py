"""Give the MUC-4 reports their case back, for training: `python -m training.cased TEXTS.jsonl OUT.json`."""

import hashlib
import json
import sys
from pathlib import Path

from tocsin.domain.report import Document
from tocsin.reading.text.casing import restore
from tocsin.reading.text.passages import passages
from training.corpora import rows


def cased(text: str) -> str:
    """Write a shouted report as English writes it, every other character as it was."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    letters = list(text)
    for passage in restore(passages(Document(text=text, sha256=digest, text_sha256=digest))):
        for at, letter in enumerate(passage.text, passage.start):
            if letter.lower() == text[at].lower():
                letters[at] = letter
    return "".join(letters)


if __name__ == "__main__":
    spelt = {row["docid"]: cased(row["text"]) for row in rows(Path(sys.argv[1]))}
    Path(sys.argv[2]).write_text(json.dumps(spelt))
