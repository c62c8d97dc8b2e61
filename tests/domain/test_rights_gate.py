"""The human-rights gate: when it stands, what answers it, and who may let a state hear of somebody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import NOON
from tocsin.domain.claim import AttributeKind, Role, Status
from tocsin.domain.duty import concerns
from tocsin.domain.entity import Entity, EntityKind, Form, Mention
from tocsin.domain.errors import InvalidError, RefusedError
from tocsin.domain.gate import Assurance, Case, Gate, Weighed, asks_for_detention, cases
from tocsin.domain.gate import Form as Weighing
from tocsin.domain.ids import AccountId, EntityId, NoticeId
from tocsin.vocabulary.gate import Harm, Risk, Trigger
from worlds import ENTITIES, a_claim, a_span, an_event, said, worlds

TODAY = NOON.date()
KNOWN = {each.id: each for each in ENTITIES}
ASK = "Detain whoever arrives."
days = st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=400))
texts = st.sampled_from(["", "  ", "their record"])
forms = st.builds(
    Weighing,
    weighed=st.tuples(
        *(st.builds(Weighed, harm=st.just(each), risk=st.sampled_from(Risk), why=texts) for each in Harm)
    ),
    may_be_named=st.booleans(),
    expires_on=days,
    caveats=st.sampled_from([(), ("for warning only",)]),
    assurances=st.lists(st.builds(Assurance, giver=texts, text=texts, given_on=days, expires_on=days), max_size=2).map(
        tuple
    ),
    referred_to=texts,
)


def is_sensible(form: Weighing) -> bool:
    try:
        form.require_sense(TODAY)
    except InvalidError:
        return False
    return True


def a_gate(form: Weighing, **changes: object) -> Gate:
    fields = {
        "id": "g",
        "notice": NoticeId("n"),
        "version": 1,
        "country": "TZ",
        "people": (),
        "triggers": (),
        "basis": (),
        "form": form,
        "by": AccountId("rosa"),
        "at": NOON,
    } | changes
    return Gate(**fields)  # type: ignore[arg-type]


def a_form(**changes: object) -> Weighing:
    fields = {
        "weighed": tuple(Weighed(harm=harm, risk=Risk.LOW, why="their record") for harm in Harm),
        "may_be_named": True,
        "expires_on": TODAY + timedelta(days=9),
    } | changes
    return Weighing(**fields)  # type: ignore[arg-type]


@given(forms)
def test_nobody_is_named_at_a_serious_risk_unless_an_authority_above_decided_it(form):
    if is_sensible(form) and form.may_be_named and form.worst is Risk.SERIOUS:
        assert form.referred_to.strip()


@given(forms)
def test_nobody_is_named_at_a_real_risk_without_anything_that_lessens_it(form):
    if is_sensible(form) and form.may_be_named and form.worst.reaches(Risk.REAL):
        assert form.caveats or form.assurances


@given(forms)
def test_every_risk_has_a_reason_and_every_promise_a_giver_and_an_end(form):
    if is_sensible(form):
        assert all(each.why.strip() for each in form.weighed)
        assert all(each.giver.strip() and each.text.strip() and each.expires_on > TODAY for each in form.assurances)


@given(forms, days)
def test_what_was_weighed_ends_with_the_first_promise_that_ends(form, today):
    gate = a_gate(form)
    case = Case(country="TZ", triggers=frozenset(), people=frozenset(), basis=frozenset())

    if gate.answers(case, today):
        assert all(today < each.expires_on for each in form.assurances)
        assert today < form.expires_on


@pytest.mark.parametrize("missing", list(Harm))
def test_no_harm_is_left_unweighed(missing):
    form = a_form()

    with pytest.raises(InvalidError, match="each harm once"):
        replace(form, weighed=tuple(each for each in form.weighed if each.harm is not missing)).require_sense(TODAY)


def test_whoever_weighed_it_cannot_let_the_state_hear_of_anybody():
    with pytest.raises(RefusedError, match="second person"):
        a_gate(a_form()).approved(by=AccountId("rosa"), at=NOON, author=AccountId("ines"))


@given(st.sampled_from(Risk))
def test_at_a_real_risk_whoever_opened_the_notice_cannot_approve(risk):
    weighed = tuple(Weighed(harm=harm, risk=risk, why="their record") for harm in Harm)
    gate = a_gate(a_form(weighed=weighed, caveats=("for warning only",)))

    if risk.reaches(Risk.REAL):
        with pytest.raises(RefusedError, match="opened the notice"):
            gate.approved(by=AccountId("ines"), at=NOON, author=AccountId("ines"))
    else:
        assert not gate.approved(by=AccountId("ines"), at=NOON, author=AccountId("ines")).waits


@given(worlds())
def test_a_gate_stands_wherever_a_concern_tells_a_state_of_its_own_national(world):
    found = concerns(world.claims, world.entities)
    at_gate = cases(found, world.claims, {each.id: each for each in world.entities}, ())

    for concern in found:
        if concern.country is not None and concern.own_nationals:
            assert set(concern.own_nationals) <= at_gate[concern.country].people
            assert Trigger.OWN_STATE in at_gate[concern.country].triggers


@given(worlds())
def test_to_ask_for_detention_puts_every_state_at_the_gate_and_everybody_identifiable(world):
    found = concerns(world.claims, world.entities)
    known = {each.id: each for each in world.entities}
    at_gate = cases(found, world.claims, known, (ASK,))

    for concern in found:
        if concern.country is not None:
            case = at_gate[concern.country]
            assert Trigger.DETENTION_ASKED in case.triggers
            assert {who for who in concern.entities if known[who].is_identifiable} <= case.people


def test_a_state_that_holds_somebody_stands_at_the_gate():
    held = an_event("detention", by=("Salim Faru",), role=Role.DETAINEE, at="Odense")
    claims = (
        a_claim("held", held, status=Status.OCCURRED),
        a_claim("where", said("Odense", AttributeKind.COUNTRY, "DK")),
        a_claim("plot", an_event(by=("Baba Kidege",), target="Odense")),
    )

    at_gate = cases(concerns(claims, ENTITIES), claims, KNOWN, ())

    assert at_gate["DK"].triggers == {Trigger.DETENTION_REPORTED}
    assert at_gate["DK"].people == {"Salim Faru"}


@pytest.mark.parametrize(
    "ask",
    [ASK, "Please arrest him on sight", "Question him about the van", "Onu gözaltına alın", "Interpellez-le"],
)
def test_an_ask_to_hold_or_question_somebody_is_known_as_one(ask):
    assert asks_for_detention(ask)


@pytest.mark.parametrize("ask", ["Tell us what you have done.", "Answer the question below", "Warn the hotel"])
def test_other_asks_are_not(ask):
    assert not asks_for_detention(ask)


@pytest.mark.parametrize(
    ("count", "text", "form", "is_identifiable"),
    [
        (3, "three", Form.NOMINAL, True),
        (40, "forty", Form.NOMINAL, False),
        (None, None, Form.NOMINAL, True),
        (None, "a group of", Form.NOMINAL, True),
        (None, "dozens of", Form.NOMINAL, False),
        (None, "Yüzlerce", Form.NOMINAL, False),
        (None, None, Form.NAME, False),
        (3, "three", Form.NAME, True),
    ],
)
def test_a_group_is_identifiable_unless_it_is_known_to_be_large_or_by_a_name(count, text, form, is_identifiable):
    mention = Mention(span=a_span("Tanzanian militants"), form=form)
    group = Entity(
        id=EntityId("g"),
        kind=EntityKind.GROUP,
        name="Tanzanian militants",
        mentions=(mention,),
        count=count,
        count_text=text,
    )

    assert group.is_identifiable is is_identifiable


def test_an_assurance_that_runs_out_today_holds_no_more():
    form = a_form(assurances=(Assurance(giver="x", text="y", given_on=date(2020, 1, 1), expires_on=TODAY),))

    with pytest.raises(InvalidError, match="assurance"):
        form.require_sense(TODAY)
