"""A counterpart: another organisation. Its card claims; our agreement with it grants."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from tocsin.domain.errors import InvalidError
from tocsin.domain.ids import AccountId, CounterpartId
from tocsin.domain.inquiry import Cap
from tocsin.domain.transfer import Abroad
from tocsin.vocabulary.country import COUNTRIES
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.law import SPECIAL, DataCategory, Purpose, SubjectCategory
from tocsin.vocabulary.likelihood import Scheme
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import ACKNOWLEDGE_WITHIN, Urgency

RECALL_WITHIN = timedelta(hours=24)


class Reach(StrEnum):
    """How it is reached."""

    NODE = "node"
    BY_HAND = "by-hand"


class Standing(StrEnum):
    """Whether mail may pass."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What we grant a counterpart. Routing reads this and nothing that the counterpart says of itself.

    `domain.policy` decides by it what they may hold: each field is something that a rule there asks for.
    """

    countries: frozenset[str]  # ISO 3166-1 alpha-2: told on behalf of these states
    legal_basis: str
    purpose: str
    review_on: date
    ceiling: Tlp = Tlp.AMBER
    purposes: frozenset[Purpose] = frozenset({Purpose.PREVENTION, Purpose.PUBLIC_SECURITY})
    subjects: frozenset[SubjectCategory] = frozenset(SubjectCategory)  # about whom they may hold something
    data: frozenset[DataCategory] = frozenset(DataCategory) - SPECIAL  # what they may hold about them
    regions: frozenset[str] | None = None  # states whose matters they may hear of; None: of every state's
    organisations: frozenset[str] = frozenset()  # told on behalf of these organisations
    onward: str = "Ask us before you pass any of this on."
    language: Language = Language.ENGLISH  # in which they are told
    scheme: Scheme = Scheme.ICD203  # their scale of likelihood
    is_authority: bool = True  # else it hears of people one by one (LED art. 39, domain.direct)
    abroad: Abroad | None = None  # on what a transfer abroad rests, where a law asks
    may_name_us: bool = False  # in their proofs, as a witness of their ledger
    night_minimum: bool = False  # one person on watch may tell them what, where and when (domain.night)
    outcome_within: timedelta = timedelta(days=30)  # of a response
    recall_within: timedelta = RECALL_WITHIN  # LED art. 7(3), 16(6): what became of a recall
    inquiries: Cap = field(default_factory=Cap)  # how often they may ask us, and we them
    acknowledge_within: dict[Urgency, timedelta] = field(default_factory=lambda: dict(ACKNOWLEDGE_WITHIN))

    def __post_init__(self) -> None:
        """Refuse an agreement that could route nothing, or that names no law."""
        unknown = sorted(code for code in self.countries if code not in COUNTRIES)
        if unknown:
            raise InvalidError(f"not a country code: {', '.join(unknown)} (two letters, as in TR)")
        if self.regions is not None and not self.regions <= set(COUNTRIES):
            raise InvalidError("a region is a list of country codes (two letters, as in TR)")
        if self.recall_within <= timedelta(0):
            raise InvalidError("a recall leaves them some time to answer: an hour at least")
        if not self.legal_basis.strip() or not self.purpose.strip():
            raise InvalidError("an agreement states its legal basis and its purpose")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """Where a word without content goes when a counterpart does not answer."""

    mail: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Another organisation, as we know it."""

    id: CounterpartId
    name: str
    reach: Reach
    agreement: Agreement
    contact: str  # whom to ring
    added_by: AccountId
    added_at: datetime
    standing: Standing = Standing.ACTIVE
    node_id: str | None = None  # of its node: stable for as long as its keys reveal one another
    card: str | None = None  # digest of the card in force
    fallback: Fallback | None = None
    fingerprint: str | None = None  # compared by people, over another channel
    card_waiting: str | None = None  # digest of a newer card that changes more than keys and dates: a person decides
    suspended_because: str | None = None
    suspended_at: datetime | None = None
    answered_at_address: str | None = None  # the endpoint that last brought a receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRecord:
    """A signed card, byte for byte. `owner` is None for our own."""

    digest: str
    data: bytes
    owner: CounterpartId | None
