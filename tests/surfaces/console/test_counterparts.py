from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from exchange.forking import pass_days, rewrite
from federation import a_town
from surfaces.console.story import Story
from surfaces.console.visitor import Visitor, actions, links, words
from tocsin.domain.counterpart import Reach
from tocsin.usecases import counterparts, keys
from tocsin.verify import check
from tocsin.vocabulary.law import DataCategory, Purpose, SubjectCategory
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency

Visit = Callable[..., Visitor]
AGREEMENT = {
    "contact": "line 9",
    "countries": "France\nbe\n",
    "organisations": "Europol",
    "legal_basis": "UN SCR 1373 (2001)",
    "purpose": "preventing attacks",
    "review_on": "2027-06-01",
    "ceiling": "TLP:RED",
    "onward": "Ask us.",
    "within_immediate": "2",
    "within_expected": "9",
    "within_future": "80",
    "recall_within": "12",
    "for_purpose": ["prevention", "investigation"],
    "subject": ["suspect"],
    "data": ["event", "identity"],
    "regions": "Norway\nie\n",
}


def test_our_card_and_its_fingerprint_are_there_to_be_given(story: Story, visit: Visit) -> None:
    card, fingerprint = counterparts.our_card(story.alpha.node)
    rosa = visit("rosa")

    assert fingerprint in words(rosa.read("/counterparts"))
    assert rosa.read("/counterparts/card").content == card


def test_a_counterpart_is_enrolled_by_its_card_and_the_fingerprint_it_read_out(story: Story, visit: Visit) -> None:
    echo = a_town(story.wires, name="Echo", country="FR", clock=story.clock)
    card, fingerprint = counterparts.our_card(echo.node)
    ada = visit("ada")
    ada.read("/counterparts")

    page = ada.send(
        "/counterparts",
        files={"card": ("card.tocsin", card)},
        reach="node",
        fingerprint=fingerprint.lower(),
        **AGREEMENT,
    )

    held = counterparts.named(story.alpha.node, name="Echo")
    assert "The counterpart is enrolled." in words(page)
    assert held.agreement.countries == {"FR", "BE"}
    assert held.agreement.organisations == {"Europol"}
    assert (held.agreement.ceiling, held.contact) == (Tlp.RED, "line 9")
    assert held.agreement.acknowledge_within[Urgency.EXPECTED] == timedelta(hours=9)
    assert held.agreement.purposes == {Purpose.PREVENTION, Purpose.INVESTIGATION}
    assert held.agreement.subjects == {SubjectCategory.SUSPECT}
    assert held.agreement.data == {DataCategory.EVENT, DataCategory.IDENTITY}
    assert held.agreement.regions == {"NO", "IE"}


def test_a_form_offers_what_an_agreement_covers_by_itself_and_shows_what_it_covers_since(
    story: Story, visit: Visit
) -> None:
    ada = visit("ada")
    page = f"/counterparts/{story.towards['Bravo'].id}"
    offered = ada.read("/counterparts").text

    ada.send(f"{page}/agreement", **{**AGREEMENT, "data": [], "regions": ""})
    held = counterparts.named(story.alpha.node, name="Bravo").agreement

    assert 'value="prevention" id="f-for_purpose-prevention" checked>' in offered
    assert 'value="origin" id="f-data-origin">' in offered
    assert (held.data, held.regions) == (frozenset(), None)
    assert "What about themnothing Matters ofevery state" in words(ada.read(page))


def test_a_fingerprint_that_is_not_the_cards_enrols_nobody(story: Story, visit: Visit) -> None:
    echo = a_town(story.wires, name="Echo", country="FR", clock=story.clock)
    card, _ = counterparts.our_card(echo.node)
    ada = visit("ada")
    ada.read("/counterparts")

    page = ada.send("/counterparts", files={"card": ("c", card)}, reach="node", fingerprint="00 00", **AGREEMENT)

    assert page.status_code == 502
    assert "Ring them, at a number you already have" in words(page)
    assert len(counterparts.listing(story.alpha.node, story.alpha.rosa)) == 3


def test_bytes_that_are_no_card_are_refused(story: Story, visit: Visit) -> None:
    ada = visit("ada")
    ada.read("/counterparts")

    page = ada.send("/counterparts", files={"card": ("c", b"\x00\xff")}, reach="node", fingerprint="00", **AGREEMENT)

    assert page.status_code == 502


def test_a_counterpart_without_a_node_is_enrolled_by_name(story: Story, visit: Visit) -> None:
    ada = visit("ada")
    ada.read("/counterparts")

    ada.send("/counterparts", reach="by-hand", name="Foxtrot", **AGREEMENT)

    assert counterparts.named(story.alpha.node, name="Foxtrot").reach is Reach.BY_HAND


def test_an_agreement_is_changed_and_the_form_shows_what_stands(story: Story, visit: Visit) -> None:
    bravo = story.towards["Bravo"].id
    ada = visit("ada")
    before = ada.read(f"/counterparts/{bravo}")

    page = ada.send(f"/counterparts/{bravo}/agreement", **AGREEMENT)

    assert ">\nIreland</textarea>" in before.text
    assert "The agreement is changed." in words(page)
    held = counterparts.named(story.alpha.node, name="Bravo")
    assert (held.agreement.countries, held.contact) == ({"FR", "BE"}, "line 9")


@pytest.mark.parametrize(
    "wrong",
    [
        {"countries": "Atlantis"},
        {"within_future": "0"},
        {"within_future": "99999"},
        {"within_future": "a day"},
        {"review_on": ""},
        {"ceiling": "SECRET"},
        {"legal_basis": " "},
    ],
)
def test_an_agreement_that_makes_no_sense_changes_nothing(story: Story, visit: Visit, wrong: dict[str, str]) -> None:
    bravo = story.towards["Bravo"]
    ada = visit("ada")
    ada.read("/")

    page = ada.send(f"/counterparts/{bravo.id}/agreement", **{**AGREEMENT, **wrong})

    assert page.status_code == 400
    assert counterparts.named(story.alpha.node, name="Bravo") == bravo


def test_a_fork_is_shown_with_its_evidence_and_settled_with_a_reason(story: Story, visit: Visit) -> None:
    towns = [story.alpha, story.bravo]
    pass_days(story.clock, story.wires, towns, 2)
    rewrite(story.bravo, 3)
    pass_days(story.clock, story.wires, towns)
    page = f"/counterparts/{story.towards['Bravo'].id}"
    uma, rosa = visit("uma"), visit("rosa")

    assert f"{page}#fork" in links(rosa.read("/"))
    assert "They have shown us two ledgers" in words(uma.read(page))
    (evidence,) = [link for link in links(rosa.read(page)) if link.endswith("fork.json")]
    assert check(uma.read(evidence).content).holds
    settled = evidence.replace("fork.json", "settlement")
    assert settled not in actions(uma.read(page))
    assert settled in actions(rosa.read(page))
    assert "A restored disk" in words(rosa.send(settled, why="A restored disk"))
    assert f"{page}#fork" not in links(rosa.read("/"))


def test_that_they_may_name_us_is_ticked_and_shown(story: Story, visit: Visit) -> None:
    ada, page = visit("ada"), f"/counterparts/{story.towards['Bravo'].id}"
    assert 'name="may_name_us">' in ada.read(page).text
    ada.send(f"{page}/agreement", may_name_us="on", **AGREEMENT)

    assert 'name="may_name_us" checked>' in ada.read(page).text


def test_mail_is_stopped_and_let_pass_again_by_the_fingerprint_that_was_read_out(story: Story, visit: Visit) -> None:
    bravo = story.towards["Bravo"].id
    rosa = visit("rosa")
    rosa.read(f"/counterparts/{bravo}")
    page = rosa.send(f"/counterparts/{bravo}/suspension", because="an odd call")
    assert "No mail passes: an odd call" in words(page)
    assert f"/counterparts/{bravo}#trust" in links(rosa.read("/"))

    refused = rosa.send(f"/counterparts/{bravo}/resumption", fingerprint="00")
    assert "that of none of their cards" in words(refused)
    page = rosa.send(f"/counterparts/{bravo}/resumption", fingerprint=counterparts.our_card(story.bravo.node)[1])

    assert "Mail passes again." in words(page)


def test_a_card_that_came_by_hand_and_changes_more_than_keys_is_accepted_on_the_page(
    story: Story, visit: Visit
) -> None:
    bravo = story.towards["Bravo"].id
    moved = replace(story.bravo.node.organisation, address="https://elsewhere.example/peer")
    keys.renew(replace(story.bravo.node, organisation=moved), story.bravo.ada)
    rosa = visit("rosa")
    rosa.read(f"/counterparts/{bravo}")

    card, _ = counterparts.our_card(story.bravo.node)
    page = rosa.send(f"/counterparts/{bravo}/card", files={"card": ("card.tocsin", card)})
    assert "https://elsewhere.example/peer" in words(page)
    page = rosa.send(f"/counterparts/{bravo}/acceptance")

    assert "Their new card is in force." in words(page)
    assert "https://elsewhere.example/peer" not in words(page)
