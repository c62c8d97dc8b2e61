"""What a counterpart may hold, and what it may not."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes import NOON
from tocsin.domain.claim import Attribute, AttributeKind, Event, PlaceRole, Review, Role, Status
from tocsin.domain.cut import cut
from tocsin.domain.duty import concerns
from tocsin.domain.errors import RefusedError
from tocsin.domain.marking import Marking
from tocsin.domain.rule import Rule
from tocsin.domain.view import Recipient
from tocsin.domain.wording.plain import sentence
from tocsin.vocabulary.tlp import Tlp, narrowest
from worlds import CODES, ENTITIES, PEOPLE, a_claim, an_agreement, an_event, said, worlds

SOME = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
HOME = frozenset({"PT"})
TODAY = NOON.date()
BY_ID = {entity.id: entity for entity in ENTITIES}
NATIONALITY, COUNTRY = AttributeKind.NATIONALITY, AttributeKind.COUNTRY
RECIPIENTS = st.builds(
    Recipient,
    name=st.just("Harbour Watch"),
    agreement=st.builds(
        lambda codes, ceiling: an_agreement(*codes, ceiling=ceiling),
        st.frozensets(st.sampled_from(CODES), min_size=2, max_size=4),
        st.sampled_from([Tlp.AMBER] * 6 + list(Tlp)),
    ),
    cleared=st.frozensets(st.tuples(st.sampled_from(CODES), st.sampled_from(PEOPLE))),
)
PLOT = a_claim("plot", an_event(by=("Baba Kidege", "Salim Faru"), target="Bergen"))
BERGEN = a_claim("bergen", said("Bergen", COUNTRY, "NO"))
ARKLOW = a_claim("arklow", said("Arklow", COUNTRY, "IE"))
NORWEGIAN = a_claim("his", said("Baba Kidege", NATIONALITY, "NO"))


def cut_for(world, recipient):
    confirmed = [claim for claim in world.claims if claim.review is Review.CONFIRMED]
    theirs = [each for each in concerns(confirmed, world.entities) if each.country in recipient.countries]
    return cut(world.claims, world.entities, concerns=theirs, recipient=recipient, home=HOME, today=TODAY)


def norways(*claims, known=(), cleared=frozenset()):
    recipient = Recipient(name="Fjord Desk", agreement=an_agreement("NO"), cleared=cleared)
    theirs = [each for each in concerns(claims, ENTITIES) if each.country == "NO"]
    return cut(claims, ENTITIES, concerns=theirs, recipient=recipient, home=HOME, today=TODAY, known=known)


def text_of(made):
    return " ".join(sentence(claim, BY_ID) for claim in made.shared)


def reasons(made):
    return {each.claim: each.because for each in made.withheld if each.entity is None}


@SOME
@given(worlds(), RECIPIENTS)
def test_no_claim_above_the_ceiling_or_unconfirmed_is_shared(world, recipient):
    for claim in cut_for(world, recipient).shared:
        assert claim.marking.tlp.within(recipient.agreement.ceiling)
        assert claim.review is Review.CONFIRMED


@SOME
@given(worlds(), RECIPIENTS)
def test_the_label_is_that_of_the_narrowest_claim_shared(world, recipient):
    made = cut_for(world, recipient)

    assert made.tlp is narrowest(*(claim.marking.tlp for claim in made.shared))


@SOME
@given(worlds(), RECIPIENTS)
def test_every_claim_is_shared_or_withheld_with_one_reason(world, recipient):
    made = cut_for(world, recipient)
    shared = [claim.id for claim in made.shared]
    withheld = [each.claim for each in made.withheld if each.entity is None]

    assert sorted([*shared, *withheld]) == sorted(claim.id for claim in world.claims)


def hidden_from(world, recipient):
    """Who must not be made known, worked out again from the rule as the design states it."""
    for name in PEOPLE:
        own = world.values(name, NATIONALITY) & recipient.countries
        protected = world.values(name, AttributeKind.PROTECTED)
        if own and (protected or any((country, name) not in recipient.cleared for country in own)):
            yield name


@SOME
@given(worlds(), RECIPIENTS)
def test_nobody_protected_or_not_let_through_the_gate_stands_in_a_shared_claim_or_its_sentence(world, recipient):
    made = cut_for(world, recipient)
    written = text_of(made)

    for name in hidden_from(world, recipient):
        assert name not in written
        assert not [claim for claim in made.shared if name in claim.entities]
        for alias in world.values(name, AttributeKind.ALIAS):
            assert alias not in written


@SOME
@given(worlds(), RECIPIENTS)
def test_origin_birthplace_and_protection_are_never_passed_on(world, recipient):
    kinds = {claim.content.kind for claim in cut_for(world, recipient).shared if isinstance(claim.content, Attribute)}

    assert not kinds & {AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE, AttributeKind.PROTECTED}


@SOME
@given(worlds(), RECIPIENTS)
def test_a_target_known_to_be_another_states_is_not_shared(world, recipient):
    allowed = recipient.countries | HOME
    for claim in cut_for(world, recipient).shared:
        if isinstance(claim.content, Event):
            for place in claim.content.places:
                states = world.values(place.entity, COUNTRY) | world.values(place.entity, NATIONALITY)
                assert place.role is not PlaceRole.TARGET or not states or states & allowed


@SOME
@given(worlds(), RECIPIENTS)
def test_an_event_that_bears_on_no_concern_of_theirs_is_not_shared(world, recipient):
    made = cut_for(world, recipient)
    basis = {claim for concern in made.concerns for claim in concern.claims}
    people = {entity for concern in made.concerns for entity in concern.entities}
    whole = {claim.id: claim for claim in world.claims}

    for claim in made.shared:
        if isinstance(claim.content, Event):
            assert claim.id in basis or people & set(whole[claim.id].entities)


@SOME
@given(worlds(), RECIPIENTS)
def test_a_reason_is_stated_only_where_something_of_it_is_shared(world, recipient):
    made = cut_for(world, recipient)
    shared = {claim.id for claim in made.shared}

    for concern in made.concerns:
        assert shared & set(concern.claims)


def test_who_may_hold_nothing_is_not_written_to():
    with pytest.raises(RefusedError, match="may hold none"):
        norways(a_claim("secret", PLOT.content, marking=Marking(tlp=Tlp.RED)), BERGEN).require_substance("Norway")


def test_a_reason_whose_event_is_above_the_ceiling_is_not_stated():
    made = norways(replace(PLOT, marking=Marking(tlp=Tlp.RED)), BERGEN)

    assert made.concerns == ()
    assert made.shared == ()
    assert reasons(made)["plot"] is Rule.CEILING


def test_the_threat_goes_without_its_only_perpetrator_when_he_is_their_own_national():
    alone = a_claim("plot", an_event(by=("Baba Kidege",), target="Bergen"))

    made = norways(alone, BERGEN, NORWEGIAN)

    assert text_of(made) == "An attack is planned aimed at Bergen. Bergen is in Norway."
    assert [each.key for each in made.concerns] == ["NO:target", "NO:suspect-national"]


def test_a_state_does_not_learn_that_somebody_protected_from_it_is_among_the_suspects():
    refugee = a_claim("flight", said("Baba Kidege", AttributeKind.PROTECTED, "refugee"))

    made = norways(PLOT, BERGEN, NORWEGIAN, refugee)

    assert [each.key for each in made.concerns] == ["NO:target"]


def test_who_passed_the_gate_of_one_state_is_not_made_known_to_another():
    irish = a_claim("also", said("Baba Kidege", NATIONALITY, "IE"))
    claims = (PLOT, BERGEN, NORWEGIAN, irish)
    theirs = concerns(claims, ENTITIES)

    def made(*cleared):
        recipient = Recipient(name="Both", agreement=an_agreement("NO", "IE"), cleared=frozenset(cleared))
        return text_of(cut(claims, ENTITIES, concerns=theirs, recipient=recipient, home=HOME, today=TODAY))

    assert "Baba" not in made(("NO", "Baba Kidege"))
    assert "Baba" in made(("NO", "Baba Kidege"), ("IE", "Baba Kidege"))


@pytest.mark.parametrize("review", [Review.DRAFT, Review.CONFIRMED])
def test_what_is_known_beside_the_notice_hides_a_person_too(review):
    known = (replace(NORWEGIAN, review=review),)

    assert "Baba" in text_of(norways(PLOT, BERGEN))
    assert "Baba" not in text_of(norways(PLOT, BERGEN, known=known))


def test_a_nationality_that_somebody_rejected_hides_nobody():
    assert "Baba" in text_of(norways(PLOT, BERGEN, known=(replace(NORWEGIAN, review=Review.REJECTED),)))


def test_a_refugee_is_hidden_from_the_state_he_comes_from_though_no_nationality_is_known():
    refugee = a_claim("flight", said("Baba Kidege", AttributeKind.PROTECTED, "refugee"))
    origin = a_claim("from", said("Baba Kidege", AttributeKind.ORIGIN, "NO"))

    made = norways(PLOT, BERGEN, refugee, origin, cleared=frozenset({("NO", "Baba Kidege")}))

    assert "Baba" not in text_of(made)
    assert "Salim Faru" in text_of(made)


def test_a_hidden_persons_name_in_the_words_about_somebody_else_keeps_these_words_back():
    friend = a_claim("friend", said("Salim Faru", AttributeKind.ROLE, "driver of BABA KİDEGE"))

    made = norways(PLOT, BERGEN, NORWEGIAN, friend)

    assert reasons(made)["friend"] is Rule.GATE


def test_a_member_of_a_hidden_group_is_not_said_to_be_one():
    group = a_claim("three", said("group of 3 porters", NATIONALITY, "NO"))
    member = a_claim("member", said("Salim Faru", AttributeKind.MEMBERSHIP, "group of 3 porters"))

    made = norways(PLOT, BERGEN, group, member)

    assert reasons(made)["member"] is Rule.GATE


@pytest.mark.parametrize("role", [PlaceRole.TARGET, PlaceRole.AT])
def test_where_an_attack_is_planned_in_another_state_is_not_told(role):
    two = a_claim(
        "plot",
        replace(
            PLOT.content,
            places=(*PLOT.content.places, *an_event(by=(), **{role.value: "Arklow"}).places),
        ),
    )

    made = norways(two, BERGEN, ARKLOW)

    assert "Arklow" not in text_of(made)
    assert Rule.OTHERS_TARGET in {each.because for each in made.withheld}


def test_where_a_meeting_took_place_is_told():
    meeting = a_claim(
        "met",
        an_event("meeting", by=("Salim Faru",), role=Role.PERPETRATOR, at="Arklow"),
        status=Status.OCCURRED,
    )

    assert "Arklow" in text_of(norways(PLOT, BERGEN, ARKLOW, meeting))
