"""Language: which language a text is in, or None where there is too little to tell.

The commonest words of English, Turkish and French settle most reports in no time; only where they do not, the
trained identifier is loaded.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from tocsin.domain.report import Stretch
from tocsin.reading import lexicon

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

READ = ("en", "tr", "fr")
_FEWEST_LETTERS = 20
_FEWEST_WORDS = 3
_SAMPLE_CHARACTERS = 20_000
_SURE = 0.6
# Small languages attract short texts, so the model knows only those with press and services to speak of.
_KNOWN = (
    "am", "ar", "az", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi",
    "fr", "he", "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "ku", "ky", "lt", "lv",
    "mk", "ms", "mt", "nl", "nn", "no", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv",
    "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh", "zxx",
)  # fmt: skip
_CLEAR_WORDS = 12  # below this, common words prove nothing
_ENOUGH_TELLING = 2  # words that only one language has
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {  # folded, and rare in the neighbouring languages; with the share of all words that settles it
    "en": (
        0.14,
        "the of and to that with from by for are were has been have said which who their they this his not its",
    ),
    "tr": (0.05, "ve bir icin olarak ile daha gibi ancak gore oldugu olan sonra kadar degil cok ettigi etti sayili"),
    "fr": (0.14, "les des du et est une dans qui que sur pas avec aux cette ont ete au ses mais leur selon le"),
}


def language_of(text: str, *, without: Iterable[Stretch] = ()) -> str | None:
    """Tell the language (ISO 639-1) of a text, leaving out its boilerplate."""
    sample = _sample(text, without)
    words = _WORD.findall(sample)
    if len(words) < _FEWEST_WORDS or sum(map(len, words)) < _FEWEST_LETTERS:
        return _by_telling_words(words)
    return _by_common_words(words) or _by_model(sample) or _by_telling_words(words)


def clear_language(text: str) -> str | None:
    """Tell the language of a passage by its commonest words alone; None where they leave a doubt."""
    return _by_common_words(_WORD.findall(text))


def _by_telling_words(words: list[str]) -> str | None:
    """Tell a headline by what only one of the languages read here says ("3 kisi gozaltina alindi")."""
    found = {}
    for language in READ[1:]:
        exact, beginnings = _telling(language)
        folded = [_fold(word) for word in words[:_CLEAR_WORDS]]
        found[language] = sum(word in exact or word.startswith(beginnings) for word in folded)
    best, second = sorted(found, key=lambda language: -found[language])[:2]
    return best if found[best] >= _ENOUGH_TELLING and not found[second] else None


@cache
def _telling(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    listed = [_fold(word) for word in lexicon.table(language)["telling"]]
    return frozenset(listed), tuple(word[:-1] for word in listed if word.endswith("*"))


def _sample(text: str, without: Iterable[Stretch]) -> str:
    parts: list[str] = []
    at = 0
    for stretch in without:
        parts.append(text[at : min(stretch.start, at + _SAMPLE_CHARACTERS)])
        at = stretch.end
    parts.append(text[at : at + _SAMPLE_CHARACTERS])
    sample = " ".join(parts)[:_SAMPLE_CHARACTERS]
    return sample if sample.strip() else text[:_SAMPLE_CHARACTERS]


def _by_common_words(words: list[str]) -> str | None:
    if len(words) < _CLEAR_WORDS:
        return None
    folded = [_fold(word) for word in words]
    shares = {}
    for language, (enough, common) in _COMMON.items():
        known = frozenset(common.split())
        shares[language] = sum(word in known for word in folded) / len(words) / enough
    best, second = sorted(shares, key=lambda language: -shares[language])[:2]
    return best if shares[best] >= 1 and shares[second] < 0.4 * shares[best] else None


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _by_model(sample: str) -> str | None:
    letters = [sign for sign in sample if sign.isalpha()]
    if sum(sign.isupper() for sign in letters) > 0.6 * len(letters):
        sample = sample.lower()  # the identifier learnt from running text
    language, share = _model().classify(" ".join(sample.split()))
    return str(language) if share >= _SURE and language != "zxx" else None  # zxx: no language at all


@cache
def _model() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(_KNOWN))
    return model
