"""French: articles, what they melt into, and what agrees with what."""

import pytest

from tocsin.domain.claim import Status
from tocsin.domain.entity import EntityKind
from tocsin.domain.wording.french import French
from tocsin.domain.wording.noun import Description, Happening, Noun, Quality

FRENCH = French()


def happening(kind, status=Status.OCCURRED, **parts):
    return FRENCH.event(Happening(type=kind, status=status, parts=parts))


@pytest.mark.parametrize(
    ("code", "at", "came_from", "went_to"),
    [
        ("FR", "en France", "de France", "vers la France"),
        ("JP", "au Japon", "du Japon", "vers le Japon"),
        ("NL", "aux Pays-Bas", "des Pays-Bas", "vers les Pays-Bas"),
        ("IR", "en Iran", "d'Iran", "vers l'Iran"),
        ("MT", "à Malte", "de Malte", "vers Malte"),
        ("MZ", "au Mozambique", "du Mozambique", "vers le Mozambique"),
        ("GB", "au Royaume-Uni", "du Royaume-Uni", "vers le Royaume-Uni"),
        ("US", "aux États-Unis", "des États-Unis", "vers les États-Unis"),
        ("IL", "en Israël", "d'Israël", "vers Israël"),
    ],
)
def test_a_country_takes_the_preposition_that_goes_with_its_article(code, at, came_from, went_to):
    country = FRENCH.country(code)

    said = happening("travel", at=(country,), **{"from": (country,)}, to=(country,))

    assert said == f"Un voyage {at} {came_from} {went_to} a eu lieu."


def test_a_verb_agrees_in_number_and_its_participle_where_it_takes_etre():
    one, two = Noun(text="Baba Kidege"), Noun(text="Salim Faru")
    town = (Noun(text="Pemba"),)

    assert happening("arrival", doers=(one,), to=town) == "Baba Kidege est arrivé à Pemba."
    assert happening("arrival", doers=(one, two), to=town) == "Baba Kidege et Salim Faru sont arrivés à Pemba."
    assert happening("attack", Status.PLANNED, doers=(one, two)) == (
        "Baba Kidege et Salim Faru prévoient de commettre une attaque."
    )
    assert happening("killing", Status.ALLEGED, objects=(one,)) == "Baba Kidege aurait été tué."
    assert happening("attack", Status.DENIED) == "Une attaque est démentie."
    assert happening("killing", Status.DENIED, doers=(one,), objects=(two,)) == (
        "Baba Kidege aurait tué Salim Faru, ce qui est démenti."
    )


def test_of_melts_into_the_article_and_is_cut_before_a_vowel():
    assert happening("attack", Status.POSSIBLE, doers=(Noun(text="Ash Column"),)) == (
        "Une attaque de la part d'Ash Column reste possible."
    )
    lord = FRENCH.state(
        Noun(text="Baba Kidege"),
        [Quality(kind="nationality", noun=FRENCH.country("DK")), Quality(kind="country", noun=FRENCH.country("IE"))],
        Status.STATED,
    )
    assert lord == "Baba Kidege est ressortissant du Danemark et en Irlande."


def test_somebody_without_a_name_is_described_with_agreement():
    column = Noun(text="Ash Column")
    two = Description(kind=EntityKind.GROUP, head="militants", count="2", organisations=(column,))
    dozens = Description(kind=EntityKind.GROUP, head="officials", count="dozens of")
    hers = Description(kind=EntityKind.PERSON, head="woman", age="31")

    assert FRENCH.describe(two).text == "militants d'Ash Column"
    assert FRENCH.describe(two).article == "deux"
    assert FRENCH.describe(dozens).text == "des dizaines de responsables"
    assert FRENCH.describe(hers).text == "femme âgée de 31 ans"
