"""A counterpart that floods, replays, jumps, names another, or signs nonsense harms nobody but itself."""

from datetime import timedelta

import pytest

from exchange.forging import a_message, an_envelope, id_of, pack
from stories import a_federation, known_as
from tocsin.domain.errors import UnavailableError
from tocsin.domain.link import Link
from tocsin.usecases import lines
from tocsin.usecases.reception import receive
from tocsin.wire.receipt import REFUSAL, Verdict, open_receipt


@pytest.fixture
def federation():
    return a_federation()


def link(town, name):
    return next(each.line.link for each in lines.states(town.node, town.uma) if each.line.counterpart.name == name)


def chain(sender, recipient, count):
    previous = None
    for position in range(1, count + 1):
        message = a_message(sender, recipient, position=position, previous=previous)
        previous = id_of(message, sender.node.keyring.sign)
        yield pack(message, recipient, sender.node.keyring.sign)


def verdict(town, answer):
    return open_receipt(answer, town.node.keyring.signing).verdict


def test_a_flood_is_told_to_come_again_loses_nothing_and_holds_up_nobody_else(federation, monkeypatch):
    monkeypatch.setattr("tocsin.usecases.steps.links.BURST", 3)
    clock, _, (alpha, bravo, charlie) = federation
    *first, late = chain(bravo, alpha, 4)
    for each in first:
        assert verdict(alpha, receive(alpha.node, each)) is Verdict.STORED
    with pytest.raises(UnavailableError, match="at once"):
        receive(alpha.node, late)

    assert verdict(alpha, receive(alpha.node, an_envelope(charlie, alpha))) is Verdict.STORED
    assert (link(alpha, "Bravo").stored, link(alpha, "Bravo").postponed) == (3, 1)
    assert link(alpha, "Charlie").postponed == 0
    clock.advance(seconds=1)
    assert verdict(alpha, receive(alpha.node, late)) is Verdict.STORED


def test_who_cannot_be_authenticated_uses_up_nobodys_allowance(federation, monkeypatch):
    monkeypatch.setattr("tocsin.usecases.steps.links.BURST", 2)
    clock, _, (alpha, bravo, charlie) = federation
    for _ in range(5):
        forged = an_envelope(bravo, alpha, sign=charlie.node.keyring.sign)
        assert receive(alpha.node, forged) == REFUSAL
        clock.advance(seconds=2)

    assert verdict(alpha, receive(alpha.node, an_envelope(bravo, alpha))) is Verdict.STORED
    assert link(alpha, "Bravo").unreadable == 5
    assert link(alpha, "Charlie") == Link(counterpart=known_as(alpha, "Charlie").id)


def test_replays_are_counted_at_most_once_a_second_and_change_nothing_else(federation):
    clock, _, (alpha, bravo, _) = federation
    envelope = an_envelope(bravo, alpha)
    receipt = receive(alpha.node, envelope)
    for _ in range(3):
        assert {receive(alpha.node, envelope) for _ in range(20)} == {receipt}
        clock.advance(seconds=2)

    assert (link(alpha, "Bravo").repeated, link(alpha, "Bravo").stored) == (3, 1)


def test_valid_signatures_over_nonsense_are_answered_counted_and_their_stream_goes_on(federation):
    _, _, (alpha, bravo, _) = federation
    nonsense = a_message(bravo, alpha, body=b"\xff\x00")
    sign = bravo.node.keyring.sign
    following = a_message(bravo, alpha, position=2, previous=id_of(nonsense, sign))

    assert verdict(alpha, receive(alpha.node, pack(nonsense, alpha, sign))) is Verdict.QUARANTINED
    assert verdict(alpha, receive(alpha.node, pack(following, alpha, sign))) is Verdict.STORED
    assert (link(alpha, "Bravo").quarantined, link(alpha, "Bravo").stored) == (1, 1)


def test_who_leaves_gaps_everywhere_is_told_to_fill_them_first(federation, monkeypatch):
    monkeypatch.setattr("tocsin.usecases.arrivals.judging.MOST_GAPS", 3)
    _, _, (alpha, bravo, _) = federation
    for position in (2, 4, 6):
        receive(alpha.node, an_envelope(bravo, alpha, position=position, previous="11" * 32))

    with pytest.raises(UnavailableError, match="gaps"):
        receive(alpha.node, an_envelope(bravo, alpha, position=8, previous="11" * 32))
    assert verdict(alpha, receive(alpha.node, an_envelope(bravo, alpha, position=1))) is Verdict.STORED


def test_a_clock_that_is_put_back_keeps_nobody_out(federation, monkeypatch):
    monkeypatch.setattr("tocsin.usecases.steps.links.BURST", 2)
    clock, _, (alpha, bravo, _) = federation
    now = clock.now()
    one, two, three = chain(bravo, alpha, 3)
    for each in (one, two):
        receive(alpha.node, each)
    clock.set(now - timedelta(hours=5))

    assert verdict(alpha, receive(alpha.node, three)) is Verdict.STORED
