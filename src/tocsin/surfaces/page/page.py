"""The page as one file: what a reading says, why, where, when and who with whom. Everything it needs is inside."""

import base64
import hashlib
from collections.abc import Callable
from enum import StrEnum
from importlib.resources import files
from itertools import islice

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined

from tocsin.domain.claim import AttributeKind, Claim, Event, PlaceRole, Role
from tocsin.domain.reading import Reading
from tocsin.domain.report import Span
from tocsin.domain.wording.plain import time_words
from tocsin.surfaces.page import links, map, timeline  # noqa: A004  # a map is what it is
from tocsin.surfaces.page.cards import marks
from tocsin.surfaces.page.highlights import anchor, runs
from tocsin.surfaces.page.places import located
from tocsin.surfaces.page.safe import visible
from tocsin.surfaces.page.sheet import Sheet
from tocsin.texts import labels, places
from tocsin.texts.catalogue import translations
from tocsin.texts.explaining import Explainer

LONGEST_TEXT = 200_000  # characters shown
MOST_MARKS, MOST_ENTITIES = 6_000, 400


def write(found: Reading, *, title: str, language: str) -> str:
    """Write the page in a language. The same reading gives the same bytes."""
    environment, say = _environment(language)
    sheet = Sheet(found, Explainer(say, language))
    text = found.document.text[:LONGEST_TEXT]
    listed = tuple(sheet.said.values())
    quoted = [span for each in listed for span in _spans(each.claim)]
    quoted += [mention.span for entity in found.entities for mention in entity.mentions]
    style = files("tocsin.surfaces.page").joinpath("templates/page.css").read_text("utf-8")
    where = located(found)
    types = {type_: say(text) for type_, text in labels.EVENTS.items()}
    return environment.get_template("page.html").render(
        title=found.document.title or title,
        found=found,
        sheet=sheet,
        events=[each for each in listed if isinstance(each.claim.content, Event)],
        runs=runs(text, islice(marks(sheet, listed), MOST_MARKS), quoted, found.document.boilerplate),
        is_cut=len(found.document.text) > len(text),
        claims_left_out=max(0, len(found.claims) - len(listed)),
        map=map.draw(found, where),
        timeline=timeline.draw(found),
        names=sheet.names,
        by_entity={entity.id: those for entity, those in sheet.of_entities()},
        most_entities=MOST_ENTITIES,
        chart=links.draw(found, types),
        style=style,
        digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        language=language,
    )


def _spans(claim: Claim) -> list[Span]:
    return [*claim.evidence, *(span for ground in claim.grounds for span in ground.words)]


def _environment(language: str) -> tuple[Environment, Callable[[str], str]]:
    known = translations(language)
    environment = Environment(
        loader=PackageLoader("tocsin.surfaces.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
        extensions=["jinja2.ext.i18n"],
    )
    # The extension adds this method when it is loaded, so that no type knows of it.
    environment.install_gettext_translations(known, newstyle=True)  # type: ignore[attr-defined]
    say = known.gettext
    environment.filters.update(
        label=lambda member: say(labels.label(member)),
        event=lambda type_: say(labels.event_label(type_)),
        country=lambda code: places.country(code, language),
        anchor=anchor,
        time=time_words,
        day_of=lambda day, has_year: format_date(day, "d MMM y" if has_year else "d MMM", locale=language),
        kind_of=lambda kind, says: say(_link(kind, says)),
        plain=lambda text: " ".join(text.split()),
    )
    return environment, say


def _link(kind: str, says: str) -> str:
    """Return the label of what joins two boxes; a role's title is the report's own words."""
    classes: dict[str, type[StrEnum]] = {"part": Role, "place": PlaceRole, "membership": AttributeKind}
    return labels.label(classes[says](kind)) if says in classes else kind
