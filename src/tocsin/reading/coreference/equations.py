"""Equations: what the grammar of a sentence says is the same thing.

"Abu Musa, the governor of al-Baaj", "the governor, Abu Musa", "a Briton known as Jihadi John", "the National
Intelligence Organization (MİT)", "Davis is an associate of Emzawi".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tocsin.domain.ground import Rule
from tocsin.reading import lexicon
from tocsin.reading.grammar.parse import Doc, Token, lemma
from tocsin.vocabulary.country import country_of_demonym

_REACH = 14  # words between a person and "known as"


@dataclass(frozen=True, slots=True)
class Equation:
    """Two words of a sentence that mean one thing; an alias is another *name* for it."""

    one: Token
    other: Token
    is_alias: bool = False
    is_part: bool = False  # the other is one of the one
    rule: Rule = Rule.BESIDE


def equations(doc: Doc) -> Iterator[Equation]:
    """Find what a passage equates."""
    for token in doc:
        yield from _by_relation(token)
        if token.dep_ == "pobj":
            yield from _after_preposition(token)
    yield from _brackets(doc)
    yield from _aliases(doc)
    yield from _by_comma(doc)
    yield from _by_both(doc)


def _by_relation(token: Token) -> Iterator[Equation]:
    """What hangs on what: appositions, "X is Y", "X is reported to be Y"."""
    if token.dep_ == "appos":
        is_inside = _in_brackets(token)
        yield Equation(token.head, token, is_alias=is_inside, rule=Rule.BRACKETS if is_inside else Rule.BESIDE)
        yield from _chain(token)
    if token.dep_ == "attr" and token.head.lemma_ == "be" and not _is_negated(token.head) and not _is_so(token.head):
        for subject in _subjects(token.head):
            if not any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.head.children):
                yield Equation(subject, token, rule=Rule.IS)
    if token.dep_ == "attr" and token.head.dep_ == "xcomp" and not _is_negated(token.head.head):
        yield from _reputed(token)
    is_beside_name = token.dep_ in {"compound", "nmod"} and "PROPN" in {token.pos_, token.head.pos_}
    if is_beside_name and token.head.dep_ != "compound" and not _is_institution(token.head):
        yield Equation(token.head, token)


def _subjects(verb: Token) -> Iterator[Token]:
    """Read "X was born in Oslo but is a Swede", too: what is joined shares its subject."""
    above = verb
    while above.dep_ == "conj" and not any(each.dep_ in {"nsubj", "nsubjpass"} for each in above.children):
        above = above.head
    relations = {"nsubj"} if above == verb else {"nsubj", "nsubjpass"}
    yield from (each for each in above.children if each.dep_ in relations)


def _is_institution(noun: Token) -> bool:
    """In "the anti-Ash-Column coalition" the coalition is not what it is named after."""
    return noun.pos_ in {"NOUN", "PROPN"} and lemma(noun) in (
        lexicon.words("people", "nouns", "organisation") - lexicon.words("people", "taken_up", "organisation")
    )


def _is_so(copula: Token) -> bool:
    """Read "a single lorry is one, and so are two cars": what comes after is another."""
    return copula.i > 0 and copula.nbor(-1).lower_ in {"so", "as", "neither", "nor"}


def _after_preposition(token: Token) -> Iterator[Equation]:
    """Read "named as X", "the city of X", "five men, including X"."""
    if token.head.lower_ == "as" and lemma(token.head.head) in {"name", "identify"}:
        yield from _reputed(token.head)
    if token.head.lower_ == "of" and _names_itself(token.head.head):
        yield Equation(token.head.head, token)
    if token.head.lower_ in {"including", "among"}:
        yield from _members(token)


def _reputed(token: Token) -> Iterator[Equation]:
    """Read "X is reported to be a Dane", "a man was named in court as Y": the subject of the passive is meant."""
    verb = token.head if token.lower_ == "as" else token.head.head
    subject = next((each for each in verb.children if each.dep_ == "nsubjpass"), None)
    if subject is None and token.lower_ == "as":  # the parser lost it: the first noun of the sentence
        subject = next((each for each in token.sent if each.pos_ == "NOUN" and each.i < verb.i), None)
    other = next((each for each in token.children if each.dep_ == "pobj"), token)
    if subject is not None:
        yield Equation(subject, other, rule=Rule.IS)


def _names_itself(noun: Token) -> bool:
    """In "the city of Antalya" the city is Antalya; in "the capital of France" it is not France."""
    return lemma(noun) in lexicon.words("places", "kinds") - {"capital", "border", "sea", "port", "resort", "camp"}


def _members(token: Token) -> Iterator[Equation]:
    """Read "five men, including a Pakistani" and "five men, among them a Pakistani" as a group and its members."""
    preposition = token.head
    member: Token | None = token
    if preposition.lower_ == "among":
        after = (each for each in token.doc[token.i + 1 : token.sent.end] if each.pos_ in {"NOUN", "PROPN"})
        member = next((each for each in after if each.dep_ not in {"compound", "amod"}), None)
    people = lexicon.person_nouns() | lexicon.words("people", "nouns", "person")
    before = (token.doc[at] for at in range(preposition.i - 1, token.sent.start - 1, -1))
    whole = next((each for each in before if each.tag_ == "NNS" and lemma(each) in people), None)
    if member is not None and whole is not None:
        yield Equation(whole, member, is_part=True)


def _chain(token: Token) -> Iterator[Equation]:
    """In "X of DAESH and its governor, Abu Musa" and "a spokesman for the group, Ali Dhere" the last two are one."""
    head = token.head
    if head.dep_ == "conj" or (head.dep_ == "pobj" and head.head.lower_ in {"of", "for"}):
        yield Equation(head.head.head if head.dep_ == "pobj" else head, token)


def _is_negated(token: Token) -> bool:
    return any(child.dep_ == "neg" for child in token.children)


def _in_brackets(token: Token) -> bool:
    return bool(token.i and token.nbor(-1).text in {"(", "["})


def _is_national(token: Token) -> bool:
    """Read "X (New Zealander, 37)", "X (a Dutch national)": what is in the brackets is said of X."""
    return token.pos_ in {"NOUN", "PROPN"} and (
        country_of_demonym(token.text) is not None
        or (token.i > 0 and country_of_demonym(f"{token.nbor(-1).text} {token.text}") is not None)
        or lemma(token) in {"national", "citizen"}
    )


def _brackets(doc: Doc) -> Iterator[Equation]:
    """Read "Name Of It (NOI)" as one thing with two names."""
    for token in doc:
        if token.text != "(" or token.i == 0 or token.i + 2 >= len(doc):
            continue
        inside = doc[token.i + 1]
        closing = next((doc[at] for at in range(token.i + 2, min(token.i + 8, len(doc))) if doc[at].text == ")"), None)
        if closing is not None:
            yield from (
                Equation(doc[token.i - 1], each, rule=Rule.BRACKETS)
                for each in doc[token.i + 1 : closing.i]
                if _is_national(each)
            )
        if closing is not None and inside.text[:1].isupper() and not country_of_demonym(inside.text):
            yield Equation(_bearer(token), _last_word(doc, token.i, closing.i), is_alias=True, rule=Rule.BRACKETS)


def _bearer(bracket: Token) -> Token:
    """The word before a bracket, a genitive aside: "the Northern Command's (NORCO) chief"."""
    before = bracket.nbor(-1)
    return before.nbor(-1) if before.text in {"'s", "’s"} and before.i else before


def _last_word(doc: Doc, opening: int, closing: int) -> Token:
    """The last word in a bracket, closing quotation marks aside."""
    last = doc[closing - 1]
    return last.nbor(-1) if last.is_quote and closing - opening > 2 else last


@cache
def cues() -> re.Pattern[str]:
    """Return what stands between somebody and another name of theirs."""
    cues = sorted(lexicon.words("people", "alias", "cues"), key=len, reverse=True)
    spelt = "|".join(re.escape(cue).replace(r"\-", r"\s?-\s?").replace(r"\ ", r"\s+") for cue in cues)
    return re.compile(rf"(?<!\w)(?:{spelt})(?!\w)", re.IGNORECASE)


def _aliases(doc: Doc) -> Iterator[Equation]:
    """Read "X, also known as Y", "X, code-named Y", "X (alias Y)": the name before, and the name right after."""
    text = doc.text
    for cue in cues().finditer(text):
        after = _name_after(doc, cue.end())
        before = _person_before(doc, cue.start())
        if after is not None and before is not None:
            yield Equation(before, after, is_alias=True, rule=Rule.KNOWN_AS)


def _name_after(doc: Doc, position: int) -> Token | None:
    """The last word of the capitalised run that begins right here, quotation marks and brackets aside."""
    at = next((token.i for token in doc if token.idx >= position), len(doc))
    while at < len(doc) and (
        doc[at].is_quote or doc[at].text in {",", ":", "(", "as", "is", "was", "only", "by", "the"}
    ):
        at += 1
    last = None
    while (
        at < len(doc)
        and (doc[at].text[:1].isupper() or doc[at].text in {"-", "al", "el", "bin", "ibn"})
        and doc[at].dep_ != "punct"
    ):
        last = doc[at]
        at += 1
    return last


def _person_before(doc: Doc, position: int) -> Token | None:
    """The nearest name before the cue in its sentence, else the nearest noun."""
    held = [token for token in doc if token.idx < position][-_REACH:]
    ends = [at for at, token in enumerate(held[:-1]) if token.is_sent_end]
    near = held[ends[-1] + 1 :] if ends else held
    if near and near[-1].lower_ in {"national", "citizen", "man", "woman", "subject"}:  # "a Tajik citizen named X"
        return near[-1]
    for token in reversed(near):
        is_named = token.tag_ == "NNP" and token.pos_ == "PROPN" and token.nbor().text == ","
        if (token.ent_type_ == "PERSON" and not country_of_demonym(token.text)) or is_named:
            return token
    people = (token for token in reversed(near) if token.pos_ == "NOUN" or country_of_demonym(token.text))
    return next(people, None)


def _by_comma(doc: Doc) -> Iterator[Equation]:
    """Catch an apposition that the parser took for a list: "a Briton, Mohammed Emzawi, the executioner"."""
    for token in doc:
        if token.dep_ != "conj" or _is_listed(token) or _is_listed(token.head):
            continue
        between = doc[token.head.i + 1 : token.left_edge.i]
        if len(between) and between[0].text == ",":
            yield Equation(token.head, token)


def _by_both(doc: Doc) -> Iterator[Equation]:
    """Read "the two brothers, both Danish citizens, are …", however the parser hangs it."""
    for token in doc:
        if token.lower_ not in {"both", "all"} or token.i < 2 or doc[token.i - 1].text != "," or token.dep_ == "ROOT":
            continue
        before = doc[token.i - 2]
        if token.head.tag_ == "NNS" and before.tag_ == "NNS" and token.head.i > token.i:
            yield Equation(before, token.head)


def _is_listed(token: Token) -> bool:
    """A list has an "and", a third item, or numbers."""
    joined = [each for each in token.children if each.dep_ == "conj"]
    has_and = any(each.dep_ == "cc" for each in token.children)
    counted = any(each.dep_ == "nummod" for each in token.children)
    return has_and or counted or (token.dep_ == "conj" and bool(joined))
