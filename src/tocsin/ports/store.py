"""The store: everything a node keeps, in collections of frozen records, changed only inside a transaction."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from tocsin.domain.actor import Account, Session
from tocsin.domain.assessment import Assessment
from tocsin.domain.book import Head, Leaf, Size, TreeNode
from tocsin.domain.breach import Breach
from tocsin.domain.claim import Claim
from tocsin.domain.consent import Consent
from tocsin.domain.counterpart import CardRecord, Counterpart
from tocsin.domain.delivery import Delivery
from tocsin.domain.direct import Direct
from tocsin.domain.emergency import Emergency
from tocsin.domain.entity import Entity
from tocsin.domain.erasure import Erasure
from tocsin.domain.escalation import Escalation
from tocsin.domain.exchange import Aside, BorderName, Epoch, Incoming, Outgoing, ReceiptDue, Stream, Work
from tocsin.domain.gate import Gate
from tocsin.domain.identity import Identity
from tocsin.domain.inquiry import Inquiry
from tocsin.domain.link import Link
from tocsin.domain.logbook import Entry, Opening
from tocsin.domain.night import Minimum
from tocsin.domain.notice import Determination, Notice
from tocsin.domain.prior import PriorConsultation
from tocsin.domain.protection import Lift
from tocsin.domain.recall import Recall
from tocsin.domain.report import Report
from tocsin.domain.roster import Shift, StoodIn
from tocsin.domain.source import Settlement, Source
from tocsin.domain.subject import Request
from tocsin.domain.tearline import Tearline
from tocsin.domain.watch import Cosignature, Fork, Shown, Watched

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes of a report as they came in. `id` is the report's."""

    id: str
    data: bytes


class Repository(Protocol[T]):
    """The records of one collection, by key."""

    def add(self, record: T) -> None:
        """Keep a new record; `ConflictError` if its key is taken."""

    def put(self, record: T) -> None:
        """Keep a record in place of the one with its key, if there is one; its place in order stays."""

    def find(self, key: str) -> T | None:
        """Return the record, or None."""

    def get(self, key: str) -> T:
        """Return the record; `NotFoundError` names the collection and the key."""

    def remove(self, key: str) -> None:
        """Forget the record; nothing happens if there is none."""

    def where(self, **equals: object) -> tuple[T, ...]:
        """Return the records whose indexed fields have these values, in the order they were added."""

    def oldest(self, limit: int, *, after: str | None = None, **equals: object) -> tuple[T, ...]:
        """Return the first `limit` of what `where` finds, however many there are; of those added after that key."""

    def newest(self, limit: int, *, before: str | None = None, **equals: object) -> tuple[T, ...]:
        """Return the last `limit` of what `where` finds, the newest first; of those added before that key."""

    def until(self, limit: int, **most: object) -> tuple[T, ...]:
        """Return the first `limit` records in which the one field is not absent and at most this, in its order."""


@dataclass(frozen=True, slots=True)
class Collection(Generic[T]):
    """What an adapter must know of a collection.

    Only `indexed` fields may be asked for in `where`; those in `together` are asked for at once, among many records.
    """

    name: str
    record: type[T]
    key: Callable[[T], str]
    indexed: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    personal: bool = False  # it may say something of people: each record is kept under a key of its own
    few: bool = False  # and looked at again and again: an adapter may remember what it has read


def _id(record: Any) -> str:  # noqa: ANN401  # every record here has an id
    return str(record.id)


def _key(record: Any) -> str:  # noqa: ANN401  # every record here has a key
    return str(record.key)


def _counterpart(record: Any) -> str:  # noqa: ANN401  # one record for each counterpart
    return str(record.counterpart)


COLLECTIONS: tuple[Collection[Any], ...] = (
    Collection("accounts", Account, _id, ("name",)),
    Collection("sessions", Session, _id, ("account",)),
    Collection("reports", Report, _id, ("source", "taken_from", "waits"), personal=True),
    Collection("sources", Source, _key),
    Collection("settlements", Settlement, _id, ("claim", "source")),
    Collection("originals", Original, _id, personal=True),
    Collection("entities", Entity, _id, ("report",), personal=True),
    Collection("claims", Claim, _id, ("report", "review", "review_on"), personal=True),
    Collection("identities", Identity, _id),
    Collection("notices", Notice, _id, ("waits",), personal=True),
    Collection(  # earlier ones
        "versions", Notice, lambda notice: f"{notice.id}.{notice.version}", ("id",), personal=True
    ),
    Collection("determinations", Determination, _id, ("notice",), personal=True),
    Collection("gates", Gate, _id, ("notice",), personal=True),
    Collection("counterparts", Counterpart, _id, ("name", "node_id"), few=True),
    Collection("cards", CardRecord, lambda card: card.digest, ("owner",), few=True),
    Collection("tearlines", Tearline, _id, ("notice", "counterpart"), personal=True),
    Collection("assessments", Assessment, _id, ("notice",), personal=True),
    Collection("breaches", Breach, _id, ("notice",), personal=True),
    Collection("priors", PriorConsultation, _id, few=True),
    Collection("recalls", Recall, _id, ("notice",), personal=True),
    Collection(
        "deliveries",
        Delivery,
        _id,
        ("notice", "counterpart", "state", "kind", "urgency", "purpose", "asks_from"),
        (("counterpart", "state", "urgency"),),
    ),
    Collection("outgoing", Outgoing, _id, ("place",), personal=True),
    Collection(
        "incoming",
        Incoming,
        _id,
        ("counterpart", "kind", "state", "envelope_digest", "about", "notice"),
        (("kind", "state"),),
        personal=True,
    ),
    Collection("drills", Incoming, _id, ("counterpart", "envelope_digest")),
    Collection("receipts_due", ReceiptDue, _id, ("counterpart",)),
    Collection("inquiries", Inquiry, _id, ("counterpart", "direction", "message", "waits"), personal=True),
    Collection("logbook", Entry, _id, ("operation",), personal=True),
    Collection("openings", Opening, _key),
    Collection("consents", Consent, _id, ("counterpart",), personal=True),
    Collection("lifts", Lift, _id, ("notice",), personal=True),
    Collection("directs", Direct, _id, ("notice", "waits"), personal=True),
    Collection("emergencies", Emergency, _id, ("notice",), personal=True),
    Collection("minimums", Minimum, _id, ("notice", "waits"), personal=True),
    Collection("requests", Request, _id, personal=True),
    Collection("erasures", Erasure, _id, ("request", "waits"), personal=True),
    Collection("shifts", Shift, _id),
    Collection("stood_in", StoodIn, _id, ("instead_of", "seen_at"), (("instead_of", "seen_at"),)),
    Collection("escalations", Escalation, _id, ("subject",)),
    Collection("streams", Stream, _key, ("counterpart",)),
    Collection("epochs", Epoch, _key, ("counterpart",)),
    Collection("aside", Aside, lambda aside: aside.message, ("epoch",)),
    Collection("links", Link, _counterpart),
    Collection("border_names", BorderName, _key, ("name",)),
    Collection("work", Work, _key, ("due_at",)),
    Collection("leaves", Leaf, _key, ("about",)),
    Collection("nodes", TreeNode, _key),
    Collection("sizes", Size, _key),
    Collection("heads", Head, _key),
    Collection("watched", Watched, _counterpart),
    Collection("shown", Shown, _counterpart),
    Collection("cosignatures", Cosignature, _key, ("size",)),
    Collection("forks", Fork, _id, ("counterpart",)),
)


@dataclass(frozen=True, slots=True)
class Transaction:
    """One unit of change: all of it is kept, or none."""

    accounts: Repository[Account]
    sessions: Repository[Session]
    reports: Repository[Report]
    sources: Repository[Source]
    settlements: Repository[Settlement]
    originals: Repository[Original]
    entities: Repository[Entity]
    claims: Repository[Claim]
    identities: Repository[Identity]
    notices: Repository[Notice]
    versions: Repository[Notice]
    determinations: Repository[Determination]
    gates: Repository[Gate]
    counterparts: Repository[Counterpart]
    cards: Repository[CardRecord]
    tearlines: Repository[Tearline]
    assessments: Repository[Assessment]
    breaches: Repository[Breach]
    priors: Repository[PriorConsultation]
    recalls: Repository[Recall]
    deliveries: Repository[Delivery]
    outgoing: Repository[Outgoing]
    incoming: Repository[Incoming]
    receipts_due: Repository[ReceiptDue]
    inquiries: Repository[Inquiry]
    drills: Repository[Incoming]
    logbook: Repository[Entry]
    openings: Repository[Opening]
    consents: Repository[Consent]
    emergencies: Repository[Emergency]
    minimums: Repository[Minimum]
    lifts: Repository[Lift]
    directs: Repository[Direct]
    requests: Repository[Request]
    erasures: Repository[Erasure]
    shifts: Repository[Shift]
    stood_in: Repository[StoodIn]
    escalations: Repository[Escalation]
    streams: Repository[Stream]
    epochs: Repository[Epoch]
    aside: Repository[Aside]
    links: Repository[Link]
    border_names: Repository[BorderName]
    work: Repository[Work]
    leaves: Repository[Leaf]
    nodes: Repository[TreeNode]
    sizes: Repository[Size]
    heads: Repository[Head]
    watched: Repository[Watched]
    shown: Repository[Shown]
    cosignatures: Repository[Cosignature]
    forks: Repository[Fork]


class Store(Protocol):
    """Where a node keeps everything."""

    def begin(self) -> AbstractContextManager[Transaction]:
        """Open a transaction that commits when the block ends and leaves no trace when it raises.

        Writers wait for one another. When the block has ended without an error, what it wrote survives a power
        cut. `UnavailableError` means that nothing was written: the disk is full, or the store is busy.
        """

    def forget(self) -> None:
        """Leave nothing behind, where this store keeps things, of what was removed or replaced until now.

        It does what can be done while others read; what it could not reach, the next call does.
        """

    def close(self) -> None:
        """Let go of whatever is held open; the store is not used afterwards."""

    def read(self) -> AbstractContextManager[Transaction]:
        """Open a consistent view for reading; writing in it is a mistake and raises."""
