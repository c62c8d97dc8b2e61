"""How somebody who means to get a name past a check may write it: tables of our own, not those of the check."""

import random
import unicodedata


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


_CYRILLIC = {
    "shch": "щ",
    "sh": "ш",
    "ch": "ч",
    "zh": "ж",
    "kh": "х",
    "ts": "ц",
    "ya": "я",
    "yu": "ю",
    "th": "т",
    "ph": "ф",
    "a": "а",
    "b": "б",
    "c": "к",
    "d": "д",
    "e": "е",
    "f": "ф",
    "g": "г",
    "h": "х",
    "i": "и",
    "j": "дж",
    "k": "к",
    "l": "л",
    "m": "м",
    "n": "н",
    "o": "о",
    "p": "п",
    "q": "к",
    "r": "р",
    "s": "с",
    "t": "т",
    "u": "у",
    "v": "в",
    "w": "в",
    "x": "кс",
    "y": "й",
    "z": "з",
}
_GREEK = {
    "th": "θ",
    "ph": "φ",
    "ch": "χ",
    "ps": "ψ",
    "sh": "σ",
    "ou": "ου",
    "kh": "χ",
    "a": "α",
    "b": "μπ",
    "c": "κ",
    "d": "ντ",
    "e": "ε",
    "f": "φ",
    "g": "γκ",
    "h": "χ",
    "i": "ι",
    "j": "τζ",
    "k": "κ",
    "l": "λ",
    "m": "μ",
    "n": "ν",
    "o": "ο",
    "p": "π",
    "q": "κ",
    "r": "ρ",
    "s": "σ",
    "t": "τ",
    "u": "ου",
    "v": "β",
    "w": "ου",
    "x": "ξ",
    "y": "ι",
    "z": "ζ",
}
_ARABIC = {
    "sh": "ش",
    "kh": "خ",
    "gh": "غ",
    "th": "ث",
    "dh": "ذ",
    "ch": "تش",
    "ou": "و",
    "ee": "ي",
    "oo": "و",
    "a": "ا",
    "b": "ب",
    "c": "ك",
    "d": "د",
    "e": "ي",
    "f": "ف",
    "g": "ج",
    "h": "ه",
    "i": "ي",
    "j": "ج",
    "k": "ك",
    "l": "ل",
    "m": "م",
    "n": "ن",
    "o": "و",
    "p": "ب",
    "q": "ق",
    "r": "ر",
    "s": "س",
    "t": "ت",
    "u": "و",
    "v": "ف",
    "w": "و",
    "x": "كس",
    "y": "ي",
    "z": "ز",
}
_TWINS = dict(zip("aceopxyABEKMHOPCTX", "асеорхуАВЕКМНОРСТХ", strict=True))
_LEET = dict(zip("aeiost", "431057", strict=True))
_RADIO = words(
    "alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo "
    "sierra tango uniform victor whiskey xray yankee zulu"
)
_SOUNDS = tuple(tuple(each.split("/")) for each in words("ou/u u/ou i/y y/i k/q f/ph sh/ch j/dj v/w z/s"))


def plain(name: str) -> str:
    """Without accents."""
    name = name.translate(str.maketrans("ışğçöüİŞĞÇÖÜøåæł", "isgcouISGCOUoaal"))
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))


def transliterated(name: str, table: dict[str, str]) -> str:
    """In another script, sound by sound."""
    text, out, at = plain(name).lower(), "", 0
    while at < len(text):
        length = next((n for n in (4, 3, 2, 1) if text[at : at + n] in table), 0)
        out += table[text[at : at + length]] if length else text[at]
        at += max(length, 1)
    return out.title() if table is not _ARABIC else out


def cyrillic(name: str) -> str:
    return transliterated(name, _CYRILLIC)


def greek(name: str) -> str:
    return transliterated(name, _GREEK)


def arabic(name: str) -> str:
    return transliterated(name, _ARABIC)


def turkish_case(name: str, *, apostrophe: str) -> str:
    """With an ending that fits the vowels of the word."""
    vowels = [sign for sign in plain(name).lower() if sign in "aeiou"] or ["a"]
    back, round_ = vowels[-1] in "aou", vowels[-1] in "ou"
    high = ("u" if round_ else "ı") if back else ("ü" if round_ else "i")
    low = "a" if back else "e"
    ends_in_vowel = plain(name)[-1].lower() in "aeiou"
    endings = [f"{'n' if ends_in_vowel else ''}{high}n", f"d{low}", f"d{low}n", f"{'y' if ends_in_vowel else ''}{low}"]
    return name + apostrophe + endings[len(name) % len(endings)]


def russian_case(name: str) -> str:
    """In a case, in Cyrillic."""
    written = cyrillic(name)
    return written[:-1] + "ы" if written.endswith("а") else written + ("ом" if len(name) % 2 else "а")


def twins(name: str) -> str:
    """With letters of another alphabet that look the same."""
    return "".join(_TWINS.get(sign, sign) for sign in name)


def leet(name: str) -> str:
    """With digits for some letters."""
    letters = [at for at, sign in enumerate(name) if sign in _LEET]
    return "".join(_LEET[sign] if at in letters[:2] else sign for at, sign in enumerate(name))


def radio(name: str) -> str:
    """Spelled on the radio."""
    return " ".join(_RADIO[ord(sign) - 97].title() for sign in plain(name).lower() if "a" <= sign <= "z")


def respelt(name: str, rng: random.Random) -> str:
    """As another clerk hears it: one sound written otherwise."""
    lowered = plain(name)
    fitting = [(old, new) for old, new in _SOUNDS if old in lowered[1:]]
    if not fitting:
        return lowered + ("h" if lowered[-1] in "aeo" else "e")
    old, new = rng.choice(fitting)
    return lowered[0] + lowered[1:].replace(old, new, 1)


def mistyped(name: str, rng: random.Random) -> str:
    """With two neighbours swapped."""
    at = rng.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


_UNITS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_BIR = words("sıfır bir iki üç dört beş altı yedi sekiz dokuz")
_ON = words("on yirmi otuz kırk elli altmış yetmiş seksen doksan")
_UN = words(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
)
_VINGT = words("vingt trente quarante cinquante soixante")


def english(number: int, *, hyphen: str = "-") -> str:
    """A number in English words."""
    if number >= 100:
        rest = number % 100
        return f"{_UNITS[number // 100]} hundred" + (f" and {english(rest, hyphen=hyphen)}" if rest else "")
    if number < 20:
        return _UNITS[number]
    return _TENS[number // 10 - 2] + (hyphen + _UNITS[number % 10] if number % 10 else "")


def turkish(number: int) -> str:
    """A number in Turkish words."""
    words = []
    if number >= 100:
        words += ([_BIR[number // 100]] if number >= 200 else []) + ["yüz"]
        number %= 100
    if number >= 10:
        words.append(_ON[number // 10 - 1])
        number %= 10
    return " ".join(words + ([_BIR[number]] if number else []))


def french(number: int) -> str:
    """A number in French words."""
    if number >= 100:
        rest = number % 100
        head = "cent" if number < 200 else f"{_UN[number // 100]} cent"
        return head + (f" {french(rest)}" if rest else "")
    if number < 20:
        return _UN[number]
    if number < 70:
        tens, unit = _VINGT[number // 10 - 2], number % 10
        return tens + ("" if not unit else " et un" if unit == 1 else f"-{_UN[unit]}")
    if number < 80:
        return f"soixante-{_UN[number - 60]}" if number != 71 else "soixante et onze"
    return "quatre-vingts" if number == 80 else f"quatre-vingt-{_UN[number - 80]}"


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """A number as the Romans wrote it."""
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out
