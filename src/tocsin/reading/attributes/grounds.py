"""Grounds: by which rule something is said of an entity, and what was not concluded from the same words."""

from collections.abc import Iterator
from dataclasses import replace

from tocsin.domain.claim import Attribute, AttributeKind, Claim
from tocsin.domain.entity import EntityKind
from tocsin.domain.ground import Doubt, Ground, Question, Rejected, Rule
from tocsin.reading.attribution.saying import Scene
from tocsin.reading.places.gazetteer import find
from tocsin.reading.places.places import Atlas

_ROOTS = frozenset({AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE})
_MOST = 5  # alternatives that somebody cares to read


def grounded(scene: Scene, atlas: Atlas, claims: Iterator[Claim]) -> Iterator[Claim]:
    """Give each claim its ground."""
    figures = {scene.id(figure): figure for figure in scene.cast.figures}
    for claim in claims:
        content = claim.content
        assert isinstance(content, Attribute)  # noqa: S101 - events have grounds of their own
        figure = figures[content.entity]
        if content.kind is AttributeKind.COUNTRY and id(figure) in atlas.looked_up:
            is_place = figure.kind is EntityKind.PLACE
            ground = _of_gazetteer(claim, content, atlas, is_place=is_place)
        elif content.kind in _ROOTS:
            other = Rejected(answer=AttributeKind.NATIONALITY.value, why=Doubt.ORIGIN)
            ground = _of_words(claim, content, other)
        else:
            ground = _of_words(claim, content)
        yield replace(claim, grounds=(ground,))


def _of_words(claim: Claim, content: Attribute, *rejected: Rejected) -> Ground:
    is_country = content.kind is AttributeKind.COUNTRY
    return Ground(
        question=Question.WHERE if is_country else Question.WHO,
        answer=content.kind.value,
        rule=Rule.REPORT_SAYS if is_country else Rule.DESCRIPTION,
        entity=content.entity,
        words=claim.evidence,
        rejected=rejected,
    )


def _of_gazetteer(claim: Claim, content: Attribute, atlas: Atlas, *, is_place: bool) -> Ground:
    """Name the other countries that have a place of this name."""
    places = find(claim.evidence[0].text, near=atlas.near) if is_place else ()
    others = dict.fromkeys(place.country for place in places if place.country not in {None, content.value})
    return Ground(
        question=Question.WHERE,
        answer=content.value,
        rule=Rule.GAZETTEER,
        entity=content.entity,
        words=claim.evidence,
        rejected=tuple(Rejected(answer=each, why=Doubt.LESS_LIKELY) for each in list(others)[:_MOST] if each),
    )
