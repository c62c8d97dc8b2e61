"""What there is to look at when a run has come to rest: what each honest node holds, and what the witness saw."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

from tocsin.domain.book import Leaf
from tocsin.domain.counterpart import CardRecord
from tocsin.domain.delivery import Delivery
from tocsin.domain.exchange import Direction, Incoming, Outgoing, Stream, stream_key
from tocsin.domain.ids import CounterpartId
from tocsin.domain.inquiry import Inquiry
from tocsin.domain.notice import Notice
from tocsin.surfaces.simulation.federation import Member
from tocsin.surfaces.simulation.witness import Count, Sent, Witness
from tocsin.wire.card import open_card
from tocsin.wire.signing import PublicSigningKeys


class View:
    """What one node holds in the end."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.name = member.name
        with member.node.store.read() as tx:
            self.outbox: dict[str, Outgoing] = {each.id: each for each in tx.outgoing.where()}
            self.deliveries: dict[str, Delivery] = {each.id: each for each in tx.deliveries.where()}
            self.inbox: dict[str, Incoming] = {each.id: each for each in tx.incoming.where()}
            self.streams: dict[str, Stream] = {each.key: each for each in tx.streams.where()}
            self.leaves: tuple[Leaf, ...] = tx.leaves.where()
            self.cards: tuple[CardRecord, ...] = tx.cards.where()
            self.inquiries: tuple[Inquiry, ...] = tx.inquiries.where()
            self.forks = tx.forks.where()
            self.notices: dict[str, Notice] = {each.id: each for each in tx.notices.where()}
        self.names = {counterpart: name for name, counterpart in member.knows.items()}

    @cached_property
    def entries(self) -> dict[tuple[str, str], int]:
        """What the ledger says was done, about which message or notice, and where it says so."""
        found = {}
        for each in self.leaves:
            record = json.loads(each.record) if each.record else {}
            about = each.about or record.get("notice")
            if about is not None:
                found[record["action"], about] = each.index
        return found

    def keys_of(self, other: str) -> tuple[PublicSigningKeys, ...]:
        """Return the signing keys that another member has, and those that it had."""
        return self._keys[self.member.knows[other]]

    @cached_property
    def _keys(self) -> dict[CounterpartId | None, tuple[PublicSigningKeys, ...]]:
        found: dict[CounterpartId | None, tuple[PublicSigningKeys, ...]] = {}
        for each in self.cards:
            keys = open_card(each.data).card.signing
            if keys not in found.get(each.owner, ()):
                found[each.owner] = (keys, *found.get(each.owner, ()))
        return found

    def streams_of(self, other: str, direction: Direction) -> dict[tuple[str, int], Stream]:
        """Return the streams to or from another member, by urgency and epoch."""
        them = self.member.knows[other]
        return {
            (each.urgency, each.epoch): each
            for each in self.streams.values()
            if (each.counterpart, each.direction) == (them, direction)
        }

    def stream(self, other: str, direction: Direction, sent: Sent) -> Stream:
        """Return the stream in which something was sent, to or from another member."""
        them = self.member.knows[other]
        found = self.streams.get(stream_key(them, direction, sent.urgency, sent.epoch))
        return found or Stream(counterpart=them, direction=direction, urgency=sent.urgency, epoch=sent.epoch)


@dataclass(frozen=True, slots=True)
class Check:
    """All there is to look at."""

    views: Mapping[str, View]  # of honest members
    witness: Witness
    chance: Random

    def breach(self, count: Count, rule: str, about: str, said: str) -> None:
        """Note that an invariant did not hold."""
        self.witness.breach(count, rule, about, said)

    def was_restored(self, *names: str) -> bool:
        """Say whether any of these members has come back from a backup."""
        return not self.witness.were_restored.isdisjoint(names)
