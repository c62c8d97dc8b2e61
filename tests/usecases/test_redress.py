"""Redress: the letter in the language of who asks, and what a granted request still asks to be done."""

import pytest

from federation import deliver
from stories import a_federation, approve, known_as, open_notice, release_to, submit, the_claim
from tocsin.adapters.paper import PdfPrinter
from tocsin.domain.claim import Status
from tocsin.domain.errors import ConflictError
from tocsin.domain.recall import WithdrawalGround
from tocsin.domain.subject import Decision, Refusal, Restriction, Right, Step, Verdict
from tocsin.surfaces.page import subject_letter
from tocsin.usecases import erasing, redress, release, requests, review
from tocsin.usecases.erasing import What
from tocsin.vocabulary.language import Language


@pytest.fixture
def told():
    """Alpha told Bravo of an attack by two men."""
    towns = a_federation()[2]
    alpha = towns[0]
    report = submit(alpha)
    release_to(alpha, open_notice(alpha, report), "Bravo", "IE:target")
    deliver(*towns)
    return alpha, towns, the_claim(alpha, report, says="attack")


def granted(town, claim, right=Right.ACCESS, language=Language.ENGLISH, **decided):
    asked = requests.receive(
        town.node, town.uma, whom="Baba Kidege", right=right, said="", verified="passport", language=language
    )
    decision = Decision(verdict=Verdict.GRANTED, reasons="no harm", claims=(claim.id,), **decided)
    return requests.answer(town.node, town.uma, request=asked.id, decision=decision)


def steps(town, asked):
    return [each.step for each in redress.left(town.node, town.uma, request=asked.id)]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ENGLISH, ("We hold about you:", "22 November 2026", "prevention of crime", "suspect")),
        (Language.TURKISH, ("Hakkınızda tuttuklarımız:", "22 Kasım 2026", "suçun önlenmesi", "şüpheli")),
        (
            Language.FRENCH,
            ("Nous détenons à votre sujet", "22 novembre 2026", "prévention des infractions", "suspecte"),
        ),
    ],
)
def test_the_letter_is_in_the_language_of_who_asks(told, language, said):
    alpha, _, attack = told

    text = granted(alpha, attack, language=language).answer.letter

    assert all(words in text for words in said)
    assert "Bravo" in text


def test_the_letter_names_nobody_else_and_the_same_words_say_that_something_may_be_left_out(told):
    alpha, _, attack = told
    other = the_claim(alpha, attack.report, says="TZ")

    whole = granted(alpha, attack).answer.letter
    part = granted(alpha, attack, withheld=(other.id,), restriction=Restriction.INQUIRIES).answer.letter

    assert "Baba Kidege" in whole
    assert "Salim Faru" not in whole
    assert "somebody" in whole
    assert whole == part


def test_a_refusal_names_its_ground_and_none_of_the_reasons(told):
    alpha, _, _ = told
    asked = requests.receive(alpha.node, alpha.uma, whom="X", right=Right.ERASURE, said="", verified="passport")
    decision = Decision(verdict=Verdict.REFUSED, refusal=Refusal.EVIDENCE, reasons="the trial in March")

    text = requests.answer(alpha.node, alpha.uma, request=asked.id, decision=decision).answer.letter

    assert "it has to be kept as evidence" in text
    assert "March" not in text


def test_what_is_granted_to_be_put_right_is_left_until_those_who_were_told_are_told_so(told):
    alpha, towns, attack = told
    asked = granted(alpha, attack, Right.RECTIFICATION)
    assert steps(alpha, asked) == [Step.CORRECT]
    with pytest.raises(ConflictError, match="not everything is done"):
        redress.close(alpha.node, alpha.uma, request=asked.id)

    review.correct(alpha.node, alpha.ines, claim=attack.id, why="heard again", status=Status.POSSIBLE)
    assert steps(alpha, asked) == [Step.TELL]
    ((notice, to),) = redress.owed(redress.left(alpha.node, alpha.uma, request=asked.id))
    assert to == known_as(alpha, "Bravo").id
    tearline = release.preview_correction(alpha.node, alpha.ines, notice=notice, to=to)
    assert steps(alpha, asked) == [Step.APPROVE]
    approve(alpha, tearline)
    deliver(*towns)

    assert steps(alpha, asked) == []
    closed = redress.close(alpha.node, alpha.uma, request=asked.id)
    assert closed.closed_by == alpha.uma.account
    with pytest.raises(ConflictError):
        redress.close(alpha.node, alpha.uma, request=asked.id)


def test_what_they_may_not_hold_once_it_is_put_right_is_to_be_taken_back(told):
    alpha, _, attack = told
    asked = granted(alpha, attack, Right.RECTIFICATION)

    review.reject(alpha.node, alpha.ines, claims=[attack.id], why="not him")

    assert steps(alpha, asked) == [Step.TAKE_BACK]


def test_what_is_granted_to_be_erased_is_left_until_it_is_gone(told):
    alpha, _, attack = told
    asked = granted(alpha, attack, Right.ERASURE)
    assert steps(alpha, asked) == [Step.ERASE]

    done = erasing.erase(
        alpha.node,
        alpha.rosa,
        what=What(claims=(attack.id,)),
        ground=WithdrawalGround.RIGHTS,
        why="granted",
        request=asked.id,
    )

    assert steps(alpha, asked) == []
    assert done.record.request == asked.id
    assert redress.close(alpha.node, alpha.uma, request=asked.id).closed_at is not None


def test_a_letter_is_printed_the_same_each_time_and_an_open_request_has_none(told):
    alpha, _, attack = told
    asked = granted(alpha, attack, language=Language.TURKISH)
    paper = subject_letter.paper(asked, "Alpha")
    page = subject_letter.write(paper)

    assert PdfPrinter().print_letter(paper) == PdfPrinter().print_letter(paper)
    assert PdfPrinter().print_letter(paper).startswith(b"%PDF")
    assert '<html lang="tr">' in page
    assert "Hakkınızda tuttuklarımız:" in page
    waits = requests.receive(alpha.node, alpha.uma, whom="X", right=Right.ACCESS, said="", verified="passport")
    with pytest.raises(ConflictError, match="not answered"):
        subject_letter.paper(waits, "Alpha")
