"""A reading: what was found in one document, by one reader or several. Its ids mean something only inside it."""

from dataclasses import dataclass

from tocsin.domain.claim import Attribute, Claim, Event
from tocsin.domain.duty import Concern
from tocsin.domain.entity import Entity
from tocsin.domain.readers import Share
from tocsin.domain.report import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Draft claims and the provisional concerns that follow from them by `domain.duty.concerns`."""

    document: Document
    reader: str  # name and version
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    concerns: tuple[Concern, ...] = ()
    unread_because: str | None = None  # "the language is de", where no reader speaks it
    shares: tuple[Share, ...] = ()  # of each reader, where there were several or one that can fail

    @property
    def attributes(self) -> tuple[Claim, ...]:
        """The claims that say something of an entity."""
        return tuple(claim for claim in self.claims if isinstance(claim.content, Attribute))

    @property
    def events(self) -> tuple[Claim, ...]:
        """The claims that say that something happened or may."""
        return tuple(claim for claim in self.claims if isinstance(claim.content, Event))
