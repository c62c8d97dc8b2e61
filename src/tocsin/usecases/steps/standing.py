"""Standing: how what a counterpart told us stands today, after its versions, corrections and withdrawals.

Nothing of this is stored: it is worked out from the messages that are here. So it makes no difference in which order
they came, or how often: a withdrawal that overtakes its warning waits for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.domain.exchange import InboxState, Incoming
from tocsin.domain.ids import CounterpartId
from tocsin.domain.letter import SharedClaim
from tocsin.domain.recall import Mark, Outcome
from tocsin.ports.store import Transaction
from tocsin.wire.bodies.alert import Alert, read_alert
from tocsin.wire.bodies.recall import Correction, Withdrawal, read_correction, read_withdrawal
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Verdict

WARNINGS = frozenset({Kind.ALERT, Kind.UPDATE})
RECALLS = frozenset({Kind.CANCEL, Kind.CORRECTION, Kind.WITHDRAWAL})
ANSWERED = frozenset({Kind.CORRECTION, Kind.WITHDRAWAL})


NOT_TO_BE_ANSWERED = frozenset({Mark.OUTDATED, Mark.OVER, Mark.WITHDRAWN, Mark.ERASED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Every message of one counterpart about one notice of theirs."""

    warnings: tuple[Incoming, ...]
    recalls: tuple[Incoming, ...]

    @property
    def alerts(self) -> tuple[tuple[Incoming, Alert], ...]:
        """The warnings whose words are still here."""
        return tuple((each, read_alert(each.body)) for each in self.warnings if each.body)

    @property
    def corrections(self) -> tuple[tuple[Incoming, Correction], ...]:
        """The corrections whose words are still here."""
        found = (each for each in self.recalls if each.kind == Kind.CORRECTION and each.body)
        return tuple((each, read_correction(each.body)) for each in found)

    @property
    def claims(self) -> dict[str, SharedClaim]:
        """Every claim whose words are still here, by the name its sender gave us."""
        told = {claim.name: claim for _, alert in self.alerts for claim in alert.claims}
        return told | {each.by.name: each.by for _, correction in self.corrections for each in correction.replaced}

    @property
    def withdrawals(self) -> tuple[tuple[Incoming, Withdrawal], ...]:
        """What was taken back."""
        return tuple((each, read_withdrawal(each.body)) for each in self.recalls if each.kind == Kind.WITHDRAWAL)

    def holds(self, name: str | None) -> bool:
        """Say whether the words of a claim, or of anything where no claim is named, are still here."""
        return bool(self.alerts or self.corrections) if name is None else name in self.claims

    def lineage(self, name: str) -> frozenset[str]:
        """Return the names under which one claim was told: its own, and those that it replaced."""
        pairs = [(each.name, each.by.name) for _, correction in self.corrections for each in correction.replaced]
        found = {name}
        while older := {old for old, new in pairs if new in found and old not in found}:
            found |= older
        return frozenset(found)


def dossier(tx: Transaction, counterpart: CounterpartId, notice: str | None) -> Dossier:
    """Gather what a counterpart told us under one of its names for a notice."""
    stored = [
        each
        for each in (tx.incoming.where(notice=notice) if notice is not None else ())
        if each.counterpart == counterpart and each.verdict == Verdict.STORED
    ]
    return Dossier(
        warnings=tuple(each for each in stored if each.kind in WARNINGS),
        recalls=tuple(each for each in stored if each.kind in RECALLS),
    )


def is_readable(held: Incoming) -> bool:
    """Say whether this is a warning that was taken in and has not been erased."""
    return held.kind in WARNINGS and held.verdict == Verdict.STORED and bool(held.body)


def answer_by(recall: Incoming) -> datetime | None:
    """Return until when they ask what became of what they put right or took back."""
    if recall.kind not in ANSWERED or not recall.body:
        return None
    read = read_withdrawal if recall.kind == Kind.WITHDRAWAL else read_correction
    return read(recall.body).answer_by


def ask_again(tx: Transaction, counterpart: CounterpartId, notice: str) -> None:
    """Open once more what we answered with "erased" or "not found": words have come in since then."""
    for each in dossier(tx, counterpart, notice).recalls:
        if any(fate.outcome in {Outcome.NOT_FOUND, Outcome.ERASED} for fate in each.fates):
            tx.incoming.put(replace(each, state=InboxState.NEW, fates=()))


def marks(tx: Transaction, warning: Incoming) -> tuple[Mark, ...]:
    """Say what has become of a warning."""
    return tuple(_marks(warning, dossier(tx, warning.counterpart, warning.notice)))


def _marks(warning: Incoming, found: Dossier) -> Iterator[Mark]:
    if not warning.body:
        yield Mark.ERASED
        return
    alert = read_alert(warning.body)
    if any(other.version > alert.version for _, other in found.alerts):
        yield Mark.OUTDATED
    if any(each.kind == Kind.CANCEL for each in found.recalls):
        yield Mark.OVER
    names = {claim.name for claim in alert.claims}
    if any(each.name in names for _, correction in found.corrections for each in correction.replaced):
        yield Mark.CORRECTED
    taken = [set(withdrawal.claims) for _, withdrawal in found.withdrawals]
    if not all(taken):
        yield Mark.WITHDRAWN
    elif any(claims & names for claims in taken):
        yield Mark.PARTLY_WITHDRAWN
