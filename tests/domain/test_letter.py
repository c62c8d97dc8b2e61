"""How claims read, and the letter they make."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.claim import AttributeKind, Basis, Event, Likelihood, Role, Status
from tocsin.domain.entity import EntityKind
from tocsin.domain.letter import Handling, Letter, SharedClaim, SharedReason, SharedSentence, write
from tocsin.domain.notice import Outcome
from tocsin.domain.wording.languages import grammar_of
from tocsin.domain.wording.plain import sentence
from tocsin.domain.wording.telling import tell
from tocsin.vocabulary.language import Language, words
from tocsin.vocabulary.likelihood import ICD203, Direction
from tocsin.vocabulary.source import SourceType
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from worlds import ENTITIES, a_claim, an_event, said, worlds

BY_ID = {entity.id: entity for entity in ENTITIES}
GRADES = st.none() | st.builds("{}{}".format, st.sampled_from("ABCDEF"), st.sampled_from("123456"))


@st.composite
def letters(draw):
    language = draw(st.sampled_from(Language))
    told = tell(draw(worlds()).claims, BY_ID, grammar_of(language), tags={})
    return Letter(
        language=language,
        reference="ab" * 16,
        version=1,
        sender="Lantern Desk",
        recipient="Harbour Watch",
        urgency=draw(st.sampled_from(Urgency)),
        reasons=(
            SharedReason(
                country="NO", reason="target", outcome=draw(st.sampled_from([Outcome.WARN, Outcome.INFORM])), why="why"
            ),
        ),
        handling=Handling(
            tlp=draw(st.sampled_from(Tlp)), legal_basis="law", purpose="aim", onward="ask", review_on=date(2027, 1, 1)
        ),
        asks=("Do you know them?",),
        answer_by=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
        contact="line 1",
        sentences=tuple(
            SharedSentence(
                says=each.says,
                claims=each.claims,
                basis=each.basis,
                grade=None if each.is_likelihood else draw(GRADES),
                is_likelihood=each.is_likelihood,
            )
            for each in told
        ),
    )


def phrase_of(letter, key):
    return words(letter.language).say("letter", key)


@given(letters())
def test_every_sentence_stands_in_the_letter_with_its_grade_and_nothing_else_is_graded(letter):
    ungraded = re.escape(phrase_of(letter, "not_graded"))
    graded = [line for line in write(letter).splitlines() if re.search(rf" \[([A-F][1-6]|{ungraded})\]$", line)]

    expected = [each for each in letter.sentences if not each.is_likelihood]
    assert sorted(graded) == sorted(
        f"- {each.says} [{each.grade or phrase_of(letter, 'not_graded')}]" for each in expected
    )


@given(letters())
def test_what_is_assessed_stands_apart_from_what_is_reported(letter):
    reported, _, assessed = write(letter).partition(f"\n{phrase_of(letter, 'assessed')}\n")

    for each in letter.sentences:
        assert f"- {each.says}" in (assessed if each.basis is Basis.ASSESSMENT else reported)


@given(letters())
def test_no_line_with_a_likelihood_holds_a_grade(letter):
    for each in letter.sentences:
        if each.is_likelihood:
            assert f"- {each.says}\n" in write(letter)


@given(letters())
def test_the_label_stands_first_and_last(letter):
    lines = write(letter).splitlines()

    assert lines[0] == lines[-1] == letter.handling.tlp
    assert {line for line in lines if line.startswith("TLP:")} == {letter.handling.tlp}


@given(worlds())
def test_no_sentence_with_a_likelihood_holds_a_grade(world):
    for claim in world.claims:
        if isinstance(claim.content, Event) and claim.content.likelihood is not None:
            assert not re.search(r"\b[A-F][1-6]\b", sentence(claim, BY_ID))


@given(letters())
def test_each_grade_is_explained_once_and_no_other(letter):
    explained = re.findall(r"^- ([A-F][1-6]) ?: .*;.*\.$", write(letter), re.MULTILINE)

    assert explained == sorted({each.grade for each in letter.sentences if each.grade is not None})


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (Language.ENGLISH, ["- a document: B2, not graded", "- a partner service: C3"]),
        (Language.TURKISH, ["- bir belge: B2, derecelendirilmedi", "- ortak bir servis: C3"]),
        (Language.FRENCH, ["- un document : B2, non coté", "- un service partenaire : C3"]),
    ],
)
@given(letter=letters())
def test_a_source_is_described_by_its_type_and_grades_alone(language, lines, letter):
    document, partner = SourceType.DOCUMENT, SourceType.PARTNER
    told = [(document, "B2"), (document, "B2"), (document, None), (partner, "C3"), (None, "A1")]
    claims = tuple(
        SharedClaim(
            name="ab" * 16, says="x", status="occurred", basis=Basis.FACT, grade=grade, tlp=Tlp.AMBER, source=source
        )
        for source, grade in told
    )

    written = write(replace(letter, language=language, claims=claims)).splitlines()

    assert [line for line in written if line in lines] == lines
    assert not [line for line in written if line.endswith(" A1")]


@given(letters())
def test_the_letter_says_whom_to_ring_what_is_asked_and_by_when(letter):
    letter = replace(letter, language=Language.ENGLISH)
    written = write(letter)

    assert "Whom to ring: line 1\n" in written
    assert "- Do you know them?\n- Please answer by 24 November 2026 at 08:30 (UTC).\n" in written
    assert written.splitlines()[2].startswith(
        "WARNING from" if letter.reasons[0].outcome is Outcome.WARN else "INFORMATION from"
    )


@given(worlds())
def test_a_sentence_is_one_line_with_a_full_stop_and_no_hole_in_it(world):
    for claim in world.claims:
        written = sentence(claim, BY_ID)
        assert written.endswith(".")
        assert "\n" not in written
        assert "{}" not in written
        assert "  " not in written
        assert written[0] == written[0].upper()


def test_a_direction_is_never_told_as_a_level():
    for direction in Direction:
        moved = replace(an_event(), likelihood=Likelihood(scheme="words", term=None, direction=direction))
        written = sentence(a_claim("c", moved), BY_ID)

        assert "to have become" in written
        assert not [term for term in ICD203 if f"this is {term}" in written]


def test_what_is_denied_or_alleged_is_never_told_as_so():
    tanzanian = said("Baba Kidege", AttributeKind.NATIONALITY, "TZ")
    attack = an_event(by=("Baba Kidege",))

    assert sentence(a_claim("c", tanzanian), BY_ID) == "Baba Kidege is a national of Tanzania."
    assert "is said to be" in sentence(a_claim("c", tanzanian, status=Status.ALLEGED), BY_ID)
    assert "is said not to be" in sentence(a_claim("c", tanzanian, status=Status.DENIED), BY_ID)
    assert "is denied" in sentence(a_claim("c", attack, status=Status.DENIED), BY_ID)


def test_somebody_who_is_not_known_here_is_not_named():
    assert sentence(a_claim("c", an_event(by=("Baba Kidege",))), {}) == "An attack is planned by somebody."


def test_a_meeting_of_which_one_attendee_is_left_is_with_him_and_not_between_him():
    def met(*people):
        return sentence(a_claim("c", an_event("meeting", by=people, role=Role.ATTENDEE)), BY_ID)

    assert met("Baba Kidege") == "A meeting is planned with Baba Kidege."
    assert met("Baba Kidege", "Salim Faru") == "A meeting is planned between Baba Kidege and Salim Faru."


def test_only_people_are_nationals_and_what_else_a_state_has_belongs_to_it():
    shown = dict(BY_ID)
    embassy = next(iter(BY_ID.values()))
    shown[embassy.id] = replace(embassy, kind=EntityKind.FACILITY, name="Danish embassy")
    claim = a_claim("c", replace(said("Baba Kidege", AttributeKind.NATIONALITY, "DK"), entity=embassy.id))

    assert sentence(claim, shown) == "Danish embassy belongs to Denmark."
