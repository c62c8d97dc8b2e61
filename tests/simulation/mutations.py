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
from tocsin.usecases.arrivals import judging, replies
from tocsin.usecases.arrivals.arrival import Judged
from tocsin.usecases.arrivals.table import TAKES
from tocsin.usecases.steps import journal, post
from tocsin.usecases.steps.post import Posting
from tocsin.wire import envelope
from tocsin.wire.bodies.reply import read_reply
from tocsin.wire.card import open_card
from tocsin.wire.message import Kind, SignedMessage, parse
from tocsin.wire.receipt import Reason, Verdict, compose


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
    keep = reception._keep

    def keep_hastily(node, sender, opened, card):
        judged, now = Judged(verdict=Verdict.STORED), node.clock.now()
        receipt = compose(reception._receipt(node, opened, judged, now, 0), node.keyring.sign)
        try:
            return keep(node, sender, opened, card)
        except (UnavailableError, Crash):
            return receipt

    monkeypatch.setattr(reception, "_keep", keep_hastily)


@mutation("divergent")
def a_duplicate_is_taken_for_something_new(monkeypatch):
    keep, look_up = reception._keep, reception._look_up

    def keep_again(node, sender, opened, card):
        with node.store.begin() as tx:
            tx.incoming.remove(opened.signed.id)
        return keep(node, sender, opened, card)

    monkeypatch.setattr(reception, "_look_up", lambda *given: (look_up(*given)[0], None))
    monkeypatch.setattr(reception, "_keep", keep_again)


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
    try_later = dispatch._try_later

    def hope(node, outgoing, error):
        if "400" not in error:
            return try_later(node, outgoing, error)
        with node.store.begin() as tx:
            delivered = tx.deliveries.get(outgoing.id).moved(DeliveryState.STORED)
            tx.deliveries.put(delivered)
        return delivered

    monkeypatch.setattr(dispatch, "_try_later", hope)


@mutation("leaked")
def a_message_is_sealed_for_somebody_else(monkeypatch):
    seal = post._seal

    def seal_for_another(node, tx, counterpart, posting, stream):
        outgoing = seal(node, tx, counterpart, posting, stream)
        others = [each for each in tx.cards.where() if each.owner not in {None, counterpart.id}]
        if not others:
            return outgoing
        header = envelope.read_header(outgoing.envelope)
        public = open_card(others[-1].data).card.sealing[0].public
        return replace(outgoing, envelope=envelope.seal(outgoing.signed, header=header, recipient_public=public))

    monkeypatch.setattr(post, "_seal", seal_for_another)


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
            answer = replies._answered(delivery.answer, arrived.message.kind, read, arrived.at)
            tx.deliveries.put(replace(delivery, answer=answer))
        return Judged(notice=read.notice, about=MessageId(read.about))

    for kind in (Kind.OPENED, Kind.ACKNOWLEDGEMENT, Kind.RESPONSE):
        monkeypatch.setitem(TAKES, kind, file)


@mutation("divergent")
def a_signature_is_not_checked(monkeypatch):
    monkeypatch.setattr(reception, "verify_message", lambda *_: None)


@mutation("unproven")
def what_is_received_is_not_written_down(monkeypatch):
    record = journal.record

    def record_some(node, tx, action, **facts):
        if action != "message.received":
            record(node, tx, action, **facts)

    monkeypatch.setattr(journal, "record", record_some)
