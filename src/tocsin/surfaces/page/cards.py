"""Cards: what a marked word says when somebody points at it or comes to it by keyboard."""

from collections.abc import Iterable, Iterator

from tocsin.domain.claim import Event
from tocsin.domain.entity import Entity, Mention
from tocsin.surfaces.page.highlights import Marked
from tocsin.surfaces.page.sheet import Said, Sheet


def marks(sheet: Sheet, listed: Iterable[Said]) -> Iterator[Marked]:
    """Mark the words that tell of events, then everybody and everything that is mentioned."""
    said = tuple(listed)
    for each in said:
        content = each.claim.content
        if isinstance(content, Event):
            lines = tuple(sheet.explainer.sentence(why) for why in each.whys)
            card = (each.says, *lines)
            yield Marked(content.trigger.start, content.trigger.end, each.claim.id, "trigger", card, first=True)
    sayings = {entity.id: [each.says for each in those if not each.is_plain] for entity, those in sheet.of_entities()}
    for entity in sheet.found.entities:
        for number, mention in enumerate(entity.mentions):
            card = tuple(_card(sheet, entity, mention, sayings.get(entity.id, [])))
            yield Marked(mention.span.start, mention.span.end, entity.id, entity.kind.value, card, first=number == 0)


def _card(sheet: Sheet, entity: Entity, mention: Mention, sayings: list[str]) -> Iterator[str]:
    yield entity.name
    if mention.ground is not None:
        yield sheet.explainer.meant(sheet.explainer.why(mention.ground, sheet.entities))
    yield from sayings[:_MOST]


_MOST = 5  # sentences on a card; the rest stands in the list
