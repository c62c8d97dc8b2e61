"""At night one person on watch may send what, where and when, and nobody; a second reviews it within twelve hours."""

from dataclasses import replace
from datetime import timedelta

import pytest

from federation import deliver
from stories import WARN, by_hand, decide, known_as, open_notice
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.night import Danger, Intent
from tocsin.domain.rule import Rule
from tocsin.domain.task import Act
from tocsin.surfaces.worker import perform
from tocsin.usecases import agenda, browse, counterparts, duties, escalation, nights, release, roster
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.alert import read_alert

DANGER = {"intent": Intent.KILL, "credible": True, "specific": True, "why": "the hour is near and nobody answers"}


@pytest.fixture
def night(federation):
    """Alpha has decided to warn Bravo at once; rosa is on watch, and the agreement allows the minimum."""
    clock, _, (alpha, bravo, _) = federation
    allow(alpha, "Bravo")
    on_watch(alpha, clock, "rosa")
    notice = open_notice(alpha, urgency=Urgency.IMMEDIATE, asks=("Ask Baba Kidege",))
    decide(alpha, notice, "IE:target")
    return clock, alpha, bravo, notice


def allow(town, name, **changes):
    held = known_as(town, name)
    agreement = replace(held.agreement, night_minimum=True, **changes)
    counterparts.agree(town.node, town.ada, counterpart=held.id, agreement=agreement)


def on_watch(town, clock, name):
    now = clock.now()
    roster.set_watch(town.node, town.ada, since=now, until=now + timedelta(hours=10), on_duty=name)


def cut(town, notice, **options):
    to = known_as(town, "Bravo").id
    return release.preview(town.node, town.rosa, notice=notice.id, to=to, is_minimum=True, **options)


def send(town, made, who=None, **changes):
    danger = Danger(**(DANGER | changes))
    return release.send_alone(town.node, who or town.rosa, tearline=made.id, digest=made.digest, danger=danger)


def acts(town, who):
    return {each.act for each in browse.now(town.node, who)}


def test_one_person_on_watch_tells_what_where_and_when_and_nobody(night):
    _, alpha, bravo, notice = night

    delivery = send(alpha, cut(alpha, notice))
    deliver(alpha, bravo)

    (held,) = [each.incoming for each in browse.inbox(bravo.node, bravo.ines) if each.is_warning]
    assert held.id == delivery.id
    text = read_alert(held.body).text
    with alpha.node.store.read() as tx:
        nobody = [each.name for each in tx.entities.where() if each.kind.value in {"person", "group", "organisation"}]
    assert nobody
    assert not [name for name in nobody if name in text]
    assert "Baba" not in text
    assert "the minimum for the night" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.ENGLISH, "minimum for the night"),
        (Language.TURKISH, "gecenin asgari"),
        (Language.FRENCH, "de la nuit"),
    ],
)
def test_the_minimum_is_in_fixed_words_of_each_language(night, language, words):
    _, alpha, _, notice = night

    assert words in cut(alpha, notice, language=language).text


def test_every_person_and_organisation_is_withheld_by_the_rule_of_the_night(night):
    _, alpha, _, notice = night

    made = cut(alpha, notice)

    assert {each.entity for each in made.withheld if each.because is Rule.NIGHT_MINIMUM} - {None}
    assert made.claims


def test_what_one_person_sent_stays_on_the_list_until_a_second_has_reviewed_it(night):
    _, alpha, _, notice = night
    made = cut(alpha, notice)
    send(alpha, made)
    assert Act.REVIEW_MINIMUM in acts(alpha, alpha.omar)

    with pytest.raises(RefusedError, match="second person"):
        nights.review(alpha.node, alpha.rosa, minimum=made.id, said="I was right")
    nights.review(alpha.node, alpha.omar, minimum=made.id, said="it was right")

    assert Act.REVIEW_MINIMUM not in acts(alpha, alpha.omar)


def test_when_nobody_reviews_it_in_twelve_hours_the_officers_are_called(night):
    clock, alpha, _, notice = night
    made = cut(alpha, notice)
    send(alpha, made)
    clock.advance(hours=12)

    for work in agenda.due(alpha.node):
        if work.subject == made.id:
            perform(alpha.node, work)

    (call,) = [each for each in escalation.listing(alpha.node, alpha.rosa) if each.subject == made.id]
    assert alpha.omar.account in call.people
    assert alpha.rosa.account not in call.people


def test_nobody_is_called_about_what_was_reviewed_in_time(night):
    clock, alpha, _, notice = night
    made = cut(alpha, notice)
    send(alpha, made)
    nights.review(alpha.node, alpha.omar, minimum=made.id, said="it was right")
    clock.advance(hours=12)

    assert made.id not in {work.subject for work in agenda.due(alpha.node)}


def test_it_is_written_in_the_ledger_that_one_person_sent_it_and_who_reviewed_it(night):
    _, alpha, _, notice = night
    made = cut(alpha, notice)
    send(alpha, made)
    nights.review(alpha.node, alpha.omar, minimum=made.id, said="it was right")

    with alpha.node.store.read() as tx:
        entries = [leaf.record for leaf in tx.leaves.where() if leaf.record and made.id.encode() in leaf.record]
    written = b"".join(entries)
    assert b"minimum.sent" in written
    assert b"minimum.reviewed" in written


def test_who_is_not_on_watch_cannot_send_it_alone(night):
    clock, alpha, _, notice = night
    made = cut(alpha, notice)
    on_watch(alpha, clock, "omar")

    with pytest.raises(RefusedError, match="on watch"):
        send(alpha, made)


def test_what_is_not_credible_and_specific_waits_for_a_second_person(night):
    _, alpha, _, notice = night
    made = cut(alpha, notice)

    with pytest.raises(RefusedError, match="credible and specific"):
        send(alpha, made, credible=False)
    with pytest.raises(RefusedError, match="credible and specific"):
        send(alpha, made, specific=False)
    with pytest.raises(InvalidError, match="say why"):
        send(alpha, made, why=" ")


def test_a_whole_tearline_never_goes_at_one_persons_word(night):
    _, alpha, _, notice = night
    whole = release.preview(alpha.node, alpha.rosa, notice=notice.id, to=known_as(alpha, "Bravo").id)

    with pytest.raises(RefusedError, match="second person approves"):
        send(alpha, whole)


def test_an_agreement_without_the_clause_allows_no_minimum(night):
    _, alpha, _, notice = night
    held = known_as(alpha, "Bravo")
    agreement = replace(held.agreement, night_minimum=False)
    counterparts.agree(alpha.node, alpha.ada, counterpart=held.id, agreement=agreement)

    with pytest.raises(RefusedError, match="does not allow"):
        cut(alpha, notice)


def test_an_agreement_that_has_changed_since_stops_what_was_written(night):
    _, alpha, _, notice = night
    made = cut(alpha, notice)
    held = known_as(alpha, "Bravo")
    counterparts.agree(
        alpha.node, alpha.ada, counterpart=held.id, agreement=replace(held.agreement, night_minimum=False)
    )

    with pytest.raises(RefusedError, match="does not allow"):
        send(alpha, made)


def test_only_who_is_reached_directly_is_told_the_minimum(night):
    _, alpha, _, notice = night
    to = by_hand(alpha, "Islanders", "IE")
    counterparts.agree(alpha.node, alpha.ada, counterpart=to.id, agreement=replace(to.agreement, night_minimum=True))
    duties.decide(alpha.node, alpha.rosa, notice=notice.id, concern="IE:target", counterpart=to.id, choice=WARN)

    with pytest.raises(RefusedError, match="has no node"):
        release.preview(alpha.node, alpha.rosa, notice=notice.id, to=to.id, is_minimum=True)


def test_who_has_been_told_already_is_told_more_only_by_two(night):
    _, alpha, _, notice = night
    send(alpha, cut(alpha, notice))

    with pytest.raises(ConflictError, match="told"):
        cut(alpha, notice)


def test_a_second_person_may_approve_the_minimum_as_anything_else(night):
    _, alpha, _, notice = night
    made = cut(alpha, notice)

    release.approve(alpha.node, alpha.omar, tearline=made.id, digest=made.digest)

    assert nights.of_tearline(alpha.node, alpha.rosa, tearline=made.id) is None
