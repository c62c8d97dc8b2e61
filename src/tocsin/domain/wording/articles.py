"""French articles, and what a preposition makes of them: du, des, aux, d'."""

from collections.abc import Iterable

from tocsin.domain.wording.noun import Noun
from tocsin.vocabulary.country import fold

EN_WITHOUT_ARTICLE = frozenset({"IL", "HT", "AD"})  # en Israël, though it has no article


def starts_with_vowel(text: str) -> bool:
    """Say whether what stands before it is cut short: l', d'."""
    return fold(text)[:1] in set("aeiouh") and not text.casefold().startswith(("ha", "ho", "yé", "y"))


def whole(noun: Noun) -> str:
    """A noun with its article."""
    glue = "" if noun.article.endswith("'") or not noun.article else " "
    return f"{noun.article}{glue}{noun.text}{noun.bracketed}"


def joined(said: Iterable[str]) -> str:
    """Join words: "a, b et c"."""
    found = list(dict.fromkeys(said))
    return " et ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def of(noun: Noun) -> str:
    """De, with what follows it."""
    rest = f"{noun.text}{noun.bracketed}"
    match noun.article:
        case "le":
            return f"du {rest}"
        case "les":
            return f"des {rest}"
        case "" | "des":
            return f"d'{rest}" if starts_with_vowel(noun.text) else f"de {rest}"
        case _:
            said = whole(noun)
            return f"d'{said}" if starts_with_vowel(said) else f"de {said}"


def coming_from(noun: Noun) -> str:
    """From a country no article stands with a feminine name: de France, du Japon, d'Iran, des Pays-Bas."""
    if noun.country is None or noun.article in {"le", "les"}:
        return of(noun)
    rest = f"{noun.text}{noun.bracketed}"
    return f"d'{rest}" if starts_with_vowel(noun.text) else f"de {rest}"


def given_to(noun: Noun) -> str:
    """À, with what follows it."""
    rest = f"{noun.text}{noun.bracketed}"
    return {"le": f"au {rest}", "les": f"aux {rest}"}.get(noun.article, f"à {whole(noun)}")


def being_in(noun: Noun) -> str:
    """Where something is: en France, au Japon, aux Pays-Bas, à Malte, à Mossoul, dans une planque."""
    if noun.is_inside:
        return f"dans {whole(noun)}"
    is_country = noun.country is not None
    if is_country and (noun.article in {"la", "l'"} or noun.country in EN_WITHOUT_ARTICLE):
        return f"en {noun.text}{noun.bracketed}"
    return given_to(noun)
