"""Trust: whether mail may pass between us and a counterpart, and by which of its cards."""

from dataclasses import replace
from datetime import datetime

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import CardRecord, Counterpart, Standing
from tocsin.domain.errors import ConflictError, InvalidError, UntrustedError
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.steps import cards, expiry, journal, succession
from tocsin.wire.card import OpenedCard, open_card
from tocsin.wire.message import Kind

DECIDERS = (Role.ADMINISTRATOR, Role.RELEASING_OFFICER)


def suspend(node: Node, actor: Actor, *, counterpart: CounterpartId, because: str) -> Counterpart:
    """Let no mail pass, in or out, until fingerprints have been compared again. Nothing is lost: it waits."""
    actor.require(*DECIDERS)
    if not because.strip():
        raise InvalidError("say why no mail may pass")
    with node.store.begin() as tx:
        held = tx.counterparts.get(counterpart)
        if held.node_id is None:
            raise ConflictError(f"{held.name} has no node: there is nothing to suspend")
        changed = succession.suspend(node, tx, held, because=because)
        journal.record(node, tx, "counterpart.suspension-decided", counterpart=counterpart, by=actor.account)
    return changed


def resume(
    node: Node, actor: Actor, *, counterpart: CounterpartId, fingerprint: str, card: bytes | None = None
) -> Counterpart:
    """Let mail pass again, by the card whose fingerprint they read to us over another channel.

    It may be the card given here, one that came by mail and did not follow, one that waits, or still the one in force.
    """
    actor.require(*DECIDERS)
    with node.store.begin() as tx:
        held = tx.counterparts.get(counterpart)
        if held.standing is not Standing.SUSPENDED:
            raise ConflictError(f"{held.name} is not suspended")
        opened = _spoken_for(tx, held, fingerprint, card)
        if not opened.card.is_valid_at(node.clock.now()):
            raise UntrustedError("the card is not valid today: ask them for a new one", code="card-expired")
        resumed = replace(held, standing=Standing.ACTIVE, suspended_because=None, suspended_at=None)
        tx.counterparts.put(resumed)
        changed = succession.put_in_force(node, tx, resumed, opened, how="compared")
        journal.record(node, tx, "counterpart.resumed", counterpart=counterpart, by=actor.account)
    return changed


def take_card(node: Node, actor: Actor, *, counterpart: CounterpartId, card: bytes) -> succession.Outcome:
    """Take a newer card that came by hand, by the same rules as one that comes by mail."""
    actor.require(*DECIDERS)
    with node.store.begin() as tx:
        return succession.follow(node, tx, tx.counterparts.get(counterpart), card)


def waiting(node: Node, actor: Actor, *, counterpart: CounterpartId) -> tuple[str, ...]:
    """Name what the card that waits for a person changes; nothing where none waits."""
    actor.require(*Role)
    with node.store.read() as tx:
        held = tx.counterparts.get(counterpart)
        if held.card_waiting is None or held.card is None:
            return ()
        old, new = (open_card(tx.cards.get(digest).data).card for digest in (held.card, held.card_waiting))
    return tuple(
        f"{each}: {_told(getattr(old, each))} -> {_told(getattr(new, each))}" for each in succession.changes(old, new)
    )


def usable_until(node: Node, actor: Actor, *, counterpart: CounterpartId) -> datetime | None:
    """Return until when mail can be sealed for them, by the card in force; None where they have no node."""
    actor.require(*Role)
    with node.store.read() as tx:
        held = tx.counterparts.get(counterpart)
        return None if held.card is None else expiry.usable_until(cards.theirs(tx, held).card)


def accept_card(node: Node, actor: Actor, *, counterpart: CounterpartId) -> Counterpart:
    """Go by the card that waits."""
    actor.require(*DECIDERS)
    with node.store.begin() as tx:
        held = tx.counterparts.get(counterpart)
        if held.card_waiting is None:
            raise ConflictError(f"no card of {held.name} waits to be accepted")
        opened = open_card(tx.cards.get(held.card_waiting).data)
        changed = succession.put_in_force(node, tx, held, opened, how="accepted")
        journal.record(node, tx, "card.acceptance-decided", counterpart=counterpart, by=actor.account)
    return changed


def _spoken_for(tx: Transaction, held: Counterpart, fingerprint: str, card: bytes | None) -> OpenedCard:
    """Return the newest of their cards that has this fingerprint, and keep it."""
    for data in _offered(tx, held, card):
        opened = open_card(data)
        if opened.card.node_id == held.node_id and _digits(opened.card.signing.fingerprint) == _digits(fingerprint):
            if tx.cards.find(opened.digest) is None:
                tx.cards.add(CardRecord(digest=opened.digest, data=data, owner=held.id))
            return opened
    raise UntrustedError(
        "the fingerprint is that of none of their cards we have: ask them for the card, and give it with --card",
        code="fingerprint",
    )


def _offered(tx: Transaction, held: Counterpart, card: bytes | None) -> list[bytes]:
    if card is not None:
        return [card]
    came = [each.body for each in tx.incoming.where(counterpart=held.id, kind=Kind.CARD) if each.body]
    known = [tx.cards.get(each).data for each in (held.card_waiting, held.card) if each is not None]
    return [*known, *reversed(came)]


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(getattr(each, "address", each)) for each in value) or "-"
    return str(value)


def _digits(fingerprint: str) -> str:
    return "".join(letter for letter in fingerprint.casefold() if letter in "0123456789abcdef")
