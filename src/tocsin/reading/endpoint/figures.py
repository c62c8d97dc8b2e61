"""Figures: who and what the endpoint's claims are about, each known by words that stand in the report."""

from tocsin.domain.entity import Entity, EntityKind, Form, Mention
from tocsin.domain.ids import EntityId
from tocsin.domain.report import Span
from tocsin.reading import lexicon
from tocsin.reading.endpoint.locate import level

_ARTICLES = frozenset({"a", "an", "the"})
_PRONOUNS = _ARTICLES | {
    *("i", "you", "he", "she", "it", "we", "they", "him", "her", "us", "them", "who", "whom", "which"),
    *("his", "hers", "its", "their", "theirs", "this", "that", "these", "those"),
}


def is_pronoun(words: str) -> bool:
    """Say whether a word names nobody by itself."""
    return level(words) in _PRONOUNS


class Figures:
    """The entities found so far. One name is one entity in the whole report, one description in its passage only."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int | None], Entity] = {}

    def at(self, span: Span, kind: EntityKind, passage: int) -> EntityId:
        """Return the entity that these words mean."""
        name = _without_article(span.text)
        form = Form.NAME if any(word[:1].isupper() for word in name.split()) else Form.NOMINAL
        key = (level(name), None if form is Form.NAME else passage)
        mention = Mention(span=span, form=form)
        known = self._found.get(key)
        if known is None:
            self._found[key] = _new(EntityId(f"m{len(self._found) + 1}"), kind, name, mention)
        elif mention not in known.mentions:
            self._found[key] = _mentioned(known, mention)
        return self._found[key].id

    @property
    def all(self) -> tuple[Entity, ...]:
        """Every entity."""
        return tuple(self._found.values())


def _new(id_: EntityId, kind: EntityKind, name: str, mention: Mention) -> Entity:
    count, words = _counted(name) if kind is EntityKind.GROUP else (None, None)
    return Entity(id=id_, kind=kind, name=name, mentions=(mention,), count=count, count_text=words)


def _mentioned(entity: Entity, mention: Mention) -> Entity:
    mentions = sorted((*entity.mentions, mention), key=lambda each: each.span.start)
    return Entity(
        id=entity.id,
        kind=entity.kind,
        name=entity.name,
        mentions=tuple(mentions),
        count=entity.count,
        count_text=entity.count_text,
    )


def _without_article(words: str) -> str:
    first, _, rest = " ".join(words.split()).partition(" ")
    return rest if rest and first.lower() in _ARTICLES else " ".join(words.split())


def _counted(name: str) -> tuple[int | None, str | None]:
    """The number that a description of a group begins with: small groups can be told apart and are protected."""
    first = name.split(maxsplit=1)[0]
    digits = first.replace(",", "")
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
    number = number or lexicon.numbers().get(first.lower())
    return number, first if number is not None else None
