"""Scripts: one plain way of writing for names of every script, and the sounds they spell."""

import re
import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii

from tocsin.matching.words import table

LONGEST = 300  # letters of a name that are looked at; what is longer is no name, and time is bounded

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_BARE = re.compile(r"[\u0590-\u06ff]")  # scripts that leave the vowels out: Hebrew and Arabic
_TWINS = str.maketrans("АВЕКМНОРСТХаеорсухіјԁѕкмтвнΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxijdskmtbhABEZHIKMNOPTYXo")
_DIGITS = str.maketrans("0134578", "oieastb")


def clean(name: str) -> str:
    """Return a name without what cannot be seen, in one form of each letter."""
    seen = "".join(
        each
        for each in name[:LONGEST]
        if unicodedata.category(each) not in {"Cf", "Cc", "Co", "Cn", "Cs"} or each.isspace()
    )
    return unicodedata.normalize("NFKC", seen)[:LONGEST]


def is_bare(word: str) -> bool:
    """Tell whether a word is in a script that does not write its vowels."""
    return _BARE.search(word) is not None


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Write a word in small Latin letters, without accents, as it is usually transliterated."""
    if _ARABIC.search(word):
        return _romanised(word)
    word = word.translate(_HOOKED)
    if re.search("[A-Za-z]", word) and not word.isascii():
        word = word.translate(_TWINS)
    latin = re.sub(r"[^a-z0-9]", "", anyascii(word).lower())
    if latin.isalnum() and not latin.isalpha() and sum(map(str.isdigit, latin)) * 2 < len(latin):
        return latin if _ORDINAL.fullmatch(latin) else latin.translate(_DIGITS)
    return latin


_HOOKED = str.maketrans(
    {
        "ş": "sh",
        "Ş": "Sh",
        "ç": "ch",
        "Ç": "Ch",
        "š": "sh",
        "Š": "Sh",
        "č": "ch",
        "Č": "Ch",
        "ć": "ch",
        "Ć": "Ch",
        "ž": "zh",
        "Ž": "Zh",
    }
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?[a-z]?|[a-z]\d+|[a-z]{1,3}\d+")


def _romanised(word: str) -> str:
    """Write Arabic letters in Latin ones; the vowels that are not there stay away."""
    letters = _arabic()
    signs = (letters.get(each) or (anyascii(each) if each.isdigit() else "") for each in word)
    return "".join(_WRITTEN.get(each, each) for each in "".join(signs))


_WRITTEN = {"A": "a", "H": "a", "C": "ch", "D": "dh", "E": "", "G": "gh", "S": "sh", "T": "th", "X": "kh", "Z": "zh"}


@lru_cache(maxsize=65536)
def sounds(word: str) -> str:
    """Write a word in signs for its sounds; every letter of an unvowelled script is one sign."""
    if _ARABIC.search(word):
        letters = _arabic()
        return _once("".join(letters.get(each, "") for each in word).replace("tS", "C"))
    pattern, signs = _signs()
    return _once(pattern.sub(lambda match: signs[match.group()], plain(word)))


def _once(signs: str) -> str:
    return re.sub(r"(.)\1+", r"\1", signs)


@cache
def _arabic() -> dict[str, str]:
    return dict(table("letters")["arabic"])


@cache
def _signs() -> tuple[re.Pattern[str], dict[str, str]]:
    signs = dict(table("letters")["sounds"])
    return re.compile("|".join(sorted(signs, key=len, reverse=True))), signs
