"""Who ought to hear of something."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tocsin.domain.claim import AttributeKind, Role, Status
from tocsin.domain.duty import assign, concerns
from tocsin.domain.ground import Ground, Question, Rule
from tocsin.vocabulary.duty import REASONS, RULES, Duty, Reason
from worlds import ENTITIES, a_claim, a_counterpart, an_event, said, worlds

COUNTRY, NATIONALITY = AttributeKind.COUNTRY, AttributeKind.NATIONALITY
BERGEN = a_claim("where", said("Bergen", COUNTRY, "NO"))
PEMBA = a_claim("there", said("Pemba", COUNTRY, "TZ"))
PLOT = a_claim("plot", an_event(by=("Baba Kidege",), target="Bergen"))
TANZANIAN = a_claim("his", said("Baba Kidege", NATIONALITY, "TZ"))


def keys(*claims):
    return {concern.key for concern in concerns(claims, ENTITIES)}


def shape(found):
    """What does not depend on the order of the claims."""
    return {
        (each.key, each.duty, *map(frozenset, (each.events, each.entities, each.attributes, each.own_nationals)))
        for each in found
    }


@given(worlds(), st.randoms())
def test_concerns_do_not_depend_on_the_order_of_the_claims(world, random):
    shuffled = list(world.claims)
    random.shuffle(shuffled)

    assert shape(concerns(shuffled, world.entities)) == shape(concerns(world.claims, world.entities))


@given(worlds())
def test_a_denied_claim_routes_nothing(world):
    held = [claim for claim in world.claims if claim.status is not Status.DENIED]

    assert concerns(world.claims, world.entities) == concerns(held, world.entities)


@given(worlds(), st.sampled_from([AttributeKind.ORIGIN, AttributeKind.BIRTHPLACE]))
def test_origin_and_birthplace_never_change_a_concern(world, kind):
    origins = [a_claim(f"o-{each.id}", said(each.id, kind, "KE")) for each in world.entities]

    assert concerns([*world.claims, *origins], world.entities) == concerns(world.claims, world.entities)


@given(worlds())
def test_every_concern_names_who_why_and_the_claims_it_rests_on(world):
    known = {claim.id: claim for claim in world.claims}
    for concern in concerns(world.claims, world.entities):
        assert (concern.country is None) != (concern.organisation is None)
        assert concern.claims
        assert set(concern.claims) <= set(known)
        assert all(known[each].status is not Status.DENIED for each in concern.claims)
        assert concern.why.strip()
        assert concern.duty is Duty.INFORM or REASONS[concern.reason].duty is Duty.WARN


@given(worlds())
def test_own_nationals_are_identifiable_people_of_that_very_state(world):
    entities = {entity.id: entity for entity in world.entities}
    for concern in concerns(world.claims, world.entities):
        for person in concern.own_nationals:
            assert entities[person].is_identifiable
            assert concern.country in {
                claim.content.value
                for claim in world.claims
                if claim.content == said(person, NATIONALITY, concern.country) and claim.status is not Status.DENIED
            }


@given(worlds())
def test_nobody_hears_twice_for_one_reason_and_the_weightiest_comes_first(world):
    found = concerns(world.claims, world.entities)
    weights = [REASONS[concern.reason].weight for concern in found]

    assert len({concern.key for concern in found}) == len(found)
    assert weights == sorted(weights)


@given(worlds())
def test_presence_yields_to_staging_in_the_same_country(world):
    found = {concern.key for concern in concerns(world.claims, world.entities)}

    assert not [key for key in found if key.endswith(":presence") and key.replace(":presence", ":staging") in found]


def test_the_target_of_an_attack_and_the_state_of_its_suspect_are_told_for_different_reasons():
    assert keys(PLOT, BERGEN, TANZANIAN) == {"NO:target", "TZ:suspect-national"}


def test_an_attack_that_has_taken_place_warns_nobody_any_more():
    assert keys(replace(PLOT, status=Status.OCCURRED), BERGEN) == set()


def test_a_planned_attack_is_a_warning_and_a_planned_robbery_is_not():
    robbery = a_claim("plot", an_event("robbery", by=("Baba Kidege",), target="Bergen"))

    (attack,) = concerns([PLOT, BERGEN], ENTITIES)
    (theft,) = concerns([robbery, BERGEN], ENTITIES)

    assert (attack.duty, theft.duty) == (Duty.WARN, Duty.INFORM)


def test_a_suspect_who_has_been_detained_goes_nowhere_any_more():
    trip = a_claim("trip", an_event("travel", by=("Baba Kidege",), role=Role.TRAVELLER, to="Odense"))
    odense = a_claim("odense", said("Odense", COUNTRY, "DK"))
    caught = a_claim(
        "caught",
        an_event("detention", by=("Baba Kidege",), role=Role.DETAINEE, at="Pemba"),
        status=Status.OCCURRED,
    )
    threat = a_claim("threat", an_event("attack", by=("Baba Kidege",)))

    assert "DK:destination" in keys(threat, trip, odense)
    assert "DK:destination" not in keys(threat, trip, odense, caught)


def test_a_suspect_who_is_dead_is_nobodys_traveller():
    trip = a_claim("trip", an_event("travel", by=("Baba Kidege",), role=Role.TRAVELLER, to="Odense"))
    odense = a_claim("odense", said("Odense", COUNTRY, "DK"))
    threat = a_claim("threat", an_event("attack", by=("Baba Kidege",)))
    death = a_claim("death", an_event("killing", by=("Baba Kidege",), role=Role.VICTIM), status=Status.OCCURRED)

    assert "DK:destination" not in keys(threat, trip, odense, death)


def test_a_member_of_a_cell_of_an_armed_group_is_a_suspect_however_many_steps_away():
    group = a_claim("group", said("The Ash Column", AttributeKind.ROLE, "armed group"))
    cell = a_claim("cell", said("Salim Faru", AttributeKind.MEMBERSHIP, "The Ash Column"))
    member = a_claim("member", said("Baba Kidege", AttributeKind.MEMBERSHIP, "Salim Faru"))

    assert keys(member, cell, group, TANZANIAN) == {"TZ:suspect-national"}
    assert keys(member, cell, TANZANIAN) == set()


def test_whoever_recruits_for_violence_is_a_suspect_whose_state_hears_of_it():
    recruiting = a_claim("recruiting", an_event("recruitment", by=("Baba Kidege",), at="Pemba"), status=Status.ONGOING)
    odense = a_claim("where", said("Pemba", COUNTRY, "DK"))

    assert keys(recruiting, TANZANIAN, odense) == {"TZ:suspect-national", "DK:staging"}


def test_a_firefighter_is_no_fighter():
    assert keys(a_claim("job", said("Baba Kidege", AttributeKind.ROLE, "ungunman")), TANZANIAN) == set()


def test_a_detained_national_proposes_a_question():
    caught = a_claim(
        "caught", an_event("detention", by=("Ann Ravn",), role=Role.DETAINEE, at="Pemba"), status=Status.OCCURRED
    )

    (concern,) = concerns([caught, a_claim("dane", said("Ann Ravn", NATIONALITY, "DK"))], ENTITIES)

    assert (concern.key, concern.asks, concern.own_nationals) == ("DK:detained-national", True, ("Ann Ravn",))


def test_whoever_is_tried_or_extradited_is_held():
    dane = a_claim("dane", said("Ann Ravn", NATIONALITY, "DK"))

    for kind in ("trial", "extradition"):
        held = a_claim("held", an_event(kind, by=("Ann Ravn",), role=Role.SUBJECT), status=Status.OCCURRED)
        assert keys(held, dane) == {"DK:detained-national"}


def test_whoever_is_still_on_the_way_is_not_there_yet():
    threat = a_claim("threat", an_event("attack", by=("Baba Kidege",)))
    odense = a_claim("odense", said("Odense", COUNTRY, "DK"))
    trip = a_claim("trip", an_event("travel", by=("Baba Kidege",), role=Role.TRAVELLER, to="Odense"))

    assert "DK:presence" not in keys(threat, odense, replace(trip, status=Status.ONGOING))
    assert "DK:presence" in keys(threat, odense, replace(trip, status=Status.OCCURRED))


def test_every_reason_has_an_entry_and_every_rule_a_reason():
    assert set(REASONS) == set(Reason)
    assert {rule.reason for rule in RULES} <= set(REASONS)
    assert len({entry.weight for entry in REASONS.values()}) == len(REASONS)
    assert {entry.yields_to for entry in REASONS.values()} - {None} <= {reason.value for reason in Reason}


def test_a_concern_is_assigned_by_our_agreements_and_to_everyone_they_name():
    (concern,) = concerns([PLOT, BERGEN], ENTITIES)
    norway, both, ireland = a_counterpart("o-1", "NO"), a_counterpart("o-2", "IE", "NO"), a_counterpart("o-3", "IE")

    assert assign(concern, [norway, both, ireland]) == (norway, both)
    assert assign(concern, [ireland]) == ()


def test_a_detained_suspects_way_concerns_the_states_it_led_through():
    trip = a_claim("trip", an_event("travel", by=("Baba Kidege",), role=Role.TRAVELLER, through="Odense"))
    odense = a_claim("odense", said("Odense", COUNTRY, "DK"))
    caught = a_claim("caught", an_event("detention", by=("Baba Kidege",), role=Role.DETAINEE), status=Status.OCCURRED)

    assert "DK:transit" in keys(trip, odense, caught)


def test_whoever_was_let_go_is_nobodys_detained_national():
    caught = a_claim("caught", an_event("detention", by=("Baba Kidege",), role=Role.DETAINEE), status=Status.OCCURRED)
    freed = a_claim("freed", an_event("release", by=("Baba Kidege",), role=Role.SUBJECT), status=Status.OCCURRED)

    assert keys(caught, TANZANIAN) == {"TZ:detained-national"}
    assert keys(caught, TANZANIAN, freed) == set()


def test_background_routes_nothing():
    told = Ground(question=Question.HOW_RECENT, answer="background", rule=Rule.CUE)

    assert keys(PLOT, BERGEN) == {"NO:target"}
    assert keys(replace(PLOT, grounds=(told,)), BERGEN) == set()
