"""Substance: every question is answered, withheld, or not known."""

from dataclasses import replace

from tocsin.domain.claim import AttributeKind, Likelihood, Status, When
from tocsin.domain.substance import Missing, Question, Why, is_without_substance, missing
from worlds import a_claim, an_event, said

DAY = When(text="on 3 March", start="2027-03-03", end="2027-03-03", precision="day")
ATTACK = an_event(by=("Baba Kidege",), target="Bergen")
WHOLE = replace(ATTACK, time=DAY, likelihood=Likelihood(scheme="icd203", term="likely"))


def test_what_is_told_whole_leaves_no_question():
    whole = a_claim("c", WHOLE)

    assert missing([whole], [whole]) == ()


def test_what_we_hold_is_withheld_and_what_nobody_knows_is_not_known():
    told, held = a_claim("c", replace(ATTACK, participants=())), a_claim("c", replace(WHOLE, likelihood=None))

    assert missing([told], [held]) == (
        Missing(question=Question.WHO, why=Why.WITHHELD),
        Missing(question=Question.WHEN, why=Why.WITHHELD),
        Missing(question=Question.HOW_LIKELY, why=Why.UNKNOWN),
    )


def test_of_what_has_happened_nobody_asks_how_likely_it_is():
    happened = a_claim("c", replace(WHOLE, likelihood=None), status=Status.OCCURRED)

    assert missing([happened], [happened]) == ()


def test_what_is_only_who_somebody_is_has_no_substance():
    nationality = a_claim("c", said("Baba Kidege", AttributeKind.NATIONALITY, "NO"))

    assert is_without_substance(missing([nationality], [nationality]))
    assert not is_without_substance(missing([a_claim("c", ATTACK)], []))
