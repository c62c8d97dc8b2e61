"""A tearline: the part of a notice that one counterpart may hold.

`domain.cut` decides, `domain.wording` writes the sentences, a second person approves the digest of exactly the bytes
that will be signed. What is withheld is listed with its reason, for the sender's eyes only.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.claim import Claim
from tocsin.domain.duty import Concern
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError, RefusedError
from tocsin.domain.ids import AccountId, ClaimId, CounterpartId, EntityId, NoticeId, TearlineId
from tocsin.domain.leak import Excuse, Leak
from tocsin.domain.marking import Marking
from tocsin.domain.rule import Rule
from tocsin.domain.substance import Missing
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.tlp import Tlp


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Something the counterpart does not get: a claim, or one entity inside a claim that goes without it."""

    claim: ClaimId
    because: Rule
    entity: EntityId | None = None
    about: tuple[str, ...] = ()  # whose consent is missing, or what else the rule speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The claims as the counterpart may hold them (some reduced), and everything else with the reason."""

    shared: tuple[Claim, ...]
    withheld: tuple[Withheld, ...]
    marking: Marking  # of the whole: what each of its claims forbids
    concerns: tuple[Concern, ...]  # those of which something is left to be told

    @property
    def tlp(self) -> Tlp:
        """The label of the whole."""
        return self.marking.tlp

    def require_substance(self, organisation: str) -> None:
        """Raise `RefusedError` where nothing would be left to send, or nobody there could read the whole."""
        if not self.shared:
            raise RefusedError("this counterpart may hold none of the claims: see what is withheld, and why")
        if self.tlp is Tlp.RED and not self.marking.readers_in(organisation):
            raise RefusedError("no one person there may read all of it (TLP:RED): name one on every claim, or split it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second person's yes to exactly these bytes."""

    by: AccountId
    at: datetime
    digest: str
    is_alone: bool = False  # one person on watch sent the night's minimum: a second reviews it afterwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Tearline:
    """A cut, written out. `body` is what will be signed and sent, byte for byte; `digest` is its SHA-256."""

    id: TearlineId
    kind: str = "alert"  # of the message it becomes: alert, update or correction
    notice: NoticeId
    version: int
    counterpart: CounterpartId
    body: bytes
    text: str
    digest: str
    tlp: Tlp
    claims: tuple[ClaimId, ...]
    withheld: tuple[Withheld, ...]
    missing: tuple[Missing, ...] = ()  # the questions it does not answer
    language: Language = Language.ENGLISH
    author: AccountId
    created_at: datetime
    approval: Approval | None = None
    leaks: tuple[Leak, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    is_minimum: bool = False  # what, where and when, and nobody (domain.night)

    @property
    def standing_leaks(self) -> tuple[tuple[int, Leak], ...]:
        """The traces, by their numbers, that nobody has stated to be none."""
        excused = {each.leak for each in self.excuses}
        return tuple((number, leak) for number, leak in enumerate(self.leaks, start=1) if number not in excused)

    def excused(self, excuse: Excuse, *, authors: Collection[AccountId]) -> "Tearline":
        """Return this tearline with a second person's statement that a trace is none."""
        if excuse.by in authors or excuse.by == self.author:
            raise RefusedError("the author cannot say that a trace is none: a second person has to")
        if excuse.leak not in {number for number, _ in self.standing_leaks}:
            raise NotFoundError(f"no trace {excuse.leak} stands in {self.id}: see its preview")
        if not excuse.why.strip():
            raise InvalidError("say why it gives nothing away: the reason stays here, with the tearline")
        return replace(self, excuses=(*self.excuses, excuse))

    def approved(self, *, by: AccountId, at: datetime, digest: str, authors: Collection[AccountId]) -> "Tearline":
        """Return this tearline with a second person's approval of `digest`, the bytes they have seen."""
        if self.approval is not None:
            raise ConflictError(f"{self.id} has been approved already")
        if by in authors or by == self.author:
            raise RefusedError("the author cannot approve: a second person has to")
        if digest != self.digest:
            raise ConflictError("the bytes are not those you were shown: look at the preview again")
        self._require_no_leak(by)
        return replace(self, approval=Approval(by=by, at=at, digest=digest))

    def sent_alone(self, *, by: AccountId, at: datetime, digest: str) -> "Tearline":
        """Return this tearline as one person sends it: only the night's minimum, and only without a trace in it."""
        if self.approval is not None:
            raise ConflictError(f"{self.id} has been approved already")
        if not self.is_minimum:
            raise RefusedError("only the night's minimum goes at one person's word: a second person approves")
        if digest != self.digest:
            raise ConflictError("the bytes are not those you were shown: look at the preview again")
        if self.excuses:
            raise RefusedError("a trace was stated to be none: a second person approves")
        self._require_no_leak(by)
        return replace(self, approval=Approval(by=by, at=at, digest=digest, is_alone=True))

    def _require_no_leak(self, by: AccountId) -> None:
        if self.standing_leaks:
            raise RefusedError(
                f"{len(self.standing_leaks)} traces of what is withheld stand in {self.id} (leak check): take them out "
                "and preview again, or let a releasing officer state why they are none"
            )
        guarded = {number for number, leak in enumerate(self.leaks, start=1) if leak.is_guarded}
        if any(each.by == by and each.leak in guarded for each in self.excuses):
            raise RefusedError(
                "you stated that a trace of somebody whom they must not learn of is none: a third person approves"
            )
