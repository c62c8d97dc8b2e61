"""Counterparts: our card for them, their card for us, and the agreement that grants."""

import re
from dataclasses import replace
from datetime import timedelta

from tocsin.domain.actor import Actor, Role
from tocsin.domain.counterpart import Agreement, CardRecord, Counterpart, Fallback, Reach
from tocsin.domain.errors import ConflictError, InvalidError, NotFoundError, UntrustedError
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.table import FORMATS
from tocsin.usecases.steps import cards, journal
from tocsin.wire import card as wire_card
from tocsin.wire.card import Card

CARD_LASTS = timedelta(days=365)
_MAIL = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")  # one address, and nothing that a header could end with


def publish_card(node: Node) -> bytes:
    """Make, sign and keep our first card; afterwards return the one in force."""
    with node.store.begin() as tx:
        if tx.cards.where(owner=None):
            return cards.our_record(tx).data
        now = node.clock.now()
        data = wire_card.compose(
            Card(
                organisation=node.organisation.name,
                countries=tuple(sorted(node.organisation.countries)),
                mandates=(),
                endpoints=node.organisation.endpoints,
                formats=FORMATS,
                valid_from=now - timedelta(minutes=5),  # a counterpart's clock may be a little behind
                valid_until=now + CARD_LASTS,
                previous=None,
                signing=node.keyring.signing,
                sealing=node.keyring.sealing(now),
                log=node.keyring.log,
                next_signing_digest=node.keyring.next_signing_digest,
            ),
            node.keyring.sign,
        )
        digest = wire_card.open_card(data).digest
        tx.cards.add(CardRecord(digest=digest, data=data, owner=None))
        journal.record(node, tx, "card.published", card=digest)
    return data


def our_card(node: Node) -> tuple[bytes, str]:
    """Return our card and its fingerprint, to be read out over another channel."""
    with node.store.read() as tx:
        record = cards.our_record(tx)
    return record.data, wire_card.open_card(record.data).card.signing.fingerprint


def enrol(
    node: Node, actor: Actor, *, card: bytes, fingerprint: str, agreement: Agreement, contact: str
) -> Counterpart:
    """Take up a counterpart that has a node, under our agreement.

    `fingerprint` is what *they* read to us over another channel; it has to be that of the card.
    """
    actor.require(Role.ADMINISTRATOR, Role.RELEASING_OFFICER)
    opened = wire_card.open_card(card)
    if _digits(fingerprint) != _digits(opened.card.signing.fingerprint):
        raise UntrustedError(
            "the fingerprint is not that of this card: do not use it, and ask them over another channel",
            code="fingerprint",
        )
    now = node.clock.now()
    if not opened.card.is_valid_at(now):
        raise UntrustedError("the card is not valid today: ask them for a new one", code="card-expired")
    if opened.card.node_id == node.organisation.node_id:
        raise ConflictError("this is our own card")
    with node.store.begin() as tx:
        if tx.counterparts.where(node_id=opened.card.node_id):
            raise ConflictError(f"{opened.card.organisation} is a counterpart already")
        counterpart = _new(node, actor, opened.card.organisation, Reach.NODE, agreement, contact)
        counterpart = replace(
            counterpart,
            node_id=opened.card.node_id,
            card=opened.digest,
            fingerprint=opened.card.signing.fingerprint,
        )
        tx.cards.add(CardRecord(digest=opened.digest, data=card, owner=counterpart.id))
        _keep(node, tx, actor, counterpart)
    return counterpart


def add_by_hand(node: Node, actor: Actor, *, name: str, agreement: Agreement, contact: str) -> Counterpart:
    """Take up a counterpart without a node: it gets paper, and a person says that it did."""
    actor.require(Role.ADMINISTRATOR, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        counterpart = _new(node, actor, name, Reach.BY_HAND, agreement, contact)
        _keep(node, tx, actor, counterpart)
    return counterpart


def agree(
    node: Node, actor: Actor, *, counterpart: CounterpartId, agreement: Agreement, contact: str | None = None
) -> Counterpart:
    """Replace what we grant a counterpart, and whom we ring there if that has changed."""
    actor.require(Role.ADMINISTRATOR, Role.RELEASING_OFFICER)
    with node.store.begin() as tx:
        held = tx.counterparts.get(counterpart)
        changed = replace(held, agreement=agreement, contact=contact or held.contact)
        tx.counterparts.put(changed)
        journal.record(node, tx, "counterpart.agreed", counterpart=counterpart, by=actor.account)
    return changed


def set_fallback(node: Node, actor: Actor, *, counterpart: CounterpartId, fallback: Fallback | None) -> Counterpart:
    """Say where a word without content goes when they do not answer."""
    actor.require(Role.ADMINISTRATOR, Role.RELEASING_OFFICER)
    if fallback is not None and not _MAIL.fullmatch(fallback.mail):
        raise InvalidError("an address for mail looks like duty@example.org")
    with node.store.begin() as tx:
        changed = replace(tx.counterparts.get(counterpart), fallback=fallback)
        tx.counterparts.put(changed)
        journal.record(node, tx, "counterpart.fallback-set", counterpart=counterpart, by=actor.account)
    return changed


def listing(node: Node, actor: Actor) -> tuple[Counterpart, ...]:
    """Return every counterpart."""
    actor.require(*Role)
    with node.store.read() as tx:
        return tx.counterparts.where()


def names(node: Node, actor: Actor) -> dict[CounterpartId, str]:
    """Return what every counterpart is called."""
    return {each.id: each.name for each in listing(node, actor)}


def named(node: Node, *, name: str) -> Counterpart:
    """Return the counterpart with this id or name."""
    with node.store.read() as tx:
        found = tx.counterparts.find(name)
        by_name = tx.counterparts.where(name=name)
    if found is None and not by_name:
        raise NotFoundError(f"there is no counterpart {name}: see tocsin counterpart list")
    return found or by_name[0]


def _new(node: Node, actor: Actor, name: str, reach: Reach, agreement: Agreement, contact: str) -> Counterpart:
    return Counterpart(
        id=CounterpartId(node.entropy.identifier("o")),
        name=name,
        reach=reach,
        agreement=agreement,
        contact=contact,
        added_by=actor.account,
        added_at=node.clock.now(),
    )


def _keep(node: Node, tx: Transaction, actor: Actor, counterpart: Counterpart) -> None:
    if tx.counterparts.where(name=counterpart.name):
        raise ConflictError(f"there is a counterpart named {counterpart.name} already")
    tx.counterparts.add(counterpart)
    journal.record(node, tx, "counterpart.enrolled", counterpart=counterpart.id, by=actor.account)


def _digits(fingerprint: str) -> str:
    return "".join(letter for letter in fingerprint.casefold() if letter in "0123456789abcdef")
