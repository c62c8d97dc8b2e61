"""Where suspects are, where they go, who is behind them who is held: a sentence for each way to say it."""

import pytest

from tocsin.reading import read

PLOT = "Two men plan to bomb a church in Lyon. "


def concerns_of(text: str) -> set[str]:
    return {f"{concern.country}:{concern.reason}" for concern in read(text.encode()).concerns}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('Instructions were relayed by a Moldovan woman using the handle "Rook".', "MD:suspect-national"),
        ("They were being steered by a Dutch national, Piet Vroom.", "NL:suspect-national"),
        ("The order came from a gang boss, a Swedish national.", "SE:suspect-national"),
        ("In charge is Rustam Yusupov, an Uzbek citizen.", "UZ:suspect-national"),
        ("The leader of the cell is a Yemeni national, Saleh Nasser.", "YE:suspect-national"),
        ("His brother Tarek, also an Algerian, is thought to be hiding in Marseille.", "DZ:suspect-national"),
        ("Police are looking for a Sri Lankan man who they believe was sent to kill.", "LK:suspect-national"),
        ("The elder of the pair, a Tajik citizen named Farrukh Nazar, 34, is a baker.", "TJ:suspect-national"),
    ],
)
def test_who_steers_leads_or_hides_is_a_suspect(text: str, wanted: str) -> None:
    assert wanted in concerns_of(PLOT + text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The leader of the gang, a Thai, runs a shop in Vienna.", "AT:presence"),
        ("The order came from a gang boss who has run his affairs from Dubai since 2022.", "AE:presence"),
        ("Detectives trace the ringleader to a bungalow in Lombok, Indonesia.", "ID:presence"),
        ("The two are thought to be staying in or around Vilnius.", "LT:presence"),
        ("They have left Argentina for Encarnación, Paraguay, where they are now believed to be.", "PY:presence"),
        ("The two have massed in Somalia's Gedo region.", "SO:presence"),
    ],
)
def test_where_suspects_are(text: str, wanted: str) -> None:
    assert wanted in concerns_of(PLOT + text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The two got to know each other in Istanbul.", "TR:staging"),
        ("The bombs were assembled in a workshop outside Liège, Belgium.", "BE:staging"),
        ("Two rifles have been bought for them at Mtwara, Tanzania.", "TZ:staging"),
    ],
)
def test_where_they_met_and_made_ready(text: str, wanted: str) -> None:
    assert wanted in concerns_of(PLOT + text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They will leave by bus, drive through Romania and continue to Hungary.", {"RO:transit", "HU:destination"}),
        ("They are expected to board a fishing vessel for Sri Lanka.", {"LK:destination"}),
        ("They are waiting before they slip into Kenya.", {"KE:destination"}),
    ],
)
def test_where_they_go(text: str, wanted: set[str]) -> None:
    found = concerns_of(PLOT + text)

    assert wanted <= found
    assert not {each for each in found if each.endswith(":presence")}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Detectives are questioning a Ugandan trader, Moses Etyang, picked up on Tuesday in Garissa.", {"UG"}),
        ("Special forces enforced arrest warrants against a Jordanian national aged 29.", {"JO"}),
        ("Eleven suspects, of whom nine are Jordanians and two Egyptians, are in custody.", {"JO", "EG"}),
        ("A Paraguayan businessman was extradited from Brazil last month.", {"PY"}),
        ("A Fijian citizen will face court today, charged with preparing a terrorist act.", {"FJ"}),
    ],
)
def test_who_is_held_is_detained_and_no_suspect_at_large(text: str, wanted: set[str]) -> None:
    found = concerns_of(text)

    assert {f"{country}:detained-national" for country in wanted} <= found
    assert not {f"{country}:suspect-national" for country in wanted} & found


@pytest.mark.parametrize(
    "text",
    [
        "The union's Belgian leader runs a shop in Vienna. Instructions were given by a Danish nurse.",
        PLOT + "Two Danish civilians are thought to be hiding in a cellar.",
        PLOT + "A Danish officer in Oslo steered the talks.",
    ],
)
def test_nobody_else_becomes_a_suspect(text: str) -> None:
    assert not {each for each in concerns_of(text) if each.endswith(":suspect-national")}
