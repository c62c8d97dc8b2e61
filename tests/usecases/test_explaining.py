"""Why each counterpart may hold what of a notice, and who has not been told."""

from dataclasses import replace
from datetime import date

import pytest

from stories import AMBER, by_hand, decide, known_as, open_notice, preview, release_to, submit, the_claim
from tocsin.domain.marking import Marking, Reader, Restriction
from tocsin.domain.rule import Rule
from tocsin.usecases import counterparts, explaining, intake, review
from tocsin.vocabulary.handling import HandlingCode
from tocsin.vocabulary.iep import EncryptInTransit, Policy
from tocsin.vocabulary.law import DataCategory, SubjectCategory
from tocsin.vocabulary.tlp import Tlp


def explain(town, notice):
    return explaining.explain(town.node, town.rosa, notice=notice.id)


def cell(town, notice, claim, name):
    who = known_as(town, name).id
    return next(each for each in explain(town, notice).cells if (each.claim, each.counterpart) == (claim.id, who))


def test_every_claim_towards_every_counterpart_it_concerns_is_decided_by_a_rule_that_says_why(alpha):
    notice = open_notice(alpha)

    matrix = explain(alpha, notice)

    assert [column.name for column in matrix.columns] == ["Bravo", "Charlie"]
    assert len(matrix.cells) == len(matrix.claims) * len(matrix.columns)
    assert all(each.rule in set(Rule) and each.why and each.change for each in matrix.cells)


def test_what_is_explained_is_what_the_preview_writes(alpha):
    notice = open_notice(alpha)
    decide(alpha, notice, "IE:target")

    permitted = {each.claim for each in explain(alpha, notice).cells if each.is_permitted}

    bravo = known_as(alpha, "Bravo").id
    theirs = {each.claim for each in explain(alpha, notice).cells if each.is_permitted and each.counterpart == bravo}
    assert set(preview(alpha, notice, known_as(alpha, "Bravo")).claims) == theirs <= permitted


def test_before_anybody_decided_it_says_what_would_go(alpha):
    notice = open_notice(alpha)
    before = [column.is_decided for column in explain(alpha, notice).columns]

    decide(alpha, notice, "IE:target")

    assert before == [False, False]
    assert [column.is_decided for column in explain(alpha, notice).columns] == [True, False]


def test_what_goes_without_somebody_says_without_whom_and_by_which_rule(alpha):
    report = submit(alpha)
    notice = open_notice(alpha, report)

    attack = cell(alpha, notice, the_claim(alpha, report, says="attack"), "Bravo")

    assert attack.is_permitted
    assert Rule.OTHERS_TARGET in {part.rule for part in attack.without}


def with_agreement(**changes):
    def change(town, _claim):
        held = known_as(town, "Bravo")
        agreement = replace(held.agreement, **changes)
        counterparts.agree(town.node, town.ada, counterpart=held.id, agreement=agreement)

    return change


def with_marking(**changes):
    def change(town, claim):
        review.mark(town.node, town.ines, claims=[claim.id], marking=replace(AMBER, **changes))

    return change


OTHERS = frozenset({Reader(name="Ann", organisation="Charlie")})
WORDS = {"codes": frozenset({HandlingCode.H3}), "restrictions": frozenset({Restriction(text="not to the press")})}
CHANGES = {
    Rule.AGREEMENT_EXPIRED: with_agreement(review_on=date(2026, 11, 1)),
    Rule.CEILING: with_agreement(ceiling=Tlp.GREEN),
    Rule.NOT_RELEASABLE: with_marking(releasable_to=frozenset({"NO"})),
    Rule.RESTRICTION_UNREAD: with_marking(**WORDS),
    Rule.CONSENT: with_marking(originators=frozenset({"Coast Desk"})),
    Rule.CATEGORY: with_agreement(data=frozenset({DataCategory.IDENTITY})),
    Rule.REGION: with_agreement(regions=frozenset({"DK"})),
}


@pytest.mark.parametrize("rule", CHANGES, ids=str)
def test_each_rule_withholds_by_its_own_name_what_it_is_about(alpha, rule):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    attack = the_claim(alpha, report, says="attack")
    assert cell(alpha, notice, attack, "Bravo").rule is Rule.CONCERNS

    CHANGES[rule](alpha, attack)

    found = cell(alpha, notice, attack, "Bravo")
    assert (found.is_permitted, found.rule) == (False, rule)


def test_red_goes_to_an_organisation_of_which_it_names_a_reader_and_to_no_other(alpha):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    attack = the_claim(alpha, report, says="attack")
    for name in ("Bravo", "Charlie"):
        held = known_as(alpha, name)
        counterparts.agree(
            alpha.node, alpha.ada, counterpart=held.id, agreement=replace(held.agreement, ceiling=Tlp.RED)
        )

    with_marking(tlp=Tlp.RED, readers=OTHERS)(alpha, attack)

    assert cell(alpha, notice, attack, "Bravo").rule is Rule.NO_READER
    assert cell(alpha, notice, attack, "Charlie").is_permitted


def test_what_h2_forbids_to_pass_on_is_withheld_though_nobody_is_there_to_ask(alpha):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    attack = the_claim(alpha, report, says="attack")

    with_marking(codes=frozenset({HandlingCode.H2}))(alpha, attack)

    assert cell(alpha, notice, attack, "Bravo").rule is Rule.CONSENT


def test_whose_consent_is_missing_is_said(alpha):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    attack = the_claim(alpha, report, says="attack")

    with_marking(originators=frozenset({"Coast Desk", "Bravo"}))(alpha, attack)

    assert cell(alpha, notice, attack, "Bravo").about == ("Coast Desk",)


def test_what_must_be_encrypted_is_not_written_on_paper(alpha):
    by_hand(alpha, "Dublin Desk", "IE")
    report = submit(alpha)
    notice = open_notice(alpha, report)
    attack = the_claim(alpha, report, says="attack")

    with_marking(policy=Policy(encrypt_in_transit=EncryptInTransit.MUST))(alpha, attack)

    assert cell(alpha, notice, attack, "Dublin Desk").rule is Rule.IN_THE_OPEN
    assert cell(alpha, notice, attack, "Bravo").is_permitted


def test_people_of_a_category_that_the_agreement_does_not_cover_drop_out_and_the_threat_goes(alpha):
    report = submit(alpha)
    notice = open_notice(alpha, report)
    attack = the_claim(alpha, report, says="attack")

    with_agreement(subjects=frozenset({SubjectCategory.VICTIM}))(alpha, attack)

    found = cell(alpha, notice, attack, "Bravo")
    assert found.is_permitted
    assert Rule.CATEGORY in {part.rule for part in found.without}


def test_a_report_that_nobody_marked_is_for_nobody(alpha):
    report = intake.submit(alpha.node, alpha.ines, data=b"...", name="plot.txt", source="a paper").id
    notice = open_notice(alpha, report)

    rules = {each.rule for each in explain(alpha, notice).cells}

    assert Rule.NOT_MARKED in rules
    assert not any(each.is_permitted for each in explain(alpha, notice).cells)


def test_who_was_told_stays_explained(alpha):
    notice = open_notice(alpha)
    release_to(alpha, notice, "Bravo", "IE:target")

    assert [column.name for column in explain(alpha, notice).columns] == ["Bravo", "Charlie"]


def test_a_marking_with_words_that_nobody_read_can_be_kept():
    assert Marking(tlp=Tlp.AMBER, **WORDS).unread == ("not to the press",)
