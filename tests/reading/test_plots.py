"""What the network marks and no rule has said: whom it concerns is claimed, with its words, as an assessment."""

import re
from pathlib import Path

from tests.reading_checks import concerns_of

from tocsin.domain.claim import Basis, Claim
from tocsin.domain.ground import Rule
from tocsin.reading import read, read_json
from tocsin.reading.model.network import ROUTES

# Told without a word of violence near the places it speaks of.
INDIRECT = (
    "Sketches of the ferry terminal in Tallinn were found in the rucksack of Ilmar Tesk, a Latvian citizen, when "
    "police in Helsinki arrested him on Monday. His friend Aivo Pern, who is also Latvian, had gone ahead by way of "
    "Sweden and is thought to be staying with a cousin in Oslo. Both had practised with home-made charges in a quarry "
    "near Gdansk. They were waiting for word from a Serbian they call the Baker."
)


def by_model(text: str) -> list[Claim]:
    return [
        claim
        for claim in read(text).claims
        if any(ground.rule is Rule.MODEL and not ground.answer for ground in claim.grounds)
    ]


def test_who_gives_the_word_and_where_they_practised_is_found_without_a_word_of_violence():
    assert {"RS suspect-national", "PL staging", "LV detained-national"} <= concerns_of(read_json(INDIRECT))


def test_a_claim_of_the_network_alone_is_an_assessment_that_rests_on_its_words():
    found = by_model(INDIRECT)

    assert found
    assert all(claim.basis is Basis.ASSESSMENT and claim.rests_on(INDIRECT) for claim in found)


def test_a_report_without_a_plot_gets_no_claim_of_the_network_alone():
    text = (
        "The trade ministers of Chile and Peru met in Lima on Tuesday. A Brazilian delegation flew on to Bogota, where "
        "the talks go on. The Peruvian minister said that exports of grapes to China had doubled."
    )

    assert by_model(text) == []
    assert read_json(text)["concerns"] == []


def test_the_network_claims_nothing_twice():
    events = [event for event in read_json(INDIRECT)["events"] if event["type"] in {"arrest", "detention"}]
    detainees = [(each["role"], each["entity"]) for event in events for each in event["participants"]]

    assert len(detainees) == len(set(detainees))


def test_every_mark_of_the_reports_that_the_network_learns_from_is_one_that_is_known():
    folder = Path(__file__).parents[2] / "training" / "reports"
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*/*.txt"))]
    labels = {label for text in texts for label in re.findall(r"\|([A-Z]+)\]\]", text)}

    assert len(texts) > 20
    assert labels == set(ROUTES)
    assert all(text.count("[[") == text.count("]]") for text in texts)


def test_where_somebody_at_large_sits_is_found_and_what_was_to_burn_though_a_rule_reads_it_as_done():
    text = (
        "Polish officers have detained a Moldovan citizen who was paid to set fire to a fuel depot outside Gdansk. His "
        "orders and the money had come from Anton Belik, who prosecutors think sits in Kaliningrad."
    )

    assert {"RU presence", "PL target"} <= concerns_of(read_json(text))


def test_where_explosives_were_bought_a_plot_was_prepared():
    text = (
        "Portuguese police have arrested two Algerian brothers in Setubal on suspicion of planning to bomb the Danish "
        "embassy in Madrid. The explosives were bought in Ghent."
    )

    assert "BE staging" in concerns_of(read_json(text))
