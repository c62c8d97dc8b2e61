"""The cast: whoever comes up in a telling, as nouns of one language.

Whoever has no name is described by what may be told of them, and by nothing that only the report's words give away.
Who comes up again is named by a tag that was given with the description.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Status
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.wording.grammar import Grammar
from tocsin.domain.wording.noun import Description, Noun
from tocsin.domain.wording.statements import Statement, grade_of, head_of, is_named, is_people
from tocsin.vocabulary.country import country_named

_PLACES = {EntityKind.PLACE, EntityKind.FACILITY, EntityKind.EVENT}
_LIKE_STATES = {EntityKind.PLACE, EntityKind.ORGANISATION}


class Cast:
    """Who has been introduced so far, and what the sentence that is being made says of them."""

    def __init__(
        self,
        claims: Sequence[Claim],
        entities: Mapping[EntityId, Entity],
        grammar: Grammar,
        tags: Mapping[EntityId, str],
        shown: Collection[EntityId],
    ) -> None:
        self._claims = claims
        self._entities = entities
        self.grammar = grammar
        self._tags = tags
        self._shown = shown
        self._introduced: set[EntityId] = set()
        self._using: list[ClaimId] = []
        self._present: set[EntityId] = set()
        self._kinds: dict[EntityId, EntityKind] = {}  # as what those without a name were introduced
        self.mentions: Counter[EntityId] = Counter()

    def known(self, entity: EntityId) -> Entity | None:
        """Return what is known of somebody."""
        return self._entities.get(entity)

    def begin(self, *claims: Claim) -> None:
        """Begin a sentence that says these claims."""
        self._using, self._present = [claim.id for claim in claims], set()

    def end(self) -> tuple[ClaimId, ...]:
        """End the sentence; return every claim that it says."""
        self._introduced |= self._present
        self.mentions.update(self._present)
        return tuple(dict.fromkeys(self._using))

    def nouns(self, entities: Iterable[EntityId], claim: Claim) -> tuple[Noun, ...]:
        """In the order of their names, those without one last: not in the order of the report."""
        ordered = sorted(dict.fromkeys(entities), key=self.rank)
        return tuple(dict.fromkeys(self._noun(each, claim) for each in ordered))

    def subject(self, entity: EntityId, beside: Sequence[Statement]) -> Noun:
        """Name whom a sentence is about. `beside` may be put into the description of somebody without a name."""
        known = self._entities.get(entity)
        if known is None:
            return self._somebody()
        if is_named(known):
            return replace(self.plain(entity), plural=known.kind is EntityKind.GROUP)
        self._present.add(entity)
        if entity in self._introduced and entity in self._shown:
            return self.grammar.again(self._kinds.get(entity, known.kind), self._tags[entity])
        return self._described(known, beside)

    def plain(self, entity: EntityId) -> Noun:
        """Name something in passing."""
        known = self._entities.get(entity)
        if known is None:
            return self._somebody()
        if not is_named(known):
            return self.grammar.describe(Description(kind=known.kind, head=head_of(known)))
        country = country_named(known.name) if known.kind is EntityKind.PLACE else None
        if country is not None:
            return self.grammar.country(country)
        name = known.name if known.kind is EntityKind.PLACE else known.name.removeprefix("the ")
        return self.grammar.place(name) if known.kind in _LIKE_STATES else Noun(text=name)

    def knows_again(self, entity: EntityId) -> bool:
        """Say whether somebody without a name has been described, and can be named by a tag."""
        return entity in self._introduced and entity in self._shown

    def rank(self, entity: EntityId) -> tuple[bool, str, str]:
        """Return by what somebody is put in order: the name, or else the tag, and never the place in a report."""
        known = self._entities.get(entity)
        is_known = known is not None and is_named(known)
        return (not is_known, known.name if known is not None and is_known else "", self._tags.get(entity, ""))

    def _somebody(self) -> Noun:
        return Noun(text=self.grammar.words.row("thing", "somebody")["one"], is_name=False)

    def _noun(self, entity: EntityId, claim: Claim) -> Noun:
        known = self._entities.get(entity)
        if known is None:
            return self._somebody()
        if not is_named(known):
            about = self._about(entity, claim)
            lies = [] if known.kind in {EntityKind.PERSON, EntityKind.GROUP} else self._lying(about)
            found = self.subject(entity, [each for each in about if each.is_descriptive])
            return replace(found, asides=(*found.asides, *lies))
        country = country_named(known.name) if known.kind in _LIKE_STATES else None
        return self.grammar.country(country) if country is not None else self._proper(known, claim)

    def _proper(self, known: Entity, claim: Claim) -> Noun:
        """A name; of a place also in which country it lies, the first time."""
        lies: tuple[str, ...] = ()
        if known.kind in _PLACES and known.id not in self._introduced:
            lies = self._lying(self._about(known.id, claim))
            self._present.add(known.id)
        found = self.grammar.place(known.name) if known.kind is EntityKind.PLACE else Noun(text=known.name)
        return replace(found, plural=known.kind is EntityKind.GROUP, asides=lies)

    def _lying(self, about: Sequence[Statement]) -> tuple[str, ...]:
        lies = [each for each in about if each.kind is AttributeKind.COUNTRY]
        self._using += [each.claim.id for each in lies]
        return tuple(dict.fromkeys(self.grammar.country(each.content.value).text for each in lies))

    def _about(self, entity: EntityId, claim: Claim) -> list[Statement]:
        """What may stand in a sentence of `claim` beside it: of the same basis and grade, and simply stated."""
        found = [
            Statement(each, each.content)
            for each in self._claims
            if isinstance(each.content, Attribute)
            and each.content.entity == entity
            and each.status is Status.STATED
            and (each.basis, grade_of(each)) == (claim.basis, grade_of(claim))
        ]
        return sorted(found, key=lambda each: (each.kind, each.content.value))

    def _described(self, known: Entity, about: Sequence[Statement]) -> Noun:
        self._using += [each.claim.id for each in about]
        values = {kind: [each.content.value for each in about if each.kind is kind] for kind in AttributeKind}
        within = [EntityId(each) for each in values[AttributeKind.MEMBERSHIP]]
        within += [each.content.organisation for each in about if each.content.organisation is not None]
        found = self.grammar.describe(
            Description(
                kind=known.kind,
                head=next(iter(values[AttributeKind.ROLE]), head_of(known)),
                count=next(iter(values[AttributeKind.COUNT]), None),
                age=next(iter(values[AttributeKind.AGE]), None),
                nationalities=tuple(dict.fromkeys(values[AttributeKind.NATIONALITY])),
                organisations=tuple(dict.fromkeys(self.plain(each) for each in within)),
            )
        )
        if known.id not in self._shown or not is_people(known):
            return found
        kind = self._kinds[known.id] = EntityKind.GROUP if found.plural else known.kind
        tag, thing = self._tags[known.id], self.grammar.words.row("thing", kind)["one"]
        return replace(found, asides=(tag if thing in found.text.split() else f"{thing} {tag}",))
