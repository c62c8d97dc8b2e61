"""Explaining at the terminal: for every claim, concern and mention the words, the rule, and what was rejected."""

from collections.abc import Iterable, Iterator, Mapping

from tocsin.domain.claim import Claim
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity, Mention
from tocsin.domain.ground import Ground
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.reading import Reading
from tocsin.domain.wording.plain import sentence
from tocsin.texts.explaining import Explainer
from tocsin.texts.labels import label
from tocsin.texts.terminal import LANGUAGE, _, country_name

_EXPLAINER = Explainer(_, LANGUAGE)


def explained(found: Reading) -> str:
    """Write a reading with its reasons: concerns first, then what happened, then who is who."""
    if found.unread_because is not None:
        return _("Not read: {reason}.").format(reason=found.unread_because)
    entities = {entity.id: entity for entity in found.entities}
    claims = {claim.id: claim for claim in found.claims}
    lines = [_("Who ought to hear of it"), *_concerns(found.concerns, claims, entities)]
    for title, listed in ((_("What happened, or may"), found.events), (_("Who and what"), found.attributes)):
        lines += ["", title]
        for claim in listed:
            lines += [*_head(claim, entities), *_grounds(claim, entities)]
    lines += ["", _("Who is meant by which words"), *_mentions(found.entities, entities)]
    return "\n".join(lines)


def _concerns(
    concerns: Iterable[Concern], claims: Mapping[ClaimId, Claim], entities: Mapping[EntityId, Entity]
) -> Iterator[str]:
    is_any = False
    for each in concerns:
        is_any = True
        yield f"  {_(label(each.duty))}: {country_name(each.country or '')}: {each.why}"
        yield "      " + _("It follows from:")
        for claim in each.claims:
            yield f"      {claim}  {sentence(claims[claim], entities)} “{_quote(claims[claim])}”"
    if not is_any:
        yield "  " + _("nobody")


def _head(claim: Claim, entities: Mapping[EntityId, Entity]) -> Iterator[str]:
    speakers = " < ".join(hop.source for hop in claim.attribution)
    said = " " + _("(says {speakers})").format(speakers=speakers) if speakers else ""
    yield f"  {claim.id}  {sentence(claim, entities)}{said}"
    yield f"      “{_quote(claim)}”"


def _grounds(claim: Claim, entities: Mapping[EntityId, Entity]) -> Iterator[str]:
    for why in _EXPLAINER.whys(claim.grounds, entities):
        yield f"      - {_EXPLAINER.sentence(why)}"
    yield "      - " + _("found by {reader}").format(reader=claim.found_by)


def _mentions(listed: Iterable[Entity], entities: Mapping[EntityId, Entity]) -> Iterator[str]:
    for entity in listed:
        said = dict.fromkeys(
            _mention(each, each.ground, entities) for each in entity.mentions if each.ground is not None
        )
        if said:
            yield f"  {entity.name} ({_(label(entity.kind))})"
            yield from said


def _mention(mention: Mention, ground: Ground, entities: Mapping[EntityId, Entity]) -> str:
    return f"      - “{' '.join(mention.span.text.split())}”: {_EXPLAINER.meant(_EXPLAINER.why(ground, entities))}"


def _quote(claim: Claim) -> str:
    return " … ".join(" ".join(span.text.split()) for span in claim.evidence)[:200]
