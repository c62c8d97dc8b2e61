"""Somebody who asks in every way there is whether others were told learns nothing from what comes back."""

import asyncio

from exchange.forging import an_envelope
from federation import deliver
from stories import a_federation, known_as, open_notice, release_to
from tocsin.surfaces import peer
from tocsin.usecases import answers, browse
from tocsin.usecases.reception import receive
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.resend import Resend, resend_bytes
from tocsin.wire.envelope import read_header
from tocsin.wire.limits import MAX_ENVELOPE
from tocsin.wire.message import Kind
from tocsin.wire.receipt import REFUSAL, open_receipt

TEN_GB = 10 * 1024**3
PART = 64 * 1024


def test_of_ten_gigabytes_no_more_is_taken_than_the_largest_envelope():
    _, _, (alpha, *_) = a_federation()
    taken, sent = [], []

    async def bring():
        taken.append(PART)
        return {"type": "http.request", "body": bytes(PART), "more_body": sum(taken) < TEN_GB}

    async def answer(event):
        sent.append(event)

    scope = {"type": "http", "method": "POST", "path": "/envelopes", "headers": [(b"content-length", b"%d" % TEN_GB)]}
    asyncio.run(peer.create(alpha.node)(scope, bring, answer))

    assert sum(taken) <= MAX_ENVELOPE + PART
    assert (sent[0]["status"], sent[1]["body"]) == (400, REFUSAL)


def what_comes_back(*, others_were_told):
    """Everything that Alpha sends Bravo after Bravo has probed: kinds, lengths, verdicts and reasons."""
    clock, wires, (alpha, bravo, charlie) = a_federation()
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")
    if others_were_told:
        release_to(alpha, notice, "Charlie", "NO:target")
    deliver(alpha, bravo, charlie)
    (alert,) = [each for each in browse.inbox(bravo.node, bravo.ines) if each.incoming.kind == Kind.ALERT]
    answers.open_warning(bravo.node, bravo.ines, message=alert.incoming.id)
    answers.redirect(bravo.node, bravo.rosa, message=alert.incoming.id, to="Charlie", said="ask them")
    deliver(alpha, bravo, charlie)
    missing = Resend(salt=bytes(32), urgency=Urgency.EXPECTED, epoch=1, missing=((1, 9),), gone=())
    probes = [
        an_envelope(bravo, alpha, kind=Kind.RESEND, body=resend_bytes(missing), position=50, previous="11" * 32),
        an_envelope(bravo, alpha, kind=Kind.RESPONSE, body=b"{}", position=51, previous="22" * 32),
    ]
    said = [open_receipt(receive(alpha.node, each), alpha.node.keyring.signing) for each in probes]
    for _ in range(3):
        clock.advance(hours=8)
        deliver(alpha, bravo)
    us = known_as(alpha, "Bravo").id
    with alpha.node.store.read() as tx:
        back = [(each.kind, each.state, each.urgency) for each in tx.deliveries.where(counterpart=us)]
    to_bravo = [each for each in wires.carried if read_header(each).recipient == bravo.node.organisation.node_id]
    return sorted(back), sorted(map(len, to_bravo)), [(each.verdict, each.reason) for each in said]


def test_what_comes_back_is_the_same_whether_or_not_others_were_told():
    assert what_comes_back(others_were_told=True) == what_comes_back(others_were_told=False)
