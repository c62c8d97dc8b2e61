"""The seed article, told: each counterpart holds what concerns it, and nothing of the others.

The article is development data and no part of this repository: these tests are skipped where it is absent.
"""

from datetime import date

import pytest

from fakes import FixedClock
from federation import Town, Wires, a_town
from markings import AMBER
from reading_checks import shared
from stories import INFORM, known_as, open_notice, pass_gate, preview
from tocsin.domain.counterpart import Agreement
from tocsin.domain.errors import RefusedError
from tocsin.domain.notice import Notice
from tocsin.domain.rule import Rule
from tocsin.reading import read
from tocsin.usecases import counterparts, duties, explaining, intake
from tocsin.vocabulary.law import DataCategory, SubjectCategory
from tocsin.vocabulary.tlp import Tlp

pytestmark = pytest.mark.shared
LAW = {
    "legal_basis": "UN SCR 1373 (2001)",
    "purpose": "preventing the attack",
    "review_on": date(2027, 6, 1),
    "ceiling": Tlp.AMBER,
    "subjects": frozenset({SubjectCategory.SUSPECT, SubjectCategory.VICTIM, SubjectCategory.OTHER}),
    "data": frozenset(
        {
            DataCategory.EVENT,
            DataCategory.IDENTITY,
            DataCategory.NATIONALITY,
            DataCategory.WHEREABOUTS,
            DataCategory.AFFILIATION,
        }
    ),
}
AGREEMENTS = {
    "Paris": Agreement(countries=frozenset({"FR"}), **LAW),
    "The Hague": Agreement(countries=frozenset({"NL"}), **LAW),
    "Athens": Agreement(countries=frozenset({"GR"}), **LAW),
    "Brussels": Agreement(countries=frozenset({"BE"}), **LAW),
    "Tunis": Agreement(countries=frozenset({"TN"}), **LAW),
    "Damascus": Agreement(countries=frozenset({"SY"}), **LAW),
}
OF_THE_BELGIAN = ("Belgi", "26-year", "G20", "Antalya", "Morocc")
OF_THE_SYRIANS = ("Syria",)
OF_NO_COUNTERPART = ("Davis", "Emzawi", "Mosul", "captive")
# Who is told: what stands in it, and what does not.
PARTS = {
    "Paris": (
        ("attack on France", "Abu Qutadah Tunisi", "Abu Musa", "governor"),
        ("Netherlands", "Greece", *OF_THE_BELGIAN, *OF_THE_SYRIANS),
    ),
    "The Hague": (
        ("attack on the Netherlands", "Abu Qutadah Tunisi", "Abu Musa", "governor"),
        ("France", "Greece", *OF_THE_BELGIAN, *OF_THE_SYRIANS),
    ),
    "Athens": (
        ("in Greece", "suicide attack", "Türkiye"),
        ("France", "Netherlands", "Abu Musa", "Abu Qutadah", *OF_THE_BELGIAN, *OF_THE_SYRIANS),
    ),
    "Brussels": (
        ("26-year-old Belgian citizen", "Antalya", "20 November"),
        ("France", "Netherlands", "Greece", "Abu Musa", "Abu Qutadah", "Syrian", "Morocc"),
    ),
    "Tunis": (
        ("Abu Qutadah Tunisi is a national of Tunisia", "Greece", "Nineveh"),
        ("France", "Netherlands", *OF_THE_BELGIAN, *OF_THE_SYRIANS),
    ),
    "Damascus": (
        ("two Syrian nationals", "Antalya"),
        ("France", "Netherlands", "Greece", "Abu Musa", "Abu Qutadah", "Belgi", "26-year", "G20"),
    ),
}
AT_THE_GATE = {"Brussels": "BE", "Tunis": "TN", "Damascus": "SY"}


@pytest.fixture(scope="module")
def article() -> bytes:
    return shared("samples", "seed.txt").read_bytes()


@pytest.fixture
def ankara(article) -> tuple[Town, Notice]:
    """Türkiye's node, with a notice on the whole article, and six counterparts told by hand."""
    town = a_town(
        Wires(),
        name="Ankara",
        country="TR",
        clock=FixedClock(),
        read=lambda data, *, name, published: read(data, name=name, published=published),
    )
    for name, agreement in AGREEMENTS.items():
        counterparts.add_by_hand(town.node, town.ada, name=name, agreement=agreement, contact="the embassy")
    report = intake.submit(town.node, town.ines, data=article, name="seed.txt", source="a newspaper", marking=AMBER).id
    return town, open_notice(town, report)


def decide_all(town, notice):
    """Decide to tell everybody, of everything that the gate does not hold back."""
    for row in duties.board(town.node, town.rosa, notice=notice.id):
        if row.counterpart is not None and not row.waits_at_gate:
            duties.decide(
                town.node,
                town.rosa,
                notice=notice.id,
                concern=row.concern.key,
                counterpart=row.counterpart.id,
                choice=INFORM,
            )


def pass_every_gate(town, notice):
    for country in AT_THE_GATE.values():
        pass_gate(town, notice, country, may_be_named=True)


@pytest.mark.parametrize("name", PARTS)
def test_each_counterpart_holds_what_concerns_it_and_nothing_of_the_others(ankara, name):
    town, notice = ankara
    pass_every_gate(town, notice)
    decide_all(town, notice)

    text = preview(town, notice, known_as(town, name)).text

    there, absent = PARTS[name]
    assert [words for words in there if words not in text] == []
    assert [words for words in (*absent, *OF_NO_COUNTERPART) if words in text] == []


@pytest.mark.parametrize("name", AT_THE_GATE)
def test_without_the_gate_no_state_hears_of_its_own_national(ankara, name):
    town, notice = ankara
    decide_all(town, notice)

    with pytest.raises(RefusedError):
        preview(town, notice, known_as(town, name))

    cells = explaining.explain(town.node, town.rosa, notice=notice.id).cells
    theirs = [each for each in cells if each.counterpart == known_as(town, name).id]
    assert Rule.GATE in {each.rule for each in theirs} | {part.rule for each in theirs for part in each.without}


@pytest.mark.parametrize("name", ["Paris", "The Hague", "Athens"])
def test_nobody_else_hears_of_the_detained_belgian_and_the_two_syrians(ankara, name):
    town, notice = ankara
    decide_all(town, notice)

    text = preview(town, notice, known_as(town, name)).text

    assert [words for words in (*OF_THE_BELGIAN[:1], *OF_THE_SYRIANS, "detain", "Antalya") if words in text] == []


def test_each_is_told_why_and_what_is_asked_of_it_and_whom_to_ring(ankara):
    town, notice = ankara
    pass_every_gate(town, notice)
    decide_all(town, notice)

    for name in PARTS:
        text = preview(town, notice, known_as(town, name)).text
        assert "Why you are told" in text
        assert "What we ask of you" in text
        assert "Whom to ring" in text
