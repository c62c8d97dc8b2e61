"""Nominals and pronouns: phrases that mean somebody or something without naming it."""

from collections.abc import Iterable, Iterator
from functools import cache

from tocsin.domain.entity import EntityKind, Form
from tocsin.reading import lexicon
from tocsin.reading.grammar.counts import counted
from tocsin.reading.grammar.parse import Doc, Token, lemma
from tocsin.reading.grammar.phrases import Phrase, left_edge, words_of
from tocsin.reading.times.times import is_month
from tocsin.vocabulary.country import COUNTRIES, country_named, country_of_demonym

_QUANTITIES = lexicon.words("people", "quantities")
_PRONOUNS = {
    "he": (EntityKind.PERSON, "m", False), "him": (EntityKind.PERSON, "m", False),
    "his": (EntityKind.PERSON, "m", False), "himself": (EntityKind.PERSON, "m", False),
    "she": (EntityKind.PERSON, "f", False), "her": (EntityKind.PERSON, "f", False),
    "hers": (EntityKind.PERSON, "f", False), "herself": (EntityKind.PERSON, "f", False),
    "they": (EntityKind.GROUP, None, True), "them": (EntityKind.GROUP, None, True),
    "their": (EntityKind.GROUP, None, True), "themselves": (EntityKind.GROUP, None, True),
    "it": (EntityKind.ORGANISATION, None, False), "its": (EntityKind.ORGANISATION, None, False),
    "itself": (EntityKind.ORGANISATION, None, False),
}  # fmt: skip


def nominals(docs: Iterable[Doc], names: Iterable[Phrase]) -> list[Phrase]:
    """Find the phrases and pronouns that the names leave over, in the order of the report."""
    taken: dict[int, set[int]] = {}
    for phrase in names:
        taken.setdefault(id(phrase.doc), set()).update(range(phrase.first, phrase.last + 1))
    found: list[Phrase] = []
    for doc in docs:
        found += _in(doc, taken.get(id(doc), set()))
    return found


def _in(doc: Doc, taken: set[int]) -> Iterator[Phrase]:
    inner: set[int] = set()
    for token in doc:
        if token.i in taken or token.i in inner:
            continue
        if token.lower_ in _PRONOUNS and token.pos_ == "PRON":
            sort, gender, plural = _PRONOUNS[token.lower_]
            yield Phrase(
                doc=doc, first=token.i, last=token.i, heads=(token.i,), kind=sort, form=Form.PRONOUN,
                name=token.lower_, gender=gender, plural=plural, definite=True,
            )  # fmt: skip
            continue
        core = _core(token, taken)
        kind = _kind(core) if core is not None else None
        if core is not None and core.i in taken and core is not token and lemma(token) in _groups():
            yield _group_of(doc, token, core)
        elif core is None or kind is None or core.i in taken:
            yield from _bare_number(doc, token)
        else:
            inner.add(core.i)
            yield _phrase(doc, token, core, kind)


def _core(token: Token, taken: set[int]) -> Token | None:
    """The noun that carries the meaning: "militants" in "dozens of senior militants"."""
    if token.dep_ in {"compound", "nmod"} and token.head.i in taken and token.i + 1 in taken:
        return token if token.pos_ == "NOUN" else None  # "Irish citizen Declan Moore"
    if token.dep_ in {"compound", "amod", "npadvmod"} and token.head.pos_ in {"NOUN", "PROPN"} and not _is_apart(token):
        return None
    if lemma(token) in _QUANTITIES or token.lower_ in _QUANTITIES:
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    is_body = _kind(inner) not in {EntityKind.PERSON, None} or inner.ent_type_ == "ORG"
                    if lemma(token) == "member" and is_body:
                        return token  # "members of the group" are some of it
                    if inner.dep_ == "pobj" and (
                        _kind(inner) in {EntityKind.PERSON, EntityKind.GROUP} or inner.ent_type_
                    ):
                        return token if inner.i in taken and _kind(token) is EntityKind.PERSON else inner
    is_noun = (
        token.pos_ in {"NOUN", "PROPN"}
        or is_person_demonym(token)
        or token.lower_ in {"national", "nationals", "militant", "militants"}
        or _is_participle(token)
    )
    return token if is_noun else None


def _is_participle(token: Token) -> bool:
    """Read "the accused" and "those held" as people, though the tagger sees verbs."""
    if token.lower_ in {"accused", "deceased", "wanted", "arrested", "detained"}:
        return any(each.dep_ == "det" for each in token.children) and token.dep_ in {"nsubj", "nsubjpass", "pobj"}
    return token.lower_ == "those" and token.tag_ == "DT" and any(each.dep_ == "acl" for each in token.rights)


def _is_apart(token: Token) -> bool:
    """A plural that the tagger hangs before another noun is no modifier ("two nationals, police said")."""
    is_single = token.lower_ in {"national", "citizen"} and token.head.lower_ in {
        "living",
        "residing",
        "hiding",
        "working",
    }
    return is_single or bool(token.tag_ == "NNS" and token.head.i > token.i + 1)


@cache
def _kinds() -> dict[str, EntityKind]:
    table: dict[str, EntityKind] = {}
    lists = [
        (EntityKind.WEAPON, "places", ("weapons",)),
        (EntityKind.EVENT, "places", ("gatherings",)),
        (EntityKind.FACILITY, "places", ("facilities",)),
        (EntityKind.PLACE, "places", ("nouns",)),
        (EntityKind.ORGANISATION, "people", ("nouns", "organisation")),
        (EntityKind.GROUP, "people", ("nouns", "group")),
        (EntityKind.PERSON, "people", ("nouns", "person")),
    ]
    for kind, name, path in lists:
        table.update(dict.fromkeys(lexicon.words(name, *path), kind))
    return table


@cache
def _peoples() -> dict[str, EntityKind]:
    return dict.fromkeys(lexicon.words("people", "nouns", "peoples"), EntityKind.PERSON)


@cache
def _groups() -> frozenset[str]:
    return lexicon.words("people", "nouns", "group")


def _kind(token: Token) -> EntityKind | None:
    own = lemma(token)
    before = token.nbor(-1).lower_ if token.i else ""
    if is_month(token.text) and before not in {"a", "the", "this"}:  # nobody marches in "the first week of March"
        return None
    kind = _kinds().get(f"{before} {own}") or _kinds().get(own) or _kinds().get(token.lower_)
    if kind is None and token.text[:1].isupper():  # no lemma is made of a name: "Chechens"
        kind = _peoples().get(token.lower_.removesuffix("s"))
    if kind is None and (is_person_demonym(token) or own in lexicon.person_nouns()):
        kind = EntityKind.PERSON
    if kind is None and token.tag_ == "NNPS" and token.ent_type_ == "NORP":
        kind = EntityKind.PERSON
    if kind is EntityKind.PERSON and is_plural(token):
        return EntityKind.GROUP
    return kind


def is_person_demonym(token: Token) -> bool:
    """Say whether a word means somebody from a country: "Briton", "Frenchmen", "a Belgian", "Syrians"."""
    code = country_of_demonym(token.text) or _of_two_words(token)
    if code is None or not token.text[:1].isupper() or token.dep_ in {"amod", "compound", "nmod", "npadvmod"}:
        return False
    if token.dep_ == "conj" and token.head.dep_ in {"amod", "compound"} and country_of_demonym(token.head.text):
        return False  # "of Dutch and Moroccan nationality"
    nouns = COUNTRIES[code].nouns
    return token.text in nouns or (
        token.pos_ in {"NOUN", "PROPN"} and token.tag_ != "JJ" and not country_named(token.text)
    )


def _of_two_words(token: Token) -> str | None:
    """Read "a South African", "two Sri Lankans"."""
    before = token.nbor(-1).text if token.i else ""
    return country_of_demonym(f"{before} {token.text}") if before[:1].isupper() else None


def is_plural(token: Token) -> bool:
    """Say whether a noun means several."""
    if is_person_demonym(token) and token.text.endswith(("s", "men")) and token.text != "Swiss":
        return True
    if token.text[:1].isupper() and token.lower_.removesuffix("s") in _peoples():
        return token.text.endswith("s")
    return token.tag_ in {"NNS", "NNPS"} or token.lower_ in {"police", "people", "troops", "personnel"}


def _phrase(doc: Doc, token: Token, core: Token, kind: EntityKind) -> Phrase:
    first = min(left_edge(token), left_edge(core))
    count, words = counted(doc, token, core)
    if kind is EntityKind.PERSON and token is not core:
        kind = EntityKind.GROUP
    own = lemma(core)
    return Phrase(
        doc=doc,
        first=first,
        last=core.i,
        heads=tuple(dict.fromkeys((token.i, core.i))),
        kind=kind,
        form=Form.NOMINAL,
        name=_called(doc, first, core.i),
        noun=own,
        plural=is_plural(core) or token is not core,
        definite=_is_definite(token),
        gender=_gender(own, core),
        count=count if kind is EntityKind.GROUP else None,
        count_text=words if kind is EntityKind.GROUP else None,
    )


def _group_of(doc: Doc, token: Token, core: Token) -> Phrase:
    """A group with a name inside: "a cell of Boko Haram" is people, not the organisation."""
    first = left_edge(token)
    count, words = counted(doc, token, token)
    return Phrase(
        doc=doc, first=first, last=token.i, heads=(token.i,), kind=EntityKind.GROUP, form=Form.NOMINAL,
        name=_called(doc, first, core.i), noun=lemma(token), plural=True,
        definite=_is_definite(token), count=count, count_text=words,
    )  # fmt: skip


def _bare_number(doc: Doc, token: Token) -> Iterator[Phrase]:
    """Read "the two", "both men", "the trio" as people already spoken of."""
    number = lexicon.numbers().get(token.lower_)
    before = token.nbor(-1).lower_ if token.i else ""
    is_bare = token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss"} and token.pos_ in {
        "NUM",
        "NOUN",
        "PRON",
    }
    if (
        number is None
        or number < 2
        or number > 40
        or not is_bare
        or (before not in {"the", "all", "these", "those"} and token.lower_ != "both")
    ):
        return
    if any(child.dep_ == "prep" for child in token.children):
        return
    yield Phrase(
        doc=doc, first=token.i - (before == "the"), last=token.i, heads=(token.i,), kind=EntityKind.GROUP,
        form=Form.NOMINAL, name=words_of(doc, token.i - (before == "the"), token.i), plural=True, definite=True,
        count=number, count_text=token.text,
    )  # fmt: skip


def _called(doc: Doc, first: int, last: int) -> str:
    """The phrase without its article."""
    if first < last and doc[first].lower_ in {
        "the",
        "a",
        "an",
        "some",
        "this",
        "these",
        "those",
        "that",
        "its",
        "their",
        "his",
        "her",
    }:
        first += 1
    return words_of(doc, first, last)


def _is_definite(token: Token) -> bool:
    words = {child.lower_ for child in token.lefts if child.dep_ in {"det", "poss"}}
    return bool(words & {"the", "this", "that", "these", "those", "both", "all", "his", "her", "its", "their"}) or any(
        child.dep_ == "poss" for child in token.lefts
    )


def _gender(noun: str, core: Token) -> str | None:
    if noun in lexicon.words("people", "nouns", "female") or any(
        c.lower_ in {"female", "pregnant"} for c in core.lefts
    ):
        return "f"
    return "m" if noun in lexicon.words("people", "nouns", "male") else None
