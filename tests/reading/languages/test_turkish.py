"""Constructions of Turkish, one sentence each; everybody in them is invented."""

from typing import Any

from reading_by_patterns import of, read_as, statuses
from reading_checks import concerns_of, events, person


def tr(text: str) -> dict[str, Any]:
    return read_as("tr", text)


def test_a_passive_arrest_has_its_detainee_before_the_verb() -> None:
    reading = tr("İki Fransız vatandaşı Edirne'de gözaltına alındı.")

    assert events(reading, "detention", "occurred", detainee="İki Fransız vatandaşı", at="Edirne")
    assert concerns_of(reading) == {"FR detained-national"}


def test_an_active_arrest_has_its_detainee_in_the_accusative() -> None:
    reading = tr("Jandarma, Irak uyruklu Salim Kerbelai'yi Hatay'da yakaladı.")

    assert events(reading, "arrest", "occurred", detainee="Salim Kerbelai", at="Hatay")
    assert concerns_of(reading) == {"IQ detained-national"}


def test_whom_a_participle_describes_follows_it() -> None:
    reading = tr("Gar meydanına saldırı planladığı belirlenen Rus vatandaşı Oleg Varenin aranıyor.")

    assert events(reading, "attack", "planned", perpetrator="Oleg Varenin")
    assert "RU suspect-national" in concerns_of(reading)


def test_a_member_in_a_participle_clause_is_whom_the_clause_describes() -> None:
    reading = tr("DEAŞ üyesi olduğu belirlenen bir Belçikalı turist yakalandı.")

    assert len([each for each in reading["entities"] if each["kind"] in {"person", "group"}]) == 1
    assert "member of an armed group" in of(reading, "role")


def test_uyruklu_says_a_nationality() -> None:
    assert person(tr("Fas uyruklu Yusuf Amrani konuştu."), "Yusuf Amrani")["nationalities"] == ["MA"]


def test_vatandasi_says_a_nationality() -> None:
    assert person(tr("Tunus vatandaşı Hedi Marzuki konuştu."), "Hedi Marzuki")["nationalities"] == ["TN"]


def test_a_word_in_li_says_a_nationality() -> None:
    assert person(tr("Suriyeli Nizar Halebi konuştu."), "Nizar Halebi")["nationalities"] == ["SY"]


def test_asilli_says_an_origin_and_no_nationality() -> None:
    reading = tr("Cezayir asıllı Karim Zidouri Kilis'te tutuklandı.")

    assert person(reading, "Karim Zidouri")["origins"] == ["DZ"]
    assert concerns_of(reading) == set()


def test_kokenli_as_a_predicate_says_the_origin_of_whom_it_is_said() -> None:
    reading = tr("Karim Zidouri'nin Fas kökenli olduğu öğrenildi.")

    assert person(reading, "Karim Zidouri")["origins"] == ["MA"]
    assert not of(reading, "nationality")


def test_an_age_before_a_name_is_its_bearers() -> None:
    assert person(tr("29 yaşındaki Selma Korkut tutuklandı."), "Selma Korkut")["age"] == 29


def test_a_number_before_people_is_their_count() -> None:
    assert person(tr("Dört Tunus vatandaşı yakalandı."), "Dört Tunus vatandaşı")["count"] == 4


def test_a_dative_before_an_attack_is_its_target() -> None:
    reading = tr("Örgüt, Köln'deki bir sinagoga saldırı hazırlığında.")

    assert events(reading, "attack", "planned", target="Köln'deki bir sinagoga")
    assert "DE target" in concerns_of(reading)


def test_yonelik_marks_a_target() -> None:
    assert "GR target" in concerns_of(tr("Selanik havalimanına yönelik bombalı saldırı planlanıyor."))


def test_a_mission_belongs_to_one_state_and_lies_in_another() -> None:
    reading = tr("Hollanda'nın Ankara Büyükelçiliğine yönelik saldırı hazırlığı yapılıyor.")

    assert concerns_of(reading) == {"NL nationals-threatened", "TR target"}


def test_a_future_ending_is_a_plan() -> None:
    assert statuses(tr("Hücre, Viyana'da bir kiliseye saldıracak."), "attack") == {"planned"}


def test_a_negative_ending_denies() -> None:
    assert statuses(tr("İki Gürcü vatandaşının gözaltına alınmadığı bildirildi."), "detention") == {"denied"}


def test_a_sentence_that_denies_a_report_routes_nothing() -> None:
    reading = tr("Bakanlık, Bakü'deki bir otele saldırı planlandığı haberlerini yalanladı.")

    assert statuses(reading, "attack") == {"denied"}
    assert concerns_of(reading) == set()


def test_a_condemned_attack_is_not_the_condemners() -> None:
    assert not events(tr("Norveç saldırıyı kınadı."), "attack")


def test_an_attempt_to_cross_is_an_attempt() -> None:
    reading = tr("Üç Afgan terörist Yunanistan'a geçmeye çalıştı.")

    assert events(reading, "border crossing", "attempted", to="Yunanistan")
    assert concerns_of(reading) == {"AF suspect-national", "GR destination"}


def test_an_ablative_is_where_somebody_comes_from() -> None:
    reading = tr("Ürdünlü militan Saad Rimawi Lübnan'dan Kıbrıs'a gitti.")

    assert events(reading, "travel", "occurred", traveller="Saad Rimawi", from_="Lübnan", to="Kıbrıs")


def test_uzerinden_is_a_transit() -> None:
    assert "RS transit" in concerns_of(tr("Iraklı terörist Saad Rimawi Sırbistan üzerinden Avusturya'ya gidecek."))


def test_who_hides_somewhere_is_there() -> None:
    reading = tr("Firari Mısırlı Hani Dessuki Belçika'da saklanıyor.")

    assert concerns_of(reading) == {"BE presence", "EG suspect-national"}


def test_training_stages_where_it_is_given() -> None:
    reading = tr("Pakistan'daki bir kampta silahlı eğitim alan Alman militan yakalandı.")

    assert "PK staging" in concerns_of(reading)


def test_people_joined_by_ile_share_a_part() -> None:
    reading = tr("İki İtalyan mühendis ile Kamerunlu şoför kaçırıldı.")

    assert concerns_of(reading) == {"IT victim-national", "CM victim-national"}


def test_the_dead_are_victims() -> None:
    reading = tr("Bağdat'taki patlamada iki Türk işçi öldü.")

    assert concerns_of(reading) == {"TR victim-national"}


def test_olmak_is_not_to_die() -> None:
    assert not events(tr("Nermin Tuzcu'nun başkan olduğu açıklandı."), "killing")


def test_who_is_wanted_is_a_suspect() -> None:
    reading = tr("Pakistan uyruklu Haji Murtaza hakkında yakalama kararı çıkarıldı.")

    assert concerns_of(reading) == {"PK suspect-national"}


def test_one_of_the_suspects_is_a_suspect() -> None:
    reading = tr("Şüphelilerden İsveç vatandaşı Jonas Ekdal konuştu.")

    assert concerns_of(reading) == {"SE suspect-national"}


def test_a_surname_alone_means_whom_the_whole_name_meant() -> None:
    reading = tr("Çad uyruklu terörist Idris Mahamat arandı. Mahamat'ın Libya'da yaşadığı bildirildi.")

    assert len(person(reading, "Idris Mahamat")["mentions"]) == 2
    assert "LY presence" in concerns_of(reading)


def test_text_without_its_diacritics_is_read_all_the_same() -> None:
    reading = tr("Iki Misir vatandasi Ingiliz ussune saldiri hazirligi yapiyor; biri Edirne'de gozaltina alindi.")

    assert statuses(reading, "detention") == {"occurred"}
    assert "GB" in of(reading, "nationality")


def test_a_day_without_a_year_stays_without_one() -> None:
    (event,) = events(tr("Fas uyruklu Yusuf Amrani 12 Kasım'da tutuklandı."), "arrest")

    assert (event["time"]["start"], event["time"]["precision"]) == ("--11-12", "day")


def test_days_joined_by_a_dash_are_an_interval() -> None:
    (event,) = events(tr("Zirveye 3-4 Mart tarihinde saldırı planlanıyor."), "attack")

    assert (event["time"]["start"], event["time"]["end"]) == ("--03-03", "--03-04")


def test_who_says_so_is_named() -> None:
    (event,) = events(tr("Valilik, iki Fransız vatandaşının gözaltına alındığını açıkladı."), "detention")

    assert [hop["source"] for hop in event["attribution"]] == ["Valilik"]
