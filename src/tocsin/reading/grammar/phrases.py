"""A phrase: some words of a passage that refer to something, before anybody knows to what."""

from dataclasses import dataclass

from tocsin.domain.entity import EntityKind, Form
from tocsin.domain.report import Span
from tocsin.reading.grammar.parse import Doc, Token, offset
from tocsin.reading.lexicon import Known

_LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "nmod",
        "poss",
        "advmod",
        "quantmod",
        "npadvmod",
        "predet",
        "punct",
        "case",
        "neg",
    }
)


_NOBODY = frozenset({"no", "neither", "none", "nobody"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Phrase:
    """Words `first` to `last` of a passage; `heads` are the words that stand for it in the grammar."""

    doc: Doc
    first: int
    last: int
    heads: tuple[int, ...]
    kind: EntityKind
    form: Form
    name: str
    noun: str = ""  # the lemma of a nominal's noun
    plural: bool = False
    definite: bool = False
    gender: str | None = None
    count: int | None = None
    count_text: str | None = None
    country: str | None = None  # of a country's name
    known: Known | None = None
    place_kind: str | None = None  # "province"

    @property
    def start(self) -> int:
        """Say where in the report it begins."""
        return offset(self.doc[self.first])

    @property
    def end(self) -> int:
        """Say where in the report it ends."""
        return offset(self.doc[self.last]) + len(self.doc[self.last])

    def span(self, text: str) -> Span:
        """Quote it."""
        return Span(start=self.start, end=self.end, text=text[self.start : self.end])

    @property
    def is_nobody(self) -> bool:
        """Say whether it denies that there is one: "no Dane", "neither Belgians nor French citizens"."""
        return any(self.doc[at].lower_ in _NOBODY for at in range(max(self.first - 1, 0), self.heads[0] + 1))

    @property
    def is_people(self) -> bool:
        """Say whether it means a human being or several."""
        return self.kind in {EntityKind.PERSON, EntityKind.GROUP}


def words_of(doc: Doc, first: int, last: int) -> str:
    """Return the words as the parser saw them: with their case restored."""
    return str(doc[first : last + 1].text)


def left_edge(token: Token) -> int:
    """Say where the phrase begins: its own modifiers, no clause before them."""
    first = int(token.i)
    for child in token.lefts:
        if (child.dep_ in _LEFT and child.pos_ != "VERB") or child.dep_ in {"amod", "poss", "compound", "nmod"}:
            first = min(first, int(child.left_edge.i))
    while first < token.i and token.doc[first].is_punct and token.doc[first].text not in {'"', "“", "'"}:
        first += 1
    return first
