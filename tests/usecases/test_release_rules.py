"""Preview, approval, and everything that may change between the two."""

import hashlib
from dataclasses import replace

import pytest

from federation import an_agreement, deliver
from markings import AMBER
from readings import reads, the_plot
from stories import (
    INFORM,
    NOT_MET,
    a_draft,
    approve,
    by_hand,
    claims_of,
    decide,
    known_as,
    open_notice,
    pass_gate,
    preview,
    release_to,
    submit,
    the_claim,
)
from tocsin.domain.actor import Role
from tocsin.domain.claim import AttributeKind, Status
from tocsin.domain.errors import ConflictError, InvalidError, RefusedError
from tocsin.domain.marking import Marking
from tocsin.domain.notice import Outcome
from tocsin.domain.rule import Rule
from tocsin.usecases import browse, counterparts, duties, identities, intake, notices, release, review
from tocsin.usecases.duties import Choice
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.message import SignedMessage, parse


def change_agreement(town, notice, report):
    counterparts.agree(
        town.node, town.ada, counterpart=known_as(town, "Bravo").id, agreement=an_agreement("IE", ceiling=Tlp.GREEN)
    )


def change_purpose(town, notice, report):
    changed = replace(an_agreement("IE"), purpose="something else")
    counterparts.agree(town.node, town.ada, counterpart=known_as(town, "Bravo").id, agreement=changed)


def take_the_country_away(town, notice, report):
    counterparts.agree(town.node, town.ada, counterpart=known_as(town, "Bravo").id, agreement=an_agreement("NO"))


def grade(town, notice, report):
    review.grade(
        town.node,
        town.ines,
        claims=[the_claim(town, report, says="attack").id],
        reliability=Reliability.B,
        credibility=Credibility.DOUBTFUL,
        why="seen",
    )


def mark(town, notice, report):
    review.mark(
        town.node,
        town.ines,
        claims=[the_claim(town, report, says="attack").id],
        marking=Marking(tlp=Tlp.GREEN),
    )


def reject(town, notice, report):
    review.reject(town.node, town.ines, claims=[the_claim(town, report, says="TZ").id], why="wrong")


def correct(town, notice, report):
    attack = the_claim(town, report, says="attack")
    review.correct(town.node, town.ines, claim=attack.id, why="two sources", status=Status.THREATENED)


def decide_otherwise(town, notice, report):
    decide(town, notice, "IE:target", INFORM)


def decide_against(town, notice, report):
    decide(town, notice, "IE:target", Choice(outcome=Outcome.NOT_MET, test=NOT_MET))


CHANGES = (
    change_agreement,
    change_purpose,
    take_the_country_away,
    grade,
    mark,
    reject,
    correct,
    decide_otherwise,
    decide_against,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_nothing_is_approved_that_changed_since_the_preview(alpha, change):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    decide(alpha, notice, "IE:target")
    tearline = preview(alpha, notice, known_as(alpha, "Bravo"))
    change(alpha, notice, report)

    with pytest.raises(ConflictError, match="preview again"):
        approve(alpha, tearline)

    assert browse.outbox(alpha.node, alpha.rosa) == ()


@pytest.mark.parametrize("change", [change_purpose, grade, mark, reject, correct, decide_otherwise])
def test_after_a_new_preview_what_changed_is_in_it_and_can_be_approved(alpha, change):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    decide(alpha, notice, "IE:target")
    old = preview(alpha, notice, known_as(alpha, "Bravo"))
    change(alpha, notice, report)

    new = preview(alpha, notice, known_as(alpha, "Bravo"))
    approve(alpha, new)

    assert new.body != old.body
    assert len(browse.outbox(alpha.node, alpha.rosa)) == 1


def test_a_correction_takes_the_place_of_the_claim_it_corrects(alpha):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    correct(alpha, notice, report)
    decide(alpha, notice, "IE:target")

    tearline = preview(alpha, notice, known_as(alpha, "Bravo"))

    assert "have threatened to carry out an attack" in tearline.text
    assert "is planned" not in tearline.text


def test_a_rejected_claim_raises_no_concern_any_more(alpha):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    review.reject(alpha.node, alpha.ines, claims=[the_claim(alpha, report, says="attack").id], why="a hoax")

    keys = {row.concern.key for row in duties.board(alpha.node, alpha.rosa, notice=notice.id)}

    assert keys == {"DK:detained-national"}


def test_an_unchanged_tearline_is_approved_and_its_bytes_are_the_bytes_signed(alpha):
    notice = open_notice(alpha)

    tearline, delivery = release_to(alpha, notice, "Bravo", "IE:target")

    with alpha.node.store.read() as tx:
        body = parse(SignedMessage.from_bytes(tx.outgoing.get(delivery.id).signed).data).body
    assert hashlib.sha256(body).hexdigest() == tearline.digest
    assert body == tearline.body


def test_two_previews_of_the_same_thing_share_their_names_and_not_their_digest(alpha):
    notice = open_notice(alpha)
    decide(alpha, notice, "IE:target")

    first, second = (preview(alpha, notice, known_as(alpha, "Bravo")) for _ in range(2))

    assert first.text == second.text
    assert first.digest != second.digest


def test_a_version_is_released_to_a_counterpart_once(alpha):
    notice = open_notice(alpha)
    decide(alpha, notice, "IE:target")
    first, second = (preview(alpha, notice, known_as(alpha, "Bravo")) for _ in range(2))
    approve(alpha, first)

    for each in (first, second):
        with pytest.raises(ConflictError, match="already"):
            approve(alpha, each)

    assert len(browse.outbox(alpha.node, alpha.rosa)) == 1


def test_no_name_is_shared_by_what_two_counterparts_get(alpha):
    notice = open_notice(alpha)
    bravo, _ = release_to(alpha, notice, "Bravo", "IE:target")
    charlie, _ = release_to(alpha, notice, "Charlie", "NO:target")

    with alpha.node.store.read() as tx:
        names = [each.name for each in tx.border_names.where()]
    internal = [notice.id, *notice.claims]
    assert len(set(names)) == len(names) > 4
    assert not [name for name in names if name.encode() in bravo.body and name.encode() in charlie.body]
    assert not [each for each in internal if each.encode() in bravo.body + charlie.body]


def test_nobody_is_told_before_somebody_decided_it(alpha):
    notice = open_notice(alpha)

    with pytest.raises(RefusedError, match="nobody has decided that Bravo is to be told"):
        preview(alpha, notice, known_as(alpha, "Bravo"))


def test_the_author_of_the_notice_cannot_approve_and_neither_can_an_administrator(alpha):
    notice = notices.open_notice(alpha.node, alpha.omar, a_draft(alpha, claims=open_notice(alpha).claims))
    decide(alpha, notice, "IE:target")
    tearline = preview(alpha, notice, known_as(alpha, "Bravo"))
    both = replace(alpha.rosa, account="a-9", roles=frozenset({Role.RELEASING_OFFICER, Role.ADMINISTRATOR}))

    with pytest.raises(RefusedError, match="author"):
        approve(alpha, tearline)
    with pytest.raises(RefusedError, match="administrator"):
        release.approve(alpha.node, both, tearline=tearline.id, digest=tearline.digest)


def test_a_claim_that_nobody_confirmed_is_not_released(alpha):
    report = submit(alpha)
    drafts = [claim for claim in claims_of(alpha, report) if claim.id != the_claim(alpha, report, says="TZ").id]
    review.confirm(alpha.node, alpha.ines, claims=[claim.id for claim in drafts], why="read it")
    notice = notices.open_notice(alpha.node, alpha.ines, a_draft(alpha, reports=(report,)))
    decide(alpha, notice, "IE:target")

    tearline = preview(alpha, notice, known_as(alpha, "Bravo"))

    assert "Tanzania" not in tearline.text
    with pytest.raises(ConflictError, match="only confirmed claims"):
        notices.open_notice(alpha.node, alpha.ines, a_draft(alpha, claims=(the_claim(alpha, report, says="TZ").id,)))


def test_a_nationality_left_out_of_the_notice_still_hides_a_person_from_his_state(alpha):
    report = submit(alpha)
    wanted = [the_claim(alpha, report, says=each).id for each in ("attack", "IE", "NO")]
    review.confirm(alpha.node, alpha.ines, claims=wanted, why="read it")
    counterparts.agree(
        alpha.node, alpha.ada, counterpart=known_as(alpha, "Bravo").id, agreement=an_agreement("IE", "TZ")
    )
    notice = notices.open_notice(alpha.node, alpha.ines, a_draft(alpha, claims=tuple(wanted)))
    decide(alpha, notice, "IE:target")

    tearline = preview(alpha, notice, known_as(alpha, "Bravo"))

    assert "Salim Faru" in tearline.text
    assert "Baba Kidege" not in tearline.text
    assert Rule.GATE in {each.because for each in tearline.withheld}


def test_what_another_report_says_of_the_same_person_protects_him_too_until_that_is_taken_back(alpha):
    plain = the_plot()
    without = replace(plain, claims=tuple(claim for claim in plain.claims if claim.id != "a1"))
    alpha = replace(alpha, node=replace(alpha.node, reader=type(alpha.node.reader)(reads(without))))
    counterparts.agree(
        alpha.node, alpha.ada, counterpart=known_as(alpha, "Bravo").id, agreement=an_agreement("IE", "TZ")
    )
    report = submit(alpha)
    notice = open_notice(alpha, report)
    knows = replace(alpha, node=replace(alpha.node, reader=type(alpha.node.reader)(reads(plain))))
    other = intake.submit(knows.node, knows.ines, data=b"...", name="other", source="a friend", marking=AMBER).id
    decide(alpha, notice, "IE:target")
    people = [
        next(
            each.id
            for each in browse.report(alpha.node, alpha.ines, report=each_report).entities
            if "Baba" in each.name
        )
        for each_report in (report, other)
    ]

    before = preview(alpha, notice, known_as(alpha, "Bravo"))
    identity = identities.judge(alpha.node, alpha.ines, entities=people, are_same=True, why="same photograph")
    joined = preview(alpha, notice, known_as(alpha, "Bravo"))
    identities.undo(alpha.node, alpha.ines, identity=identity.id)
    after = preview(alpha, notice, known_as(alpha, "Bravo"))

    assert "Baba Kidege" in before.text
    assert "Baba Kidege" not in joined.text
    assert after.text == before.text


def test_the_gate_lets_a_person_be_named_only_where_it_says_so(alpha):
    by_hand(alpha, "Dar", "TZ")
    notice = open_notice(alpha)
    pass_gate(alpha, notice, "TZ", may_be_named=False)
    decide(alpha, notice, "TZ:suspect-national", INFORM)

    without = preview(alpha, notice, known_as(alpha, "Dar"))
    pass_gate(alpha, notice, "TZ", may_be_named=True)

    assert "Baba" not in without.text
    assert "Salim Faru plans to carry out an attack" in without.text
    assert "Baba Kidege is a national of Tanzania" in preview(alpha, notice, known_as(alpha, "Dar")).text


def test_a_message_never_goes_to_who_was_not_told(federation):
    _clock, _wires, (alpha, bravo, charlie) = federation
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")

    deliver(alpha, bravo, charlie)

    assert len(browse.inbox(bravo.node, bravo.ines)) == 1
    assert browse.inbox(charlie.node, charlie.ines) == ()


def test_a_notice_needs_confirmed_claims_a_title_and_time_to_answer(alpha):
    report = submit(alpha)
    with pytest.raises(InvalidError, match="confirmed claim"):
        notices.open_notice(alpha.node, alpha.ines, a_draft(alpha, reports=(report,)))
    for change in ({"title": "  "}, {"answer_by": alpha.node.clock.now()}):
        with pytest.raises(InvalidError):
            notices.open_notice(alpha.node, alpha.ines, a_draft(alpha, reports=(report,), **change))


def test_the_origin_of_a_person_stands_in_no_tearline(alpha):
    by_hand(alpha, "Nairobi", "KE")
    notice = open_notice(alpha)

    tearline, _ = release_to(alpha, notice, "Bravo", "IE:target")

    report = the_plot()
    assert [claim for claim in report.claims if getattr(claim.content, "kind", None) is AttributeKind.ORIGIN]
    assert "Kenya" not in tearline.text
    assert "KE" not in {row.concern.country for row in duties.board(alpha.node, alpha.rosa, notice=notice.id)}
