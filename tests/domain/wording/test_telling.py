"""What is told: by claims and by nothing else, in one language, fact apart from assessment."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes import NOON
from tocsin.domain.claim import AttributeKind, Basis, Grade, Likelihood, Role
from tocsin.domain.entity import Form
from tocsin.domain.ids import AccountId, EntityId
from tocsin.domain.wording.languages import grammar_of
from tocsin.domain.wording.statements import adds_nothing
from tocsin.domain.wording.telling import tell, tell_one
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.language import Language
from tocsin.vocabulary.likelihood import Scheme
from worlds import ENTITIES, GROUPS, PEOPLE, PLACES, a_claim, an_event, said, worlds

SOME = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
LANGUAGES = st.sampled_from(Language)
TAGS = {entity.id: "".join(chr(ord("B") + ord(each) % 20) for each in entity.id[:4]).upper() for entity in ENTITIES}
ENGLISH = re.compile(
    r"(?<!')\b(the|of|and|by|in|to|with|from|is|are|was|were|on|aimed|plans?|attack|planned|carry|out|said|took|part|place|"
    r"somebody|national|member|group of|person)\b"
)
ALSO = {Language.TURKISH: set(), Language.FRENCH: {"on", "part", "place"}}  # words that are French as well
NAMES = re.compile("|".join([*PEOPLE, *GROUPS, *PLACES, "Harbour Summit", "the Ferryman", "Ash Column"]), re.IGNORECASE)


@st.composite
def tellings(draw):
    """Claims, some of them assessments, some graded, about people of whom some have no name."""
    claims = [
        replace(
            claim,
            basis=draw(st.sampled_from(Basis)),
            grades=draw(st.sampled_from([(), (grade(Reliability.B),), (grade(Reliability.C),)])),
        )
        for claim in draw(worlds()).claims
    ]
    nameless = draw(st.sets(st.sampled_from([each.id for each in ENTITIES])))
    entities = {each.id: without_name(each) if each.id in nameless else each for each in ENTITIES}
    return claims, entities


def grade(reliability):
    return Grade(
        reliability=reliability, credibility=Credibility.POSSIBLY_TRUE, by=AccountId("a-1"), at=NOON, why="read"
    )


def without_name(entity):
    return replace(entity, mentions=tuple(replace(each, form=Form.NOMINAL) for each in entity.mentions))


def told(claims, entities, language=Language.ENGLISH, **changes):
    return tell(claims, entities, grammar_of(language), tags=TAGS, **changes)


@SOME
@given(tellings(), LANGUAGES)
def test_every_claim_is_said_and_every_sentence_says_claims(telling, language):
    claims, entities = telling

    sentences = told(claims, entities, language)

    worth = {claim.id for claim in claims if not adds_nothing(claim, entities)}
    assert {claim for each in sentences for claim in each.claims} == worth
    assert all(each.claims for each in sentences)


@SOME
@given(tellings(), LANGUAGES, st.data())
def test_without_a_claim_every_sentence_that_said_it_is_gone_or_another(telling, language, data):
    claims, entities = telling
    gone = data.draw(st.sampled_from(claims))
    before = told(claims, entities, language)

    after = told([each for each in claims if each is not gone], entities, language)

    left = {(each.says, each.claims) for each in after}
    assert not [each for each in before if gone.id in each.claims and (each.says, each.claims) in left]


@SOME
@given(tellings(), LANGUAGES)
def test_fact_and_assessment_and_different_grades_never_share_a_sentence(telling, language):
    claims, entities = telling
    by_id = {claim.id: claim for claim in claims}

    for each in told(claims, entities, language):
        assert {by_id[claim].basis for claim in each.claims} == {each.basis}
        assert len({by_id[claim].grade for claim in each.claims}) == 1


@SOME
@given(tellings(), LANGUAGES, st.randoms())
def test_the_order_of_the_report_makes_no_difference(telling, language, random):
    claims, entities = telling
    shuffled = list(claims)
    random.shuffle(shuffled)

    assert [each.says for each in told(shuffled, entities, language)] == [
        each.says for each in told(claims, entities, language)
    ]


@SOME
@given(tellings(), st.sampled_from([Language.TURKISH, Language.FRENCH]))
def test_no_english_and_no_blank_is_left_in_another_language(telling, language):
    claims, entities = telling

    for each in told(claims, entities, language):
        assert not re.search(r"[{}]|  |None|\(\)", each.says), each.says
        ours = re.sub(r"“[^”]*”|«[^»]*»", "", NAMES.sub("", each.says))
        assert set(ENGLISH.findall(ours)) <= ALSO[language], each.says


@SOME
@given(tellings(), LANGUAGES)
def test_a_sentence_is_one_line_with_a_capital_and_a_full_stop(telling, language):
    claims, entities = telling

    for each in told(claims, entities, language):
        assert re.fullmatch(r"[^\n]+\.", each.says)
        assert each.says[0] in {"“", "«", "("} or each.says[0] == each.says[0].upper()


@SOME
@given(tellings(), LANGUAGES, st.sampled_from(Scheme))
def test_a_likelihood_stands_alone_and_without_a_grade(telling, language, scheme):
    claims, entities = telling

    for each in told(claims, entities, language, scheme=scheme):
        assert each.is_likelihood == ("%" in each.says)
        if each.is_likelihood:
            assert each.grade is None
            assert not re.search(r"\b[A-F][1-6]\b", each.says)


def test_whoever_has_no_name_is_described_by_what_may_be_told_and_by_nothing_else():
    group = EntityId("group of 40 porters")
    entities = {each.id: without_name(each) if each.id == group else each for each in ENTITIES}
    attack = a_claim("attack", an_event(by=(group,), target="Bergen"))
    belongs = a_claim("belongs", said(group, AttributeKind.MEMBERSHIP, "the Ash Column"))
    norway = a_claim("norway", said("Bergen", AttributeKind.COUNTRY, "NO"))

    def says(*claims):
        return told(claims, entities)[0].says

    assert says(attack) == "Porters plan to carry out an attack on Bergen."
    assert says(attack, belongs) == "Ash Column porters plan to carry out an attack on Bergen."
    assert says(attack, norway) == "Porters plan to carry out an attack on Bergen (Norway)."


def test_whoever_comes_up_again_is_marked_and_named_by_the_mark():
    group = EntityId("group of 40 porters")
    entities = {each.id: without_name(each) if each.id == group else each for each in ENTITIES}
    attack = a_claim("attack", an_event(by=(group,), target="Bergen"))
    travel = a_claim("travel", an_event("travel", by=(group,), role=Role.TRAVELLER, to="Odense"))

    sentences = [each.says for each in told([travel, attack], entities)]

    assert sentences == [
        f"Porters (group {TAGS[group]}) plan to carry out an attack on Bergen.",
        f"Group {TAGS[group]} plan to travel to Odense.",
    ]


def test_two_claims_that_read_the_same_are_said_once():
    first, second = (a_claim(each, an_event(by=("Baba Kidege",), target="Bergen")) for each in ("one", "two"))

    (sentence,) = told([first, second], {each.id: each for each in ENTITIES})

    assert sentence.claims == ("one", "two")


def test_what_was_said_with_an_introduction_is_not_said_again_without_it():
    group = EntityId("group of 40 porters")
    entities = {each.id: without_name(each) if each.id == group else each for each in ENTITIES}
    first, second = (a_claim(each, an_event(by=(group,), target="Bergen")) for each in ("one", "two"))
    norway = a_claim("norway", said("Bergen", AttributeKind.COUNTRY, "NO"))

    (sentence,) = told([first, norway, second], entities)

    assert sentence.says.endswith("plan to carry out an attack on Bergen (Norway).")
    assert set(sentence.claims) == {"one", "two", "norway"}


@pytest.mark.parametrize(
    ("language", "begins"),
    [(Language.ENGLISH, "A person ({})"), (Language.TURKISH, "Bir kişi ({})"), (Language.FRENCH, "Une personne ({})")],
)
def test_a_mark_does_not_say_again_what_stands_before_it(language, begins):
    person = EntityId("Baba Kidege")
    entities = {each.id: without_name(each) for each in ENTITIES}
    claim = a_claim("his", said(person, AttributeKind.NATIONALITY, "TZ"))

    says = tell_one(claim, entities, grammar_of(language), tags=TAGS, scheme=Scheme.ICD203)

    assert says.startswith(begins.format(TAGS[person]))


def test_one_claim_by_itself_names_whoever_has_no_name_by_the_mark():
    person = EntityId("Baba Kidege")
    entities = {each.id: without_name(each) for each in ENTITIES}
    claim = a_claim("his", said(person, AttributeKind.NATIONALITY, "TZ"))

    says = tell_one(claim, entities, grammar_of(Language.ENGLISH), tags=TAGS, scheme=Scheme.ICD203)

    assert says == f"A person ({TAGS[person]}) is a national of Tanzania."


def test_a_likelihood_comes_after_what_is_likely():
    event = replace(an_event(by=("Baba Kidege",), target="Bergen"), likelihood=Likelihood(scheme="phia", term="likely"))

    sentences = told([a_claim("c", event)], {each.id: each for each in ENTITIES})

    assert [each.says for each in sentences] == [
        "Baba Kidege plans to carry out an attack on Bergen.",
        "Likelihood: likely (55–75 %).",
    ]
