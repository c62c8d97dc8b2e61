"""The leak check stands between a preview and its approval."""

from dataclasses import replace
from datetime import date

import pytest

from markings import AMBER
from stories import a_federation, approve, by_hand, decide, known_as, open_notice, preview
from tocsin.domain.errors import InvalidError, NotFoundError, RefusedError
from tocsin.domain.ids import ClaimId
from tocsin.domain.inquiry import Haste, Question
from tocsin.domain.leak import Trace
from tocsin.domain.leaks.finding import find
from tocsin.domain.leaks.message import Message
from tocsin.domain.leaks.secrets import Secrets
from tocsin.usecases import inquiries, intake, release
from tocsin.usecases.steps import checking, rendering, scene
from tocsin.usecases.steps.rendering import Wanted
from tocsin.vocabulary.iep import Attribution, Policy
from tocsin.vocabulary.source import SourceType
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.message import Kind

TARGET_IN_IRELAND = "IE:target"
NAMED = replace(AMBER, policy=Policy(attribution=Attribution.MAY))


def a_tearline(*asks: str):
    """What Ireland would get of the plot, with these words of a person in it."""
    _, _, [alpha, *_] = a_federation()
    notice = open_notice(alpha, asks=asks)
    decide(alpha, notice, TARGET_IN_IRELAND)
    return alpha, preview(alpha, notice, known_as(alpha, "Bravo"))


def test_nothing_is_found_where_nobody_wrote_a_word():
    _, tearline = a_tearline()
    assert tearline.leaks == ()


@pytest.mark.parametrize(
    ("asks", "trace", "words"),
    [
        ("Tell us whether Norway has asked you, too.", Trace.COUNTRY, "Norway"),
        ("Is there a Norwegian link?", Trace.COUNTRY, "Norwegian"),
        ("Does Faro mean anything to you?", Trace.NAME, "Faro"),
    ],
)
def test_what_a_person_writes_into_the_asks_is_searched_for_what_is_withheld(asks, trace, words):
    _, tearline = a_tearline(asks)
    assert [(leak.trace, leak.words) for leak in tearline.leaks] == [(trace, words)]
    [leak] = tearline.leaks
    assert tearline.text[leak.start : leak.end] == words


def test_a_tearline_with_a_trace_cannot_be_approved():
    alpha, tearline = a_tearline("Has Norway asked you, too?")
    with pytest.raises(RefusedError, match="leak check"):
        approve(alpha, tearline)


def test_a_second_person_may_state_that_a_trace_is_none_and_a_third_approves_where_it_is_guarded():
    alpha, tearline = a_tearline("Has Norway asked you, too?")
    [leak] = tearline.leaks
    assert leak.is_guarded
    with pytest.raises(RefusedError, match="author"):
        release.excuse(alpha.node, alpha.rosa, tearline=tearline.id, leak=1, why="they know")
    with pytest.raises(InvalidError):
        release.excuse(alpha.node, alpha.omar, tearline=tearline.id, leak=1, why=" ")
    with pytest.raises(NotFoundError):
        release.excuse(alpha.node, alpha.omar, tearline=tearline.id, leak=2, why="they know")
    excused = release.excuse(alpha.node, alpha.omar, tearline=tearline.id, leak=1, why="they know")
    assert excused.standing_leaks == ()
    with pytest.raises(RefusedError, match="third person"):
        approve(alpha, tearline)


def test_what_is_stated_to_be_no_trace_is_on_record_without_its_words():
    alpha, tearline = a_tearline("Has Norway asked you, too?")
    release.excuse(alpha.node, alpha.omar, tearline=tearline.id, leak=1, why="they know of the Norwegians")
    with alpha.node.store.read() as tx:
        records = [leaf.record for leaf in tx.leaves.where() if leaf.record is not None]
    assert any(b"leak.excused" in record for record in records)
    assert not any(b"Norw" in record for record in records)


def a_question(asked: str, whom: str = "Piet Vandermolen"):
    """A question about somebody, which says this."""
    return Question(
        whom=whom,
        asked=asked,
        reasons="he lived with you",
        purpose="to avert a danger",
        legal_basis="the agreement",
        haste=Haste.ORDINARY,
        restrictions="",
        tlp=Tlp.AMBER,
        contact="line 1",
    )


@pytest.mark.parametrize("asked", ["Does he know Baba Kidege?", "Знает ли он Кидеге?", "See {notice}."])
def test_a_question_shows_nobody_what_an_open_notice_keeps_from_them(asked):
    _, _, [alpha, *_] = a_federation()
    notice = open_notice(alpha)
    dar = by_hand(alpha, "Dar Desk", "TZ")
    with pytest.raises(InvalidError, match="leak check") as refused:
        inquiries.ask(alpha.node, alpha.ines, to=dar.id, question=a_question(asked.format(notice=notice.id)))
    assert "Kidege" not in str(refused.value)


def test_whom_a_question_is_about_is_no_secret_from_those_who_are_asked():
    _, _, [alpha, *_] = a_federation()
    open_notice(alpha)
    dar = by_hand(alpha, "Dar Desk", "TZ")
    question = a_question("Where is Baba Kidege now?", whom="Baba Kidege")
    assert inquiries.ask(alpha.node, alpha.ines, to=dar.id, question=question).digest


def test_a_question_that_shows_nothing_is_written():
    _, _, [alpha, *_] = a_federation()
    open_notice(alpha)
    question = a_question("Has he come through a border post of yours?")
    assert inquiries.ask(alpha.node, alpha.ines, to=known_as(alpha, "Bravo").id, question=question).digest


def test_the_name_of_a_file_or_of_whoever_gave_us_a_report_is_found():
    _, _, [alpha, *_] = a_federation()
    made = intake.submit(
        alpha.node, alpha.ines, data=b"...", name="ops_night-7.txt", source="The Harbour Gazette", marking=AMBER
    )
    notice = open_notice(alpha, made.id, asks=("See ops night 7.", "Is the Harbour Gazette known to you?"))
    decide(alpha, notice, TARGET_IN_IRELAND)
    tearline = preview(alpha, notice, known_as(alpha, "Bravo"))
    assert [leak.trace for leak in tearline.leaks] == [Trace.IDENTIFIER, Trace.NAME]


def test_a_type_of_source_that_is_told_against_the_marking_is_found():
    silent, open_ = ClaimId("c-1"), ClaimId("c-2")
    message = Message(text="", described={silent: SourceType.NOTE, open_: SourceType.DOCUMENT})
    [leak] = find(message, Secrets(silent=frozenset({silent})), (), today=date(2026, 11, 23))
    assert (leak.trace, leak.words, leak.claim) == (Trace.SOURCE, "note", silent)


def test_a_tearline_is_searched_for_what_it_says_of_sources():
    _, _, [alpha, *_] = a_federation()
    notice = open_notice(alpha)
    decide(alpha, notice, TARGET_IN_IRELAND)
    bravo = known_as(alpha, "Bravo")
    with alpha.node.store.begin() as tx:
        view = scene.load(alpha.node, tx, notice)
        named = replace(view, claims=tuple(replace(each, marking=NAMED) for each in view.claims))
        written = rendering.warning(alpha.node, tx, named, bravo, Wanted(kind=Kind.ALERT, salt=b"x" * 32))
        found = checking.of_tearline(alpha.node, tx, view, bravo, written)
    assert {leak.trace for leak in found} == {Trace.SOURCE}
