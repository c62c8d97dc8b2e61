"""English: which words are plain English, as WordNet and the lemmatiser hold them."""

from functools import cache

from tocsin.reading.grammar.parse import grammar

SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "by",
        "to",
        "for",
        "from",
        "with",
        "and",
        "or",
        "but",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "it",
        "its",
        "he",
        "she",
        "they",
        "them",
        "him",
        "her",
        "his",
        "their",
        "who",
        "whom",
        "which",
        "that",
        "this",
        "these",
        "those",
        "not",
        "no",
        "nor",
        "than",
        "then",
        "may",
        "might",
        "can",
        "could",
        "should",
        "shall",
        "do",
        "did",
        "does",
        "done",
        "into",
        "over",
        "under",
        "after",
        "before",
        "during",
        "between",
        "against",
        "about",
        "if",
        "when",
        "while",
        "near",
        "all",
        "any",
        "both",
        "each",
        "more",
        "most",
        "other",
        "some",
        "such",
        "only",
        "same",
        "so",
        "too",
        "very",
        "own",
        "us",
        "we",
        "our",
        "you",
        "your",
        "i",
        "me",
        "my",
        "up",
        "down",
        "out",
        "off",
        "also",
        "said",
        "says",
        "two",
        "one",
        "who's",
        "there",
        "here",
        "now",
        "al",
    ]
)


@cache
def is_english(word: str) -> bool:
    """Say whether WordNet, as the lemmatiser holds it, knows the word or the word it is formed from."""
    index, exceptions = _tables()
    if word in index or word in exceptions or word in _function_words():
        return True
    if word.endswith("men") and word[:-3] + "man" in index:
        return True
    for ending in ("s", "es", "ed", "d", "ing", "er", "est", "ly", "ers", "ings", "ness", "'s"):
        stem = word[: -len(ending)] if word.endswith(ending) else ""
        is_doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in index
        if len(stem) > 2 and (stem in index or stem + "e" in index or is_doubled):
            return True
    return (word.endswith("ies") and word[:-3] + "y" in index) or (word.endswith("ied") and word[:-3] + "y" in index)


@cache
def _function_words() -> frozenset[str]:
    """Words with no entry in WordNet: pronouns, prepositions, "cannot"."""
    return frozenset(grammar().Defaults.stop_words) | {"via", "cannot", "per", "amid", "versus", "despite", "towards"}


@cache
def _tables() -> tuple[frozenset[str], frozenset[str]]:
    lookups = grammar().get_pipe("lemmatizer").lookups
    index = frozenset(w for held in lookups.get_table("lemma_index").values() for w in held)
    exceptions = frozenset(w for held in lookups.get_table("lemma_exc").values() for w in held)
    return index, exceptions
