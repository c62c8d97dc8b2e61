"""The grammar of each language."""

from tocsin.domain.wording.english import English
from tocsin.domain.wording.french import French
from tocsin.domain.wording.grammar import Grammar
from tocsin.domain.wording.turkish import Turkish
from tocsin.vocabulary.language import Language

_GRAMMARS: dict[Language, Grammar] = {
    Language.ENGLISH: English(),
    Language.TURKISH: Turkish(),
    Language.FRENCH: French(),
}


def grammar_of(language: Language) -> Grammar:
    """Return the grammar of a language."""
    return _GRAMMARS[language]
