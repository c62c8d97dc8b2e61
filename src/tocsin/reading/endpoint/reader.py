"""The second reader: asks the endpoint for the claims of each passage, and says what became of them.

The whole way of a report is in `read_document`. Whatever the endpoint does, this ends, and the default reading stays.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tocsin.domain.claim import Claim
from tocsin.domain.readers import Failed, Share
from tocsin.domain.reading import Reading
from tocsin.domain.report import Document
from tocsin.reading.endpoint.answer import Told, told
from tocsin.reading.endpoint.client import Client
from tocsin.reading.endpoint.endpoint import Endpoint, PassageError
from tocsin.reading.endpoint.gate import Gate
from tocsin.reading.endpoint.merge import merge, numbered
from tocsin.reading.endpoint.prompt import messages
from tocsin.reading.endpoint.schema import answer_schema
from tocsin.reading.endpoint.whereabouts import whereabouts
from tocsin.reading.text.passages import Passage, passages

Progress = Callable[[int, int], None]  # passages read, of how many

_DOWN = frozenset({Failed.FORBIDDEN, Failed.UNREACHABLE, Failed.TIME, Failed.ERROR, Failed.GIVEN_UP})
_GIVE_UP_AFTER = 3  # passages failed in a row: the endpoint is down, and waiting helps nobody


def read_with(document: Document, endpoint: Endpoint, *, alone: bool, progress: Progress | None = None) -> Reading:
    """Read a report by both readers, or by the endpoint alone."""
    if alone:
        return numbered(read_document(document, endpoint, progress))
    from tocsin.reading import default

    first = default.read_document(document)
    shares = first.shares or (Share(reader=first.reader, claims=len(first.claims)),)
    return merge(replace(first, shares=shares), read_document(document, endpoint, progress))


def read_document(document: Document, endpoint: Endpoint, progress: Progress | None = None) -> Reading:
    """Read a report through the endpoint alone; its ids are for `merge`, or `numbered`, to set."""
    found = passages(document)
    gate = Gate(document, endpoint.reader)
    questions = _Questions(Client(endpoint))
    claims: list[Claim] = []
    for number, passage in enumerate(found, start=1):
        claims += gate.passed(questions.asked(passage, gate), passage)
        if progress is not None:
            progress(number, len(found))
    claims += whereabouts(gate.figures.all, endpoint.reader)
    failed = questions.failed
    share = Share(
        reader=endpoint.reader,
        claims=len(claims),
        dropped=dict(+gate.dropped),
        passages=len(found),
        failed=dict(failed),
    )
    return Reading(
        document=document,
        reader=endpoint.reader,
        entities=gate.figures.all,
        claims=tuple(claim for claim in claims if claim.rests_on(document.text)),
        unread_because="the endpoint did not answer" if found and failed.total() == len(found) else None,
        shares=(share,),
    )


@dataclass
class _Questions:
    """Asks passage after passage, and stops where that is hopeless or takes too long."""

    client: Client
    failed: Counter[Failed] = field(default_factory=Counter)
    _in_a_row: int = 0

    def __post_init__(self) -> None:
        """Start the clock."""
        self._until = time.monotonic() + self.client.endpoint.patience
        self._schema = answer_schema()

    def asked(self, passage: Passage, gate: Gate) -> Iterator[Told]:
        """Yield what the endpoint tells of a passage; count a passage of which it tells nothing usable."""
        try:
            yield from told(self._answer(passage), gate.dropped)
        except PassageError as error:
            self.failed[error.why] += 1
            self._in_a_row = self._in_a_row + 1 if error.why in _DOWN else 0
        else:
            self._in_a_row = 0

    def _answer(self, passage: Passage) -> str:
        left = self._until - time.monotonic()
        if self._in_a_row >= _GIVE_UP_AFTER or left <= 0:
            raise PassageError(Failed.GIVEN_UP)
        return self.client.ask(messages(passage.text), self._schema, within=left)
