from gettext import NullTranslations
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import tocsin
from tocsin.texts.catalogue import LANGUAGES, choose, source, translations

SOURCE = Path(tocsin.__file__).parent
METHODS = [("**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "phrase": None}
TRANSLATED = [language for language in LANGUAGES if language != "en"]


def _wanted(*folders: str) -> set[str]:
    """Every text that people read in these parts of the program, as it stands in the source."""
    found = set()
    for folder in folders:
        options = {"**.html": {"newstyle_gettext": "true"}}
        for _, _, text, _, _ in extract_from_dir(SOURCE / folder, METHODS, options, KEYWORDS):
            found.add(text[0] if isinstance(text, tuple) else text)
    return found


def _held(language: str) -> Catalog:
    with source(language).open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_and_every_label_is_translated(language: str) -> None:
    held = {}
    for message in _held(language):
        words = message.id if isinstance(message.id, str) else message.id[0]
        held[words] = (message.string,) if isinstance(message.string, str) else message.string

    missing = sorted(text for text in _wanted("surfaces", "texts") if not all(held.get(text, ("",))))

    assert missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_a_guess(language: str) -> None:
    assert [message.id for message in _held(language) if message.fuzzy and message.id] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_names_the_same_things_as_the_text(language: str) -> None:
    wrong = []
    for message in _held(language):
        if not message.id:
            continue
        texts = [message.id] if isinstance(message.id, str) else [message.id[-1]]
        strings = [message.string] if isinstance(message.string, str) else message.string
        wrong += [text for text in texts for string in strings if string and _names(text) != _names(string)]

    assert wrong == []


def _names(text: str) -> set[str]:
    percent = {part.split(")")[0] for part in text.split("%(")[1:]}
    return percent | {name for _, name, _, _ in Formatter().parse(text.replace("%(", "(")) if name}


def test_a_language_nobody_speaks_here_leaves_the_text_as_it_is() -> None:
    assert type(translations("xx")) is NullTranslations
    assert translations("../../etc").gettext("Now") == "Now"


def test_the_first_language_that_is_spoken_here_is_chosen() -> None:
    assert choose(["de", "tr-TR", "en"]) == "tr"
    assert choose(["en-GB", "tr"]) == "en"
    assert choose(["TR_tr"]) == "tr"
    assert choose([]) == "en"


def test_turkish_is_read_from_its_catalogue() -> None:
    assert translations("tr").gettext("Now") == "Şimdi"
    assert translations("tr").ngettext("%(num)s attempt", "%(num)s attempts", 3) == "%(num)s deneme"
