"""The default reader: offline, explainable, on spaCy and word-lists. The whole pipeline is in `read_document`."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tocsin.domain.claim import Claim, Event
from tocsin.domain.duty import concerns
from tocsin.domain.entity import Entity, EntityKind, Form, Mention
from tocsin.domain.ids import ClaimId, EntityId
from tocsin.domain.reading import Reading
from tocsin.domain.report import Document
from tocsin.reading.attributes.attributes import attributes
from tocsin.reading.attribution.saying import READER, Scene
from tocsin.reading.coreference.coreference import Cast, resolve
from tocsin.reading.coreference.mentioning import mentioned
from tocsin.reading.coreference.nominals import nominals
from tocsin.reading.coreference.ties import Tie
from tocsin.reading.events.background import told_apart
from tocsin.reading.events.captivity import captivity
from tocsin.reading.events.disowned import disowned
from tocsin.reading.events.events import events
from tocsin.reading.events.incidents import bands
from tocsin.reading.events.legs import joined_up
from tocsin.reading.events.plots import plots
from tocsin.reading.events.retelling import merged
from tocsin.reading.grammar.parse import parse
from tocsin.reading.grammar.phrases import Phrase
from tocsin.reading.languages.mixed import read_in_parts
from tocsin.reading.languages.reader import read_by_patterns
from tocsin.reading.languages.tongue import PATTERNS
from tocsin.reading.model.phrases import enter_names, fitted
from tocsin.reading.model.sights import look
from tocsin.reading.names.names import names
from tocsin.reading.places.places import atlas
from tocsin.reading.places.stays import stays
from tocsin.reading.text.casing import restore
from tocsin.reading.text.passages import passages, with_end_told

LANGUAGES = frozenset({"en"})


def read_document(document: Document) -> Reading:
    """Read a report: what it says, as draft claims, and whom it provisionally concerns."""
    return read_in_parts(document, _read)


def _read(document: Document) -> Reading:
    if document.language in PATTERNS:
        return read_by_patterns(document, document.language)
    if document.language is not None and document.language not in LANGUAGES:
        why = f"the language is {document.language}, which this reader does not speak"
        return Reading(document=document, reader=READER, unread_because=why)
    document = with_end_told(document)
    docs = tuple(parse(restore(passages(document))))
    sights = look(document, docs)
    enter_names(sights)
    named = names(docs, sights)
    cast = resolve(docs, named, fitted(nominals(docs, named), named, sights))
    entities, ids = _entities(document.text, cast, bands(cast, sights))
    scene = Scene(text=document.text, docs=docs, cast=cast, ids=ids)
    homes = stays(scene)
    known = atlas(cast)
    told = merged(captivity(events(scene, document.published, homes, known, sights)))
    drafts = [*attributes(scene, known, homes), *told]
    drafts += plots(scene, sights, known, drafts)
    drafts = list(joined_up(document.text, drafts))
    drafts = list(disowned(document.text, told_apart(scene, document.published, drafts)))
    claims = tuple(_numbered(claim for claim in drafts if claim.rests_on(document.text)))
    return Reading(
        document=document, reader=READER, entities=entities, claims=claims, concerns=concerns(claims, entities)
    )


def _entities(text: str, cast: Cast, bodies: frozenset[int]) -> tuple[tuple[Entity, ...], dict[int, EntityId]]:
    """Number everything that is more than a pronoun."""
    found: list[Entity] = []
    ids: dict[int, EntityId] = {}
    for figure in cast.figures:
        if all(phrase.form is Form.PRONOUN for phrase in figure.phrases):
            continue
        entity = EntityId(f"e{len(found) + 1}")
        ids[id(figure)] = entity
        best = figure.best
        is_group = figure.kind is EntityKind.GROUP and id(figure) not in bodies
        kind = EntityKind.ORGANISATION if id(figure) in bodies else figure.kind
        found.append(
            Entity(
                id=entity,
                kind=kind,
                name=" ".join(best.name.split()),
                mentions=tuple(_mention(text, phrase, cast.ties.get(id(phrase))) for phrase in mentioned(figure)),
                count=best.count if is_group else None,
                count_text=best.count_text if is_group else None,
            )
        )
    return tuple(found), ids


def _mention(text: str, phrase: Phrase, tie: Tie | None) -> Mention:
    ground = tie.ground(text) if tie is not None else None
    return Mention(span=phrase.span(text), form=phrase.form, ground=ground)


def _numbered(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Give attributes a1, a2 … and events v1, v2 … in order."""
    attributes_seen = events_seen = 0
    for claim in claims:
        if isinstance(claim.content, Event):
            events_seen += 1
            yield replace(claim, id=ClaimId(f"v{events_seen}"))
        else:
            attributes_seen += 1
            yield replace(claim, id=ClaimId(f"a{attributes_seen}"))
