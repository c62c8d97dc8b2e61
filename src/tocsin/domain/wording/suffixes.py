"""Turkish endings: vowel harmony, buffers, hardening; a name keeps its spelling and takes an apostrophe."""

from tocsin.domain.wording.noun import Noun

_BACK, _ROUND = "aıouâû", "oöuüû"
_VOWELS = "aâeıiîoöuüû"
_HARD = "fstkçşhp"
_PLAIN = str.maketrans("áàäãåéèêëíìïóòôõúùÁÀÄÃÅÉÈÊËÍÌÏÓÒÔÕÚÙ", "aaaaaeeeeiiioooouuAAAAAEEEEIIIOOOOUU")
# A last consonant that softens before a vowel; every other noun of ours keeps it.
_SOFT = {
    "grup": "grub",
    "mensup": "mensub",
    "araç": "arac",
    "güç": "güc",
    "kaynak": "kaynağ",
    "ortak": "ortağ",
    "çocuk": "çocuğ",
    "uçak": "uçağ",
    "bıçak": "bıçağ",
    "sanık": "sanığ",
    "tüfek": "tüfeğ",
    "büyükelçilik": "büyükelçiliğ",
    "konsolosluk": "konsolosluğ",
    "bakanlık": "bakanlığ",
}
_POSSESSIVE = ("leri", "ları", "yeti", "sı", "si", "su", "sü", "grubu", "Adası", "Sahili")


def lower(text: str) -> str:
    """Write in small letters as Turkish does: I is ı, İ is i."""
    return text.replace("I", "ı").replace("İ", "i").lower()


def high(text: str) -> str:
    """Return the narrow vowel that goes with the last one: ı, i, u or ü."""
    last = _last_vowel(text)
    if last in _ROUND:
        return "u" if last in _BACK else "ü"
    return "ı" if last in _BACK else "i"


def wide(text: str) -> str:
    """Return the wide vowel that goes with the last one: a or e."""
    return "a" if _last_vowel(text) in _BACK else "e"


def one(word: str) -> str:
    """A word of our lists as it stands alone. A + marks the second half of a compound: "hücre ev+" is "hücre evi"."""
    return _possessed(word[:-1]) if word.endswith("+") else word


def several(word: str) -> str:
    """Several of them."""
    base = word.removesuffix("+")
    many = f"{base}l{wide(base)}r"
    return _possessed(many) if word.endswith("+") else many


def owned(word: str, *, many: bool = False) -> str:
    """As the second half of a compound: militan, militanı, militanları; üye, üyesi; a compound stays one."""
    base = word.removesuffix("+")
    return _possessed(f"{base}l{wide(base)}r" if many else base)


def _possessed(text: str) -> str:
    head, _, last = text.rpartition(" ")
    stem = f"{head} {_SOFT.get(last, last)}".strip()
    return f"{stem}s{high(stem)}" if _ends_in_vowel(text) else f"{stem}{high(stem)}"


def dative(noun: Noun) -> str:
    """To it."""
    stem, mark = _stem(noun, softens=True)
    return f"{stem}{mark}{_buffer(noun, 'y')}{wide(noun.text)}"


def accusative(noun: Noun) -> str:
    """It, as what something is done to."""
    stem, mark = _stem(noun, softens=True)
    return f"{stem}{mark}{_buffer(noun, 'y')}{high(noun.text)}"


def genitive(noun: Noun) -> str:
    """Of it."""
    stem, mark = _stem(noun, softens=True)
    return f"{stem}{mark}{'n' if _ends_in_vowel(noun.text) else ''}{high(noun.text)}n"


def locative(noun: Noun) -> str:
    """In it."""
    stem, mark = _stem(noun, softens=False)
    return f"{stem}{mark}{_n(noun)}{_d(noun)}{wide(noun.text)}"


def ablative(noun: Noun) -> str:
    """From it."""
    return f"{locative(noun)}n"


def copula(text: str) -> str:
    """It is so."""
    return f"{text}{_hard_d(text)}{high(text)}r"


def has_done(verb: str) -> str:
    """Of a stem: düzenlemiştir."""
    first = high(verb)
    return f"{verb}m{first}şt{first}r"


def is_doing(verb: str) -> str:
    """Of a stem: düzenlemektedir."""
    vowel = wide(verb)
    return f"{verb}m{vowel}kt{vowel}d{'ı' if vowel == 'a' else 'i'}r"


def doing(verb: str, ending: str = "") -> str:
    """Of a stem, the noun of it: düzenleme, düzenlemeyi, düzenlemeye, düzenlemekle, düzenlemesi, düzenlemesine."""
    vowel = wide(verb)
    narrow = "ı" if vowel == "a" else "i"
    endings = {
        "": "",
        "accusative": f"y{narrow}",
        "dative": f"y{vowel}",
        "with": f"kl{vowel}",
        "its": f"s{narrow}",
        "to its": f"s{narrow}n{vowel}",
    }
    return f"{verb}m{vowel}{endings[ending]}"


def that_it_did(verb: str) -> str:
    """Of a stem: düzenlediği."""
    vowel = high(verb)
    return f"{verb}{_hard_d(verb)}{vowel}ğ{vowel}"


def _last_vowel(text: str) -> str:
    found = [letter for letter in lower(text).translate(_PLAIN) if letter in _VOWELS]
    return found[-1] if found else "e"


def _ends_in_vowel(text: str) -> bool:
    letters = [letter for letter in lower(text).translate(_PLAIN) if letter.isalpha()]
    return bool(letters) and letters[-1] in _VOWELS


def _hard_d(text: str) -> str:
    return "t" if lower(text)[-1:] in _HARD else "d"


def _d(noun: Noun) -> str:
    return _hard_d(noun.text) if not _n(noun) else "d"


def _n(noun: Noun) -> str:
    """A compound puts an n before the ending: militanları, militanlarına."""
    is_compound = noun.is_compound or (noun.country is not None and noun.text.endswith(_POSSESSIVE))
    return "n" if is_compound and _ends_in_vowel(noun.text) else ""


def _buffer(noun: Noun, letter: str) -> str:
    return _n(noun) or (letter if _ends_in_vowel(noun.text) else "")


def _stem(noun: Noun, *, softens: bool) -> tuple[str, str]:
    if noun.is_name:
        return noun.text, "’" if noun.text.endswith("'") else "'"
    head, _, last = noun.text.rpartition(" ")
    return (f"{head} {_SOFT.get(last, last)}".strip() if softens else noun.text), ""
