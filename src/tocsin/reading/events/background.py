"""Background: what a report tells of years gone by, besides its own news. It is true, and nobody need hear of it now.

"In 2019 two Danes were kidnapped here", "ten years ago", "the case recalls the killing of …": a claim whose words
stand there keeps them and gets a ground that says so, by which `domain.duty` passes over it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Event
from tocsin.domain.ground import Ground, Question, Rule
from tocsin.domain.report import Span
from tocsin.reading import lexicon
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.grammar.parse import Doc, Token, lemma, offset
from tocsin.reading.grammar.trees import child

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = re.compile(
    r"\b(?:in|on|of|during)\s(?:the (?:year|spring|summer|autumn|fall|winter)(?: of)? )?(?:early |late |mid-)?"
    rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)? )?(?:(?:{_MONTHS}),? (?:\d{{1,2}}, )?)?(?P<year>(?:19|20)\d\d)\b(?!s)",
    re.IGNORECASE,
)
_LONG_AGO = re.compile(rf"\b(?:{'|'.join(lexicon.table('status')['background']['long_ago'])})\b", re.IGNORECASE)
_FULL_DATE = re.compile(
    rf"\b(?:\d{{1,2}} (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}}),? (?P<year>(?:19|20)\d\d)\b"
    r"|\b\d{1,2}[./]\d{1,2}[./](?P<other>20\d\d)\b",
    re.IGNORECASE,
)
# A report that counts in weekdays gives no year to its own news.
_COUNTING = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:yesterday|today|tonight)\b", re.IGNORECASE)
_OF_PEOPLE = frozenset({AttributeKind.ROLE, AttributeKind.MEMBERSHIP, AttributeKind.COUNTRY})
_RECALLED = frozenset({"dobj", "ccomp", "prep", "advcl"})
_NOW = frozenset({"VBZ", "VBP"})


def told_apart(scene: Scene, published: date | None, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Give a ground to every claim that is told as background."""
    past = _past(scene, published)
    people = {scene.id(figure) for figure in scene.cast.figures if figure.is_people}
    for claim in claims:
        content = claim.content
        is_of_people = isinstance(content, Attribute) and content.kind in _OF_PEOPLE and content.entity in people
        cue = _cue(claim, past) if isinstance(content, Event) or is_of_people else None
        if cue is None:
            yield claim
        else:
            why = Ground(question=Question.HOW_RECENT, answer="background", rule=Rule.CUE, words=(cue,))
            yield replace(claim, grounds=(*claim.grounds, why))


def _cue(claim: Claim, past: Mapping[int, Span]) -> Span | None:
    """Return the words by which it is over, unless it is told a second time as news."""
    ends = [end for span in claim.evidence for end in (span.start, span.end)]
    if isinstance(claim.content, Event):
        at = claim.content.trigger.start
        ends = [at, *(span.start for span in claim.evidence if not span.start <= at < span.end)]
    cues = [past.get(end) for end in ends]
    return cues[0] if cues and None not in cues else None


def _past(scene: Scene, published: date | None) -> dict[int, Span]:
    """Map where every word that is told as background begins and ends to the words that say so."""
    news = _year_of_news(scene.text, published)
    found: dict[int, Span] = {}
    for doc in scene.docs:
        for first, last, governor in (*_dated(doc, news), *_recalled(doc)):
            words = scene.quote(first, last)
            for word in _governed(governor):
                found.setdefault(offset(word), words)
                found.setdefault(offset(word) + len(word), words)
    return found


def _year_of_news(text: str, published: date | None) -> int:
    """Return the year before which everything is background; 0 where nobody knows."""
    if published is not None:
        return published.year
    full = [int(match["year"] or match["other"]) for match in _FULL_DATE.finditer(text)]
    bare = [int(match["year"]) for match in _YEAR.finditer(text) if not match["day"]]
    if full and max(full) >= max(bare, default=0):
        return max(full)
    return max(bare, default=0) + bool(_COUNTING.search(text)) if bare else 0


def _dated(doc: Doc, news: int) -> Iterator[tuple[Token, Token, Token]]:
    matches = [match for match in _YEAR.finditer(doc.text) if int(match["year"]) < news]
    for match in (*matches, *_LONG_AGO.finditer(doc.text)):
        words = doc.touched(*match.span())
        if words is None or not len(words):
            continue
        governor = words.root.head
        while governor.pos_ in {"ADP", "NUM", "ADV", "SCONJ"} and governor.head != governor:
            governor = governor.head
        if governor != words.root and not _is_of_now(governor):
            yield words[0], words[-1], governor


def _recalled(doc: Doc) -> Iterator[tuple[Token, Token, Token]]:
    """Read "the case recalls …", "the historian remembers how …"; a witness recalls the news itself."""
    for verb in doc:
        if verb.pos_ != "VERB" or lemma(verb) not in lexicon.words("status", "background", "recalling"):
            continue
        subject = child(verb, "nsubj")
        told_by = {lemma(word) for word in (subject, *subject.children)} if subject is not None else set()
        if told_by & lexicon.words("status", "background", "tellers"):
            yield from ((verb, verb, each) for each in verb.children if each.dep_ in _RECALLED)


def _governed(governor: Token) -> Iterator[Token]:
    """Return what hangs on a word, but for clauses joined to it that speak of now or of somebody else.

    In "left ten years ago and is in Malta" the one who left belongs to both.
    """
    ahead = [governor]
    while ahead:
        word = ahead.pop()
        yield word
        others = [each for each in word.children if _is_clause_of_its_own(each, word)]
        shared = {"nsubj", "nsubjpass"} if any(child(each, "nsubj", "nsubjpass") is None for each in others) else ()
        ahead += [each for each in word.children if each not in others and each.dep_ not in shared]


def _is_clause_of_its_own(word: Token, governor: Token) -> bool:
    is_joined = word.dep_ in {"conj", "ccomp", "parataxis"} and {word.pos_, governor.pos_} <= {"VERB", "AUX"}
    return is_joined and (_is_of_now(word) or child(word, "nsubj", "nsubjpass") is not None)


def _is_of_now(verb: Token) -> bool:
    """Say whether a verb speaks of the present or of what is still to come."""
    helpers = (each.tag_ for each in verb.children if each.dep_ in {"aux", "auxpass"})
    return verb.tag_ in _NOW or any(tag in _NOW | {"MD"} for tag in helpers)
