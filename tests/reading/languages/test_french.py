"""Constructions of French, one sentence each; everybody in them is invented."""

from typing import Any

from reading_by_patterns import of, read_as, statuses
from reading_checks import concerns_of, events, person


def fr(text: str) -> dict[str, Any]:
    return read_as("fr", text)


def test_a_passive_arrest_has_its_detainee_before_the_verb() -> None:
    reading = fr("Deux ressortissants tunisiens ont été interpellés à Molenbeek.")

    assert events(reading, "detention", "occurred", detainee="Deux ressortissants tunisiens", at="Molenbeek")
    assert concerns_of(reading) == {"TN detained-national"}


def test_an_active_arrest_has_its_detainee_after_the_verb() -> None:
    reading = fr("La police a arrêté un Algérien de 38 ans à Rennes.")

    assert events(reading, "arrest", "occurred", authority="La police", detainee="un Algérien de 38 ans")
    assert concerns_of(reading) == {"DZ detained-national"}


def test_an_arrest_as_a_noun_has_its_detainee_after_de() -> None:
    assert "LB detained-national" in concerns_of(fr("L'arrestation de deux Libanais à Larnaca a été confirmée."))


def test_ressortissant_with_an_adjective_says_a_nationality() -> None:
    assert of(fr("Des ressortissants burkinabè ont parlé."), "nationality") == {"BF"}


def test_de_nationalite_says_a_nationality() -> None:
    assert person(fr("Marc Delval, de nationalité belge, a parlé."), "Marc Delval")["nationalities"] == ["BE"]


def test_d_origine_says_an_origin_and_no_nationality() -> None:
    reading = fr("Un homme d'origine algérienne a été arrêté à Nantes.")

    assert of(reading, "origin") == {"DZ"}
    assert concerns_of(reading) == set()


def test_a_nationality_and_an_origin_stay_apart() -> None:
    reading = fr("Un suspect, de nationalité belge et d'origine marocaine, est recherché.")

    assert (of(reading, "nationality"), of(reading, "origin")) == ({"BE"}, {"MA"})


def test_a_birthplace_is_no_nationality() -> None:
    assert concerns_of(fr("Un terroriste né à Tripoli a été arrêté.")) == set()


def test_a_name_beside_a_description_means_the_same_person() -> None:
    reading = fr("Farid Benkacem, un Algérien de 38 ans, a été arrêté.")

    assert person(reading, "Farid Benkacem")["nationalities"] == ["DZ"]
    assert person(reading, "Farid Benkacem")["age"] == 38


def test_a_name_given_by_nomme_belongs_to_the_description() -> None:
    assert person(fr("Un Libanais du nom de Hassan Taleb a été arrêté."), "Hassan Taleb")["nationalities"] == ["LB"]


def test_contre_marks_a_target() -> None:
    reading = fr("Un commando projetait une attaque contre le marché de Noël de Strasbourg.")

    assert events(reading, "attack", "planned", perpetrator="Un commando")
    assert "FR target" in concerns_of(reading)


def test_visant_marks_a_target_and_a_mission_lies_where_it_is_said_to() -> None:
    reading = fr("Un projet d'attentat visant l'ambassade de Belgique à Niamey a été découvert.")

    assert concerns_of(reading) == {"BE nationals-threatened", "NE target"}


def test_to_prepare_an_attack_is_to_plan_it() -> None:
    reading = fr("Deux Serbes soupçonnés de préparer un attentat à la gare de Lille ont été interpellés.")

    assert events(reading, "attack", "planned", perpetrator="Deux Serbes")
    assert concerns_of(reading) == {"FR target", "RS detained-national"}


def test_a_foiled_attack_was_attempted() -> None:
    assert statuses(fr("L'attentat contre la synagogue de Liège a été déjoué."), "attack") == {"attempted"}


def test_a_threat_to_kill_is_a_killing_threatened() -> None:
    reading = fr("Les ravisseurs menacent d'exécuter deux infirmières suédoises.")

    assert statuses(reading, "execution") == {"threatened"}
    assert "SE nationals-threatened" in concerns_of(reading)


def test_ne_pas_denies() -> None:
    assert statuses(fr("Aucun Gabonais n'a été arrêté à Nice."), "arrest") == {"denied"}


def test_a_sentence_that_denies_a_report_routes_nothing() -> None:
    assert concerns_of(fr("Le ministère a démenti toute arrestation de ressortissants libyens à Sfax.")) == set()


def test_a_condemned_attack_is_not_the_condemners() -> None:
    assert not events(fr("L'Inde a condamné l'attaque."), "attack")


def test_the_verb_to_have_is_no_place() -> None:
    assert not of(fr("Le maire a déclaré la fête ouverte."), "country")


def test_to_cross_a_border_is_to_go_to_the_country_behind_it() -> None:
    reading = fr("Six combattants libyens s'apprêtent à franchir la frontière marocaine.")

    assert concerns_of(reading) == {"LY suspect-national", "MA destination"}


def test_via_is_a_transit() -> None:
    reading = fr("Le jihadiste Omar Saleh compte gagner l'Espagne via Gibraltar.")

    assert concerns_of(reading) == {"ES destination", "GI transit"}


def test_who_lives_somewhere_is_there() -> None:
    reading = fr("Le fugitif danois Anders Holk séjourne à Düsseldorf.")

    assert concerns_of(reading) == {"DE presence", "DK suspect-national"}


def test_a_conditional_of_hearsay_is_no_certainty() -> None:
    reading = fr("Le fugitif Anders Holk se cacherait au Luxembourg.")
    holk = person(reading, "Anders Holk")["id"]

    assert [
        (each["value"], each["status"])
        for each in reading["attributes"]
        if each["kind"] == "country" and each["entity"] == holk
    ] == [("LU", "alleged")]


def test_il_means_whom_the_sentence_before_spoke_of() -> None:
    reading = fr("Un suspect portugais est toujours recherché. Il se trouverait en Bulgarie.")

    assert concerns_of(reading) == {"BG presence", "PT suspect-national"}


def test_les_deux_hommes_means_those_spoken_of_last() -> None:
    reading = fr("Deux Croates sont venus. Les deux hommes ont été arrêtés à Split.")

    assert concerns_of(reading) == {"HR detained-national"}


def test_two_of_them_are_what_they_all_are() -> None:
    reading = fr("Les terroristes ont fui. Deux d'entre eux, des ressortissants maltais, ont parlé.")

    assert concerns_of(reading) == {"MT suspect-national"}


def test_people_joined_by_et_share_a_part() -> None:
    reading = fr("Un groupe armé a enlevé trois géologues canadiens et leur chauffeur sénégalais près de Gao.")

    assert concerns_of(reading) == {"CA victim-national", "SN victim-national"}


def test_those_told_after_dont_are_among_the_dead() -> None:
    assert "NL victim-national" in concerns_of(fr("L'explosion a fait quatre morts, dont une touriste néerlandaise."))


def test_a_relative_clause_has_its_subject_right_before_it() -> None:
    reading = fr("La note cite une cellule nigériane qui prépare un attentat contre le port de Douala.")

    assert concerns_of(reading) == {"CM target", "NG suspect-national"}


def test_training_stages_where_it_was_given() -> None:
    assert "ML staging" in concerns_of(fr("Deux jihadistes ont été entraînés au Mali."))


def test_capitals_only_are_read_by_their_words() -> None:
    reading = fr("UN RESSORTISSANT SOUDANAIS A ETE INTERPELLE LE 9 JUIN A LA FRONTIERE TCHADIENNE.")

    assert concerns_of(reading) == {"SD detained-national"}


def test_a_day_without_a_year_stays_without_one() -> None:
    (event,) = events(fr("Un Russe a été arrêté le 6 décembre."), "arrest")

    assert (event["time"]["start"], event["time"]["precision"]) == ("--12-06", "day")


def test_who_says_so_is_named() -> None:
    (event,) = events(fr("Deux Serbes ont été interpellés à Gand, a annoncé le parquet fédéral."), "detention")

    assert [hop["source"] for hop in event["attribution"]] == ["le parquet fédéral"]


def test_a_source_after_selon_is_named() -> None:
    (event,) = events(fr("Selon les autorités locales, deux Serbes ont été arrêtés à Gand."), "arrest")

    assert [hop["source"] for hop in event["attribution"]] == ["les autorités locales"]
