"""Quotes: runs of words that stand in the report too."""

from collections.abc import Iterable, Iterator

from tocsin.domain.leaks.words import key, words_of

RUN = 5  # words in a row that two writers hardly choose alike
_WHOLE = 3  # a quote of fewer words than a run counts as a whole, from here on


def runs_in(text: str, *, secret: Iterable[str], told: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Find the runs of words of withheld quotes that are in no quote the counterpart is told of; with the quote."""
    words = [word for word in words_of(text) if word.folded]
    folded = [word.folded for word in words]
    known = {run for quote in told for run in _runs(quote)}
    for quote in secret:
        sought = _runs(quote) - known
        for length in {len(run) for run in sought}:
            at = 0
            while at + length <= len(folded):
                end = at
                while end + length <= len(folded) and tuple(folded[end : end + length]) in sought:
                    end += 1
                if end > at:
                    yield words[at].start, words[end + length - 2].end, quote
                at = end + 1


def _runs(quote: str) -> set[tuple[str, ...]]:
    words = key(quote)
    if len(words) < RUN:
        return {words} if len(words) >= _WHOLE else set()
    return {words[at : at + RUN] for at in range(len(words) - RUN + 1)}
