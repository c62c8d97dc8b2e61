"""What several counterparts were told of one notice, shown to be parts of one approved whole."""

import json

import pytest

from stories import decide, known_as, open_notice, preview, release_to, submit, the_claim
from tocsin.domain.entity import Form
from tocsin.domain.errors import RefusedError
from tocsin.usecases import disclosure, review
from tocsin.usecases.steps import assessments
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.wire.bodies.alert import read_alert
from tocsin.wire.consistency import compare, verify
from tocsin.wire.fields import base64url


@pytest.fixture
def told(federation):
    """Alpha, and the notice of which it told Bravo and Charlie each a part."""
    _, _, (alpha, *_) = federation
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")
    release_to(alpha, notice, "Charlie", "NO:target")
    return alpha, notice


def opened(alpha, notice, name):
    return disclosure.open_part(alpha.node, alpha.omar, notice=notice.id, to=known_as(alpha, name).id)


def test_two_counterparts_hold_consistent_parts_of_one_assessment(told):
    alpha, notice = told
    ours, theirs = opened(alpha, notice, "Bravo"), opened(alpha, notice, "Charlie")

    assert verify(ours).holds
    assert compare(ours, theirs).holds


def test_every_field_that_was_told_is_opened(told):
    alpha, notice = told

    assert not any("other things" in line for line in verify(opened(alpha, notice, "Bravo")).not_proven)


def test_a_part_holds_nothing_of_what_was_withheld(told):
    alpha, notice = told
    file = opened(alpha, notice, "Bravo")
    with alpha.node.store.read() as tx:
        (tearline,) = tx.tearlines.where(counterpart=known_as(alpha, "Bravo").id)
        (held,) = tx.assessments.where(notice=notice.id)
    says = {(each.aspect, each.value) for claim in read_alert(tearline.body).claims for each in claim.fields}
    shown = {(each["field"]["aspect"], each["field"]["value"]) for each in json.loads(file)["openings"]}
    withheld = [each for each in held.leaves if each.field and (each.field.aspect, each.field.value) not in says]

    assert withheld
    assert shown == says
    assert not any(base64url(each.salt) in file.decode() for each in withheld)
    assert {name for name in ("Norway", "Faro", "Dane", "detention") if name.encode() in file} == set()


def test_a_preview_written_twice_commits_to_one_whole_and_to_another_once_a_claim_was_graded(federation):
    _, _, (alpha, *_) = federation
    report = submit(alpha)
    notice = open_notice(alpha, report)
    decide(alpha, notice, "IE:target")
    bravo = known_as(alpha, "Bravo")
    first, again = (read_alert(preview(alpha, notice, bravo).body).assessment for _ in range(2))
    attack = the_claim(alpha, report, says="attack")
    review.grade(
        alpha.node,
        alpha.ines,
        claims=[attack.id],
        reliability=Reliability.B,
        credibility=Credibility.PROBABLY_TRUE,
        why="he has been right before",
    )

    assert first == again
    assert read_alert(preview(alpha, notice, bravo).body).assessment != first


def test_a_claim_erased_here_stands_in_no_part_and_breaks_none(told):
    alpha, notice = told
    before = opened(alpha, notice, "Charlie")
    with alpha.node.store.begin() as tx:
        assessments.forget(tx, set(notice.claims[:1]))
        (held,) = tx.assessments.where(notice=notice.id)
    after = opened(alpha, notice, "Charlie")

    assert notice.claims[0] not in {each.claim for each in held.leaves}
    assert verify(after).holds
    assert compare(before, after).holds


def test_a_field_names_nobody_whom_the_report_only_describes(told):
    alpha, notice = told
    with alpha.node.store.read() as tx:
        (held,) = tx.assessments.where(notice=notice.id)
        entities = {each.id: each for each in tx.entities.where()}
    described = {each.name for each in entities.values() if all(m.form is not Form.NAME for m in each.mentions)}

    assert not described & {each.field.value for each in held.leaves if each.field}


def test_only_a_releasing_officer_opens_a_part(told):
    alpha, notice = told
    with pytest.raises(RefusedError):
        disclosure.open_part(alpha.node, alpha.ines, notice=notice.id, to=known_as(alpha, "Bravo").id)


def test_the_root_is_signed_when_the_first_part_is_approved_and_not_again(federation):
    clock, _, (alpha, *_) = federation
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")
    with alpha.node.store.read() as tx:
        first = tx.assessments.where(notice=notice.id)
    clock.advance(hours=1)
    release_to(alpha, notice, "Charlie", "NO:target")
    with alpha.node.store.read() as tx:
        (again,) = tx.assessments.where(notice=notice.id)

    assert (first[0].signed, first[0].approved_at) == (again.signed, again.approved_at)
