"""Whom we know, and what we grant."""

from dataclasses import replace
from datetime import timedelta

import pytest

from federation import Wires, a_town, an_agreement, enrol
from readings import reads, the_plot
from stories import a_federation, by_hand, decide, known_as, open_notice
from tocsin.domain.counterpart import Reach, Standing
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, NotFoundError, RefusedError, UntrustedError
from tocsin.usecases import counterparts, dispatch, duties, release
from wire.damage import flips
from wire.keys import TestKeys

STRANGER = TestKeys("stranger")


def take_up(town, card, fingerprint, *countries):
    return counterparts.enrol(
        town.node, town.ada, card=card, fingerprint=fingerprint, agreement=an_agreement(*countries), contact="line 1"
    )


def stranger_card(now, **changes):
    period = {"valid_from": now - timedelta(days=1), "valid_until": now + timedelta(days=364)}
    key = replace(STRANGER.card().sealing[0], **period)
    return STRANGER.card_file(**({"sealing": (key,)} | period | changes))


@pytest.fixture
def card(clock):
    return stranger_card(clock.now())


def known(town):
    return {each.name for each in counterparts.listing(town.node, town.ada)}


def test_a_card_is_taken_up_by_the_fingerprint_they_read_out(alpha, card):
    spoken = STRANGER.signing.fingerprint.lower().replace(" ", "-")

    made = take_up(alpha, card, spoken, "FR")

    assert made.reach is Reach.NODE
    assert made.node_id == STRANGER.node_id


@pytest.mark.parametrize("wrong", ["", "00", TestKeys("b").signing.fingerprint, "0" * 64])
def test_a_card_with_another_fingerprint_is_refused(alpha, card, wrong):
    before = known(alpha)

    with pytest.raises(UntrustedError, match="fingerprint is not that of this card"):
        take_up(alpha, card, wrong, "FR")

    assert known(alpha) == before


def test_a_fingerprint_short_of_one_digit_is_refused(alpha, card):
    with pytest.raises(UntrustedError):
        take_up(alpha, card, STRANGER.signing.fingerprint[:-1], "FR")


def test_a_damaged_card_is_refused(alpha, card):
    for damaged in flips(card, step=211):
        with pytest.raises(UntrustedError):
            take_up(alpha, damaged, STRANGER.signing.fingerprint, "FR")

    assert STRANGER.card().organisation not in known(alpha)


@pytest.mark.parametrize("days", [-400, 2])
def test_a_card_that_is_not_valid_today_is_refused(alpha, clock, days):
    start = clock.now() + timedelta(days=days)
    late = stranger_card(clock.now(), valid_from=start, valid_until=start + timedelta(days=365))

    with pytest.raises(UntrustedError, match="not valid today"):
        take_up(alpha, late, STRANGER.signing.fingerprint, "FR")


def test_our_own_card_is_refused(alpha):
    card, fingerprint = counterparts.our_card(alpha.node)

    with pytest.raises(ConflictError, match="our own"):
        take_up(alpha, card, fingerprint, "FR")


def test_nobody_is_taken_up_twice_or_under_a_name_that_is_taken(alpha, bravo, card, clock):
    take_up(alpha, card, STRANGER.signing.fingerprint, "FR")

    with pytest.raises(ConflictError, match="already"):
        take_up(alpha, card, STRANGER.signing.fingerprint, "BE")
    with pytest.raises(ConflictError, match="already"):
        by_hand(alpha, "Bravo", "FR")
    namesake = TestKeys("namesake")
    other = namesake.card_file(organisation="Bravo", valid_until=clock.now() + timedelta(days=9))
    with pytest.raises(ConflictError, match="already"):
        take_up(alpha, other, namesake.signing.fingerprint, "BE")


def test_a_card_that_claims_countries_is_told_for_none_of_them(alpha, clock):
    card = stranger_card(clock.now(), countries=("IE", "NO", "TZ"))
    made = take_up(alpha, card, STRANGER.signing.fingerprint, "FR")
    notice = open_notice(alpha)

    told = {row.counterpart.id for row in duties.board(alpha.node, alpha.rosa, notice=notice.id) if row.counterpart}

    assert made.id not in told


def test_an_agreement_alone_routes_though_the_card_claims_something_else(alpha, card):
    made = take_up(alpha, card, STRANGER.signing.fingerprint, "TZ")
    notice = open_notice(alpha)

    rows = duties.board(alpha.node, alpha.rosa, notice=notice.id)

    assert [row.concern.key for row in rows if row.counterpart == made] == ["TZ:suspect-national"]


def test_a_changed_agreement_routes_at_once(alpha):
    notice = open_notice(alpha)
    bravo = known_as(alpha, "Bravo")
    counterparts.agree(alpha.node, alpha.rosa, counterpart=bravo.id, agreement=an_agreement("DK"))

    rows = duties.board(alpha.node, alpha.rosa, notice=notice.id)

    assert [row.concern.key for row in rows if row.counterpart and row.counterpart.id == bravo.id] == [
        "DK:detained-national"
    ]


def test_no_mail_goes_to_who_is_suspended(alpha):
    notice = open_notice(alpha)
    decide(alpha, notice, "IE:target")
    tearline = release.preview(alpha.node, alpha.rosa, notice=notice.id, to=known_as(alpha, "Bravo").id)
    with alpha.node.store.begin() as tx:
        tx.counterparts.put(replace(known_as(alpha, "Bravo"), standing=Standing.SUSPENDED))

    with pytest.raises(RefusedError, match="no mail may go to Bravo"):
        release.approve(alpha.node, alpha.omar, tearline=tearline.id, digest=tearline.digest)


def test_mail_for_a_card_that_has_expired_is_signed_and_waits(alpha, clock):
    clock.advance(days=100)  # the sealing key is good for sixty days
    notice = open_notice(alpha)
    decide(alpha, notice, "IE:target")
    tearline = release.preview(alpha.node, alpha.rosa, notice=notice.id, to=known_as(alpha, "Bravo").id)

    delivery = release.approve(alpha.node, alpha.omar, tearline=tearline.id, digest=tearline.digest)
    (waiting,) = dispatch.send_next(alpha.node, counterpart=delivery.counterpart)

    assert waiting.state is DeliveryState.QUEUED
    assert waiting.last_error == "their sealing keys have run out: it waits for their new card"


def test_a_counterpart_nobody_knows_is_named(alpha):
    with pytest.raises(NotFoundError, match="no counterpart Zulu"):
        known_as(alpha, "Zulu")


def test_a_node_makes_its_card_once():
    clock, _, (alpha, *_) = a_federation()
    first = counterparts.our_card(alpha.node)
    clock.advance(days=1)

    assert counterparts.publish_card(alpha.node) == first[0]
    assert counterparts.our_card(alpha.node) == first


def test_both_sides_take_each_other_up_for_themselves(clock):
    wires = Wires()
    one, two = (
        a_town(wires, name=name, country=country, clock=clock, read=reads(the_plot()))
        for name, country in (("Delta", "FR"), ("Echo", "BE"))
    )
    enrol(one, two)

    assert known(one) == {"Echo"}
    assert known(two) == set()
