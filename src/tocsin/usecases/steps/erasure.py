"""Erasure: words that a counterpart sent us are destroyed; that they came, and what we answered, stays provable.

The digest, the receipt and the ledger hold none of the words, so the proof that we received it verifies as before.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from tocsin.domain.exchange import Incoming
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import journal
from tocsin.usecases.steps.standing import Dossier
from tocsin.wire.bodies.alert import Alert, alert_bytes
from tocsin.wire.bodies.recall import correction_bytes

GONE = "[erased]"


def erase(node: Node, tx: Transaction, found: Dossier, names: Collection[str] | None) -> None:
    """Destroy the words of these claims wherever the notice has them; of everything where `names` is None."""
    now = node.clock.now()
    for held, alert in found.alerts:
        kept = without(alert, names)
        if kept is None or kept.claims != alert.claims:
            _rewrite(node, tx, held, b"" if kept is None else alert_bytes(kept), now)
    for held, correction in found.corrections:
        replaced = () if names is None else tuple(each for each in correction.replaced if each.by.name not in names)
        if replaced != correction.replaced:
            # Its text tells the old and the new, so nothing of it stays beside the names.
            body = correction_bytes(replace(correction, replaced=replaced, text=GONE)) if replaced else b""
            _rewrite(node, tx, held, body, now)


def _rewrite(node: Node, tx: Transaction, held: Incoming, body: bytes, now: datetime) -> None:
    tx.incoming.put(replace(held, body=body, signed=b"", erased_at=now))
    journal.record(node, tx, "message.erased", about=held.id)


def without(alert: Alert, names: Collection[str] | None) -> Alert | None:
    """Return what is left of an alert; None where that is nothing."""
    gone = [claim for claim in alert.claims if names is None or claim.name in names]
    if len(gone) == len(alert.claims):
        return None
    text, names_gone = alert.text, {claim.name for claim in gone}
    touched = [each for each in alert.sentences if not names_gone.isdisjoint(each.claims)]
    for each in touched:
        text = text.replace(each.says, GONE)
    return replace(
        alert,
        claims=tuple(claim for claim in alert.claims if claim not in gone),
        sentences=tuple(each for each in alert.sentences if each not in touched),
        text=text,
    )
