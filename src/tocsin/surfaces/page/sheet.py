"""The sheet: a reading with everything that its page says of it, written out once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from tocsin.domain.claim import Attribute, Claim, Event
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity
from tocsin.domain.ids import EntityId
from tocsin.domain.reading import Reading
from tocsin.domain.report import Span
from tocsin.domain.wording.plain import says_nothing, sentence
from tocsin.surfaces.page.labels import short
from tocsin.texts.explaining import Explainer, Why
from tocsin.texts.labels import event_label

MOST_CLAIMS = 600
_LONGEST_SUMMARY = 60  # characters


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as the page lists it."""

    claim: Claim
    says: str
    whys: tuple[Why, ...]
    is_plain: bool  # it says no more than its subject's name does


@dataclass(frozen=True)
class Sheet:
    """A reading and the words to write it with."""

    found: Reading
    explainer: Explainer

    @cached_property
    def entities(self) -> Mapping[EntityId, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.found.entities}

    @cached_property
    def said(self) -> Mapping[str, Said]:
        """The claims that are listed, by id: events first."""
        listed = islice((*self.found.events, *self.found.attributes), MOST_CLAIMS)
        return {claim.id: self._said(claim) for claim in listed}

    def _said(self, claim: Claim) -> Said:
        whys = self.explainer.whys(claim.grounds, self.entities)
        return Said(claim, sentence(claim, self.entities), whys, says_nothing(claim, self.entities))

    def concerned(self) -> Iterator[tuple[Concern, tuple[Said, ...]]]:
        """Give every concern with the claims it follows from."""
        for concern in self.found.concerns:
            yield concern, tuple(self.said[claim] for claim in concern.claims if claim in self.said)

    def of_entities(self) -> Iterator[tuple[Entity, tuple[Said, ...]]]:
        """Give every entity of which something is said that its name does not say."""
        said: dict[EntityId, list[Said]] = {}
        for each in self.said.values():
            if isinstance(each.claim.content, Attribute):
                said.setdefault(each.claim.content.entity, []).append(each)
        for entity in self.found.entities:
            if entity.id in said:
                yield entity, tuple(said[entity.id])

    def meant(self, entity: Entity) -> tuple[tuple[Span, str], ...]:
        """Give the words that mean somebody and why, each pair of words and reason once."""
        found: dict[tuple[str, str], Span] = {}
        for mention in entity.mentions:
            if mention.ground is not None:
                said = self.explainer.meant(self.explainer.why(mention.ground, self.entities))
                found.setdefault((mention.span.text, said), mention.span)
        return tuple((span, said) for (_, said), span in found.items())

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What to call an entity or an event on a picture."""
        entities: dict[str, str] = {entity.id: entity.name for entity in self.found.entities}
        return entities | {claim.id: self.summary(claim) for claim in self.found.events}

    def summary(self, claim: Claim) -> str:
        """Say an event in a few words: its type and the first of those who take part."""
        event = claim.content
        if not isinstance(event, Event):
            return sentence(claim, self.entities)
        involved = [*(each.entity for each in event.participants), *(each.entity for each in event.places)]
        names = dict.fromkeys(self.entities[each].name for each in involved if each in self.entities)
        type_ = self.explainer.say(event_label(event.type))
        return f"{type_}: {short(', '.join(names), _LONGEST_SUMMARY)}" if names else type_
