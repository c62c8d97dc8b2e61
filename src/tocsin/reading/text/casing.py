"""Case restoration: a cable in capitals, written again as English writes it, character for character.

Which words begin with a capital is asked of the rest of the report, the word-lists and WordNet. A word that no
list knows is taken for a name. The report's own text is never touched: this is only what the parser is shown.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from tocsin.reading import lexicon
from tocsin.reading.names.telling import is_sizeable
from tocsin.reading.text.english import SMALL, is_english
from tocsin.reading.text.passages import Passage
from tocsin.reading.text.spellings import acronyms, keep_known
from tocsin.vocabulary.country import capital_of, country_named, country_of_demonym

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?!\d)")
_CODE = re.compile(r"\b(?=[A-Z]*-?\d)(?:[A-Z]{1,4}-?\d+\w*)\b")  # G20, AK-47, M-19
_LEAST = 12  # letters from which one can tell, where the rest of the report does not shout
_SHOUTED = 0.8  # share of capitals among the letters from which a passage counts as shouted
_DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)
_ALIASED = re.compile(r"(?:AS|NAMED|NAME|ALIAS|DUBBED|GUERRE)\s+[\"“'‘]([^\"”’\n]{2,40})[\"”'’]", re.IGNORECASE)
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")  # U.S.
_MONTH = re.compile(r"(?<=\d )MAY\b|\bMAY(?= \d)|(?<=\b(?:IN|BY) )MAY\b|(?<=EARLY )MAY\b|(?<=LATE )MAY\b")
_INITIALS = re.compile(r"\(([A-Z][A-Z0-9-]{1,6})\)")
_BRACKETED = re.compile(r"[A-Z]{3,} *\[([A-Z]{2,6})\]")  # "[FMLN]", but not "[TEXT]", which no name precedes
_BYNAME = re.compile(
    r"\b(?:ALIAS|AKA|A\.K\.A\.|KNOWN AS|CODENAME|CODE NAME|NICKNAMED|ONLINE NAME|KUNYA|ALSO USES|CALLED)"
    r" ((?:[^\W\d_]|['’-])+(?: (?:[^\W\d_]|['’-])+){0,2})(?=[,.;)]|$| (?:AND|WHO|WHICH|IS|WAS|HAS|HAD)\b)"
)
_PLAIN = frozenset((
    "northern", "southern", "eastern", "western", "central", "border", "coastal", "whole",
    "capital", "port", "market", "mountain", "home", "same", "tribal", "rural",
))  # fmt: skip
_LITTLE = frozenset({"al", "el", "bin", "ibn", "van", "von", "de", "der", "la", "du"})


def is_shouted(text: str, least: int = _LEAST) -> bool:
    """Say whether a passage of so many letters is written in capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= least and sum(char.isupper() for char in letters) / len(letters) >= _SHOUTED


def restore(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Give shouted passages their case back, and leave the others alone."""
    held = tuple(passages)
    least = 3 if is_shouted(" ".join(passage.text for passage in held)) else _LEAST
    shouted = [is_shouted(passage.text, least) for passage in held]
    calm = " ".join(passage.text for passage, is_loud in zip(held, shouted, strict=True) if not is_loud)
    capitalised, acronyms, plain = _seen(calm)
    acronyms |= {word for passage in held for word in _bracketed(passage.text)}
    return tuple(
        replace(passage, text=_Restored(capitalised, acronyms, plain).text(passage.text))
        if is_loud
        else replace(passage, text=_calmed(passage.text))
        for passage, is_loud in zip(held, shouted, strict=True)
    )


def _calmed(text: str) -> str:
    """Newspapers shout the first words of an article: write plain words there as words."""
    letters = list(text)
    for at, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        if at > 3 or not word.isupper() or len(word) < 2:
            break
        if word not in acronyms() and is_english(_lowered(word)) and _lowered(word) not in lexicon.proper_words():
            lower = _lowered(word)
            letters[match.start() : match.end()] = list(_titled(lower) if at == 0 else lower)
    return "".join(letters)


def _seen(calm: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Learn from what the report writes in mixed case: names, acronyms, and plain words."""
    words = _WORD.findall(calm)
    plain = frozenset(word for word in words if word.islower())
    acronyms = frozenset(word for word in words if word.isupper() and len(word) > 1)
    names = frozenset(word.casefold() for word in words if word.istitle()) - plain
    return names, acronyms, plain


def _bracketed(text: str) -> Iterator[str]:
    """What a bracket behind a name shortens it to is written so everywhere."""
    for pattern in (_INITIALS, _BRACKETED):
        yield from (word for word in pattern.findall(text) if not is_english(_lowered(word)))


class _Restored:
    """One passage being rewritten."""

    def __init__(self, names: frozenset[str], acronyms: frozenset[str], plain: frozenset[str]) -> None:
        self.names = names
        self.acronyms = acronyms
        self.plain = plain

    def text(self, shouted: str) -> str:
        letters = list(shouted)
        matches = list(_WORD.finditer(shouted))
        marks = [self._is_name(match.group()) for match in matches]
        _spread(shouted, matches, marks)
        _name_aliases(shouted, matches, marks)
        _name_by_initials(shouted, matches, marks)
        _name_regions(shouted, matches, marks)
        for match, is_name in zip(matches, marks, strict=True):
            _write(letters, match, self._form(match.group(), is_name=is_name))
        for pattern in (_DOTTED, _INITIALS):
            for kept in pattern.finditer(shouted):
                letters[kept.start() : kept.end()] = list(kept.group())
        for month in _MONTH.finditer(shouted):
            letters[month.start() : month.end()] = list("May")
        for code in _CODE.finditer(shouted):
            letters[code.start() : code.end()] = list(code.group())
        keep_known(shouted, letters)
        _begin_sentences(letters)
        return "".join(letters)

    def _form(self, word: str, *, is_name: bool) -> str:
        if word in self.acronyms or word in acronyms():
            return word
        lower = _lowered(word)
        return _titled(lower) if is_name and lower not in _LITTLE else lower

    def _is_name(self, word: str) -> bool:
        lower = _lowered(word)
        bare = re.sub(r"['’]s?$", "", lower)
        if bare in SMALL or bare in self.plain:
            return False
        if bare in self.names or bare in _DAYS:
            return True
        if country_named(bare) or country_of_demonym(bare) or capital_of(bare):
            return True
        if bare in lexicon.proper_words():
            return True
        return not is_english(bare)


def _spread(text: str, matches: list[re.Match[str]], marks: list[bool]) -> None:
    """A given name that is also a word ("junior", "john") is a name beside a name."""
    given = lexicon.words("people", "given", "names")
    for at, match in enumerate(matches):
        word = _lowered(match.group())
        if marks[at] or word not in given or word in SMALL:
            continue
        beside = [
            marks[other]
            for other in (at - 1, at + 1)
            if 0 <= other < len(matches) and _adjoin(text, matches[min(at, other)], matches[max(at, other)])
        ]
        marks[at] = any(beside)


def _name_aliases(text: str, matches: list[re.Match[str]], marks: list[bool]) -> None:
    """What stands in quotation marks after "known as" or "code-named" is a name, whatever the words mean."""
    for named in (*_ALIASED.finditer(text), *_BYNAME.finditer(text)):
        for at, match in enumerate(matches):
            if named.start(1) <= match.start() < named.end(1) and _lowered(match.group()) not in SMALL:
                marks[at] = True


def _name_by_initials(text: str, matches: list[re.Match[str]], marks: list[bool]) -> None:
    """In "IRON PINE BRIGADE (IPB)" the words before the bracket are the name it shortens."""
    for bracket in _INITIALS.finditer(text):
        before = [at for at, match in enumerate(matches) if match.end() <= bracket.start()]
        words = before[-len(bracket[1]) :]
        if len(words) == len(bracket[1]) and "".join(matches[at].group()[0] for at in words) == bracket[1]:
            for at in words:
                marks[at] = _lowered(matches[at].group()) not in SMALL


def _name_regions(text: str, matches: list[re.Match[str]], marks: list[bool]) -> None:
    """A word before "province" or "region" that the gazetteer knows is that place, whatever else it means."""
    kinds = lexicon.words("places", "kinds") - {"area", "border", "road", "street", "sea", "camp", "coast"}
    for at in range(1, len(matches)):
        word = matches[at - 1].group()
        is_beside = _lowered(matches[at].group()) in kinds and _adjoin(text, matches[at - 1], matches[at])
        if is_beside and not marks[at - 1] and _lowered(word) not in SMALL | _PLAIN and is_sizeable(word.title()):
            marks[at - 1] = True


def _adjoin(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return text[first.end() : second.start()].strip(" -") == "" and second.start() - first.end() <= 1


def _write(letters: list[str], match: re.Match[str], word: str) -> None:
    letters[match.start() : match.end()] = list(word)


def _begin_sentences(letters: list[str]) -> None:
    text = "".join(letters)
    for match in re.finditer(r"(?:^|(?<!\b\w)[.!?]\s+)[\"“'(]*(\w)", text):
        at = match.start(1)
        letters[at] = _one(letters[at].upper(), letters[at])


def _lowered(word: str) -> str:
    return "".join(_one(char.lower(), char) for char in word)


def _titled(word: str) -> str:
    """Capitalise the word; the possessive stays small, the name after an apostrophe does not."""
    return _one(word[0].upper(), word[0]) + word[1:]


def _one(changed: str, char: str) -> str:
    """Never let a change of case change the length ("İ" becomes two characters in lower case)."""
    if len(changed) == 1:
        return changed
    return changed[0] if changed else char
