"""Rules of ours broken on purpose, one at a time, to show that a seed then fails; each says which count shows it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import UnavailableError
from tocsin.domain.exchange import Direction
from tocsin.domain.ids import MessageId
from tocsin.surfaces.simulation.disk import Crash
from tocsin.usecases import agenda, dispatch, reception
from tocsin.usecases.arrivals import authenticity, judging, replies
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.arrivals.receipting import receipt_for
from tocsin.usecases.arrivals.table import TAKES
from tocsin.usecases.steps import journal, post, seals
from tocsin.usecases.steps.post import Posting
from tocsin.wire import envelope
from tocsin.wire.bodies.reply import read_reply
from tocsin.wire.message import Kind, SignedMessage, parse
from tocsin.wire.receipt import Reason, Verdict, sign_again


@dataclass(frozen=True)
class Mutation:
    """One rule, broken."""

    breaks: Callable
    shows_as: str


MUTATIONS: dict[str, Mutation] = {}


def mutation(shows_as):
    """Enter a mutation in the list, under its own words."""

    def enter(breaks):
        MUTATIONS[breaks.__name__.replace("_", " ")] = Mutation(breaks, shows_as)
        return breaks

    return enter


def at_every_start(monkeypatch, does):
    """Let a node do something wrong whenever its process starts."""
    begin = agenda.begin

    def begin_wrongly(node):
        with node.store.begin() as tx:
            does(node, tx)
        begin(node)

    monkeypatch.setattr(agenda, "begin", begin_wrongly)


@mutation("unproven")
def a_receipt_leaves_before_the_commit(monkeypatch):
    keep = reception._together

    def receipt(node, tx, brought):
        if isinstance(brought, bytes):
            return brought
        sender, opened = brought.sender, brought.opened
        arrived = Arrived(sender=sender, id=opened.signed.id, message=opened.message, at=node.clock.now())
        return receipt_for(node, tx, arrived, opened.digest, Judged())

    def keep_hastily(node, envelopes):
        brought = [reception._at_the_door(node, each) for each in envelopes]
        with node.store.read() as tx:
            receipts = tuple(receipt(node, tx, each) for each in brought)
        try:
            return keep(node, envelopes)
        except (UnavailableError, Crash):
            return receipts

    monkeypatch.setattr(reception, "_together", keep_hastily)


@mutation("divergent")
def a_duplicate_gets_a_receipt_made_anew(monkeypatch):
    monkeypatch.setattr(reception, "_again", lambda node, known: sign_again(known.receipt, node.keyring.sign))


@mutation("doubled")
def a_position_is_used_again_after_a_restart(monkeypatch):
    def go_back(_, tx):
        for stream in tx.streams.where():
            if stream.direction is Direction.OUT and stream.position > 1:
                tx.streams.put(replace(stream, position=stream.position - 1))

    at_every_start(monkeypatch, go_back)


@mutation("doubled")
def a_retry_is_a_new_message(monkeypatch):
    def sign_anew(node, outgoing, _):
        with node.store.begin() as tx:
            body = parse(SignedMessage.from_bytes(outgoing.signed).data).body
            tx.deliveries.remove(outgoing.id)
            posting = Posting(kind=outgoing.kind, urgency=outgoing.urgency, body=body)
            return post.post(node, tx, tx.counterparts.get(outgoing.counterpart), posting)

    monkeypatch.setattr(dispatch, "_try_later", sign_anew)


@mutation("unproven")
def a_refusal_is_counted_as_delivered(monkeypatch):
    def hope(_, tx, outgoing, because):
        delivered = tx.deliveries.get(outgoing.id).moved(DeliveryState.STORED)
        tx.deliveries.put(delivered)
        return delivered

    monkeypatch.setattr(dispatch, "_bar", hope)


@mutation("leaked")
def a_message_is_sealed_for_somebody_else(monkeypatch):
    seal, seen = seals.seal, {}

    def seal_for_another(outgoing, card, now):
        sealed = seal(outgoing, card, now)
        seen[card.node_id] = card
        others = [each for name, each in seen.items() if name != card.node_id]
        if not others:
            return sealed
        header = envelope.read_header(sealed.envelope)
        public = others[-1].sealing_key_at(now).public
        return replace(sealed, envelope=envelope.seal(sealed.signed, header=header, recipient_public=public))

    monkeypatch.setattr(seals, "seal", seal_for_another)


@mutation("leaked")
def a_warning_goes_to_one_more_than_was_approved(monkeypatch):
    send = post.post

    def post_twice(node, tx, counterpart, posting):
        if posting.kind == Kind.ALERT:
            others = [each for each in tx.counterparts.where() if each.id != counterpart.id]
            send(node, tx, others[0], posting)
        return send(node, tx, counterpart, posting)

    monkeypatch.setattr(post, "post", post_twice)
    monkeypatch.setattr("tocsin.surfaces.simulation.acts.post", post_twice)


@mutation("divergent")
def a_restart_forgets_the_end_of_the_ledger(monkeypatch):
    def cut_off(_, tx):
        size = journal.size(tx)
        if size.leaves > 8:
            for leaf in tx.leaves.newest(3):
                tx.leaves.remove(leaf.key)
            tx.sizes.put(replace(size, leaves=size.leaves - 3))

    at_every_start(monkeypatch, cut_off)


@mutation("lost")
def late_mail_is_refused(monkeypatch):
    objection = judging._objection

    def object_to_age(tx, arrived, card, stream):
        if arrived.message.created_at < arrived.at - timedelta(hours=1):
            return Judged(verdict=Verdict.REFUSED, reason=Reason.CARD_EXPIRED)
        return objection(tx, arrived, card, stream)

    monkeypatch.setattr(judging, "_objection", object_to_age)


@mutation("lost")
def a_crash_loses_the_outbox(monkeypatch):
    def forget(_, tx):
        for delivery in tx.deliveries.where(state=DeliveryState.QUEUED):
            tx.deliveries.remove(delivery.id)
            tx.outgoing.remove(delivery.id)

    at_every_start(monkeypatch, forget)


@mutation("leaked")
def an_answer_of_the_wrong_party_is_filed(monkeypatch):
    def file(_, tx, arrived):
        read = read_reply(arrived.message.kind, arrived.message.body)
        delivery = tx.deliveries.find(read.about)
        if delivery is not None:
            place = (arrived.message.epoch, arrived.message.position)
            answer = replies._answered(delivery.answer, arrived.message.kind, read, place, arrived.at)
            tx.deliveries.put(replace(delivery, answer=answer))
        return Judged(notice=read.notice, about=MessageId(read.about))

    for kind in (Kind.OPENED, Kind.ACKNOWLEDGEMENT, Kind.RESPONSE):
        monkeypatch.setitem(TAKES, kind, file)


@mutation("divergent")
def a_signature_is_not_checked(monkeypatch):
    monkeypatch.setattr(authenticity, "verify_message", lambda *_: None)


@mutation("unproven")
def what_is_received_is_not_written_down(monkeypatch):
    record = journal.record

    def record_some(node, tx, action, **facts):
        if action != "message.received":
            record(node, tx, action, **facts)

    monkeypatch.setattr(journal, "record", record_some)
