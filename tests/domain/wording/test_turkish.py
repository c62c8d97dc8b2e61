"""Turkish: endings that go with the vowels, apostrophes after names, compounds."""

import pytest

from tocsin.domain.claim import Status
from tocsin.domain.entity import EntityKind
from tocsin.domain.wording import suffixes
from tocsin.domain.wording.noun import Description, Happening, Noun
from tocsin.domain.wording.turkish import Turkish

TURKISH = Turkish()


def name(text):
    return Noun(text=text)


def word(text, *, compound=False):
    return Noun(text=text, is_name=False, is_compound=compound)


@pytest.mark.parametrize(
    ("noun", "to", "at", "of", "whom"),
    [
        (name("Ankara"), "Ankara'ya", "Ankara'da", "Ankara'nın", "Ankara'yı"),
        (name("Fransa"), "Fransa'ya", "Fransa'da", "Fransa'nın", "Fransa'yı"),
        (name("Türkiye"), "Türkiye'ye", "Türkiye'de", "Türkiye'nin", "Türkiye'yi"),
        (name("Irak"), "Irak'a", "Irak'ta", "Irak'ın", "Irak'ı"),
        (name("İstanbul"), "İstanbul'a", "İstanbul'da", "İstanbul'un", "İstanbul'u"),
        (name("Köln"), "Köln'e", "Köln'de", "Köln'ün", "Köln'ü"),
        (name("Salim Faru"), "Salim Faru'ya", "Salim Faru'da", "Salim Faru'nun", "Salim Faru'yu"),
        (name("MİT"), "MİT'e", "MİT'te", "MİT'in", "MİT'i"),
        (word("grup"), "gruba", "grupta", "grubun", "grubu"),
        (word("üye"), "üyeye", "üyede", "üyenin", "üyeyi"),
        (word("militanları", compound=True), "militanlarına", "militanlarında", "militanlarının", "militanlarını"),
    ],
)
def test_an_ending_goes_with_the_last_vowel(noun, to, at, of, whom):
    assert suffixes.dative(noun) == to
    assert suffixes.locative(noun) == at
    assert suffixes.genitive(noun) == of
    assert suffixes.accusative(noun) == whom


def test_a_country_whose_name_is_a_compound_takes_an_n():
    assert suffixes.locative(TURKISH.country("AE")) == "Birleşik Arap Emirlikleri'nde"
    assert suffixes.dative(TURKISH.country("US")) == "Amerika Birleşik Devletleri'ne"
    assert suffixes.dative(TURKISH.country("IQ")) == "Irak'a"


@pytest.mark.parametrize(
    ("stem", "has", "is_", "plan", "that"),
    [
        ("düzenle", "düzenlemiştir", "düzenlemektedir", "düzenlemeyi", "düzenlediği"),
        ("yap", "yapmıştır", "yapmaktadır", "yapmayı", "yaptığı"),
        ("öldür", "öldürmüştür", "öldürmektedir", "öldürmeyi", "öldürdüğü"),
        ("bulun", "bulunmuştur", "bulunmaktadır", "bulunmayı", "bulunduğu"),
        ("et", "etmiştir", "etmektedir", "etmeyi", "ettiği"),
    ],
)
def test_a_verb_goes_with_its_own_vowels(stem, has, is_, plan, that):
    assert suffixes.has_done(stem) == has
    assert suffixes.is_doing(stem) == is_
    assert suffixes.doing(stem, "accusative") == plan
    assert suffixes.that_it_did(stem) == that


def test_a_compound_of_our_lists_stands_alone_in_many_and_as_anothers():
    assert suffixes.one("hücre ev+") == "hücre evi"
    assert suffixes.several("istihbarat görevli+") == "istihbarat görevlileri"
    assert suffixes.owned("polis memur+") == "polis memuru"
    assert suffixes.owned("militan", many=True) == "militanları"
    assert suffixes.one("suç ortak+") == "suç ortağı"


def test_only_the_last_of_several_takes_the_ending_and_a_bracket_follows_it():
    nouns = [name("Fransa"), Noun(text="Musul", asides=("Irak",))]

    assert TURKISH.listed(nouns, suffixes.dative) == "Fransa ve Musul'a (Irak)"


def test_who_is_said_to_have_done_something_stands_in_the_genitive():
    parts = {"doers": (name("Baba Kidege"),), "targets": (TURKISH.country("NO"),)}

    def said(status):
        return TURKISH.event(Happening(type="attack", status=status, parts=parts))

    assert said(Status.PLANNED) == "Baba Kidege, Norveç'e yönelik bir saldırı düzenlemeyi planlamaktadır."
    assert said(Status.POSSIBLE) == "Baba Kidege'nin, Norveç'e yönelik bir saldırı düzenlemesi mümkündür."
    assert said(Status.DENIED) == "Baba Kidege'nin, Norveç'e yönelik bir saldırı düzenlediği yalanlanmaktadır."


def test_somebody_without_a_name_is_described_in_turkish_order():
    column = Noun(text="Ash Column")

    def described(**fields):
        return TURKISH.describe(Description(**fields)).text

    two = {"kind": EntityKind.GROUP, "head": "militants", "count": "2", "organisations": (column,)}
    assert described(**two) == "iki Ash Column militanı"
    assert described(kind=EntityKind.PERSON, head="citizen", age="31", nationalities=("DK",)) == (
        "31 yaşında bir Danimarka vatandaşı"
    )
    assert described(kind=EntityKind.FACILITY, head="flotilla") == "bir “flotilla”"
