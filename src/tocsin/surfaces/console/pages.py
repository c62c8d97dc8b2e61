"""Pages: templates in one language, with the few words and numbers they need written out for people."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from tocsin.domain.entity import Entity
from tocsin.domain.ground import Ground
from tocsin.surfaces.console.assets import ADDRESSES
from tocsin.texts import labels, places, times
from tocsin.texts.catalogue import LANGUAGES, translations
from tocsin.texts.explaining import Explainer, Why


class Pages:
    """Renders templates. Every value is escaped; a name that a template does not get is an error, not a blank."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._translations = translations(language)
        self._environment = Environment(
            loader=PackageLoader("tocsin.surfaces.console"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        # The extension adds this method when it is loaded, so that no type knows of it.
        self._environment.install_gettext_translations(self._translations, newstyle=True)  # type: ignore[attr-defined]
        self._environment.filters.update(
            label=self.label,
            event=self.event,
            said=self.say,
            country=self.country,
            moment=self.moment,
            day=self.day,
            span=self.span,
        )
        self._environment.globals.update(languages=LANGUAGES, language=language, assets=ADDRESSES)

    def render(self, template: str, context: Mapping[str, object]) -> str:
        """Render a template."""
        return self._environment.get_template(template).render(context)

    def say(self, text: str) -> str:
        """Translate a text that stands in a table."""
        return self._translations.gettext(text) if text else ""

    def label(self, member: StrEnum) -> str:
        """Write a member of a closed list."""
        return self.say(labels.label(member))

    def event(self, type_: str) -> str:
        """Write an event's type."""
        return self.say(labels.event_label(type_))

    def country(self, code: str) -> str:
        """Write a country's name."""
        return places.country(code, self.language)

    def whys(self, grounds: Iterable[Ground], entities: Iterable[Entity]) -> tuple[Why, ...]:
        """Write the grounds of a claim."""
        return Explainer(self.say, self.language).whys(grounds, {entity.id: entity for entity in entities})

    def moment(self, time: datetime) -> str:
        """Write a moment."""
        return times.moment(time, self.language)

    def day(self, day: date) -> str:
        """Write a day."""
        return times.day(day, self.language)

    def span(self, span: timedelta) -> str:
        """Write how long something is."""
        return times.length(span, self.language)


@cache
def pages_in(language: str) -> Pages:
    """Return the pages in a language."""
    return Pages(language)
