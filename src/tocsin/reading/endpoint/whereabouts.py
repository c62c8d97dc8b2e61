"""Whereabouts: in which country the places lie that only the endpoint found; the gazetteer says so, not the model."""

from collections.abc import Iterable, Iterator

from tocsin.domain.claim import Attribute, AttributeKind, Claim, Status
from tocsin.domain.entity import Entity, EntityKind
from tocsin.domain.ground import Ground, Question, Rule
from tocsin.domain.ids import ClaimId
from tocsin.reading.places.gazetteer import find

_SURE = 0.9  # below it the name fits and the place does not


def whereabouts(entities: Iterable[Entity], reader: str) -> Iterator[Claim]:
    """Say of each place where it lies, if its name tells."""
    for entity in entities:
        if entity.kind is not EntityKind.PLACE:
            continue
        place = next(iter(find(entity.name)), None)
        if place is None or place.country is None or place.score < _SURE:
            continue
        words = entity.mentions[0].span
        yield Claim(
            id=ClaimId(""),
            content=Attribute(entity=entity.id, kind=AttributeKind.COUNTRY, value=place.country),
            status=Status.STATED,
            evidence=(words,),
            found_by=reader,
            grounds=(Ground(question=Question.WHERE, answer=place.country, rule=Rule.GAZETTEER, words=(words,)),),
        )
