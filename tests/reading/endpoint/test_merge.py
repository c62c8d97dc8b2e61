"""Two readings of one report become one, in which every claim says who found it."""

from typing import Any

import jsonschema

from endpoints import FERRY, an_attribute, an_event, saying, serving
from reading_checks import events, names_of, person, schema
from tocsin.reading import read
from tocsin.reading.attribution.saying import READER
from tocsin.reading.json import to_dict

ENDPOINT = "endpoint:parrot"


def both(
    *told: dict[str, Any], attributes: tuple[dict[str, Any], ...] = (), text: str = FERRY
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the reading of the default reader alone, and that of both."""
    with serving(saying(*told, attributes=attributes)) as server:
        reading = to_dict(read(text, second=server.endpoint()))
    jsonschema.validate(reading, schema())
    return to_dict(read(text)), reading


def test_an_event_that_both_tell_is_one_claim_found_by_both() -> None:
    alone, together = both(an_event())

    assert alone["events"][0]["found_by"] == [READER]
    assert [event["found_by"] for event in together["events"]] == [[READER, ENDPOINT]]
    assert len(together["entities"]) == len(alone["entities"])
    assert together["concerns"] == alone["concerns"]


def test_an_event_of_one_family_with_the_same_trigger_is_the_same() -> None:
    together = both(an_event(type="bombing"))[1]

    assert [event["type"] for event in together["events"]] == ["attack"]
    assert together["events"][0]["found_by"] == [READER, ENDPOINT]


def test_an_event_that_only_the_endpoint_tells_is_added_under_its_name() -> None:
    together = both(an_event(type="preparation", status="occurred", trigger="plan", participants=[], places=[]))[1]

    found = {event["type"]: event["found_by"] for event in together["events"]}
    assert found == {"attack": [READER], "preparation": [ENDPOINT]}
    assert [event["id"] for event in together["events"]] == ["v1", "v2"]
    assert [event["type"] for event in together["events"]] == ["preparation", "attack"]


def test_what_only_the_endpoint_says_of_an_event_fills_what_was_open() -> None:
    text = "Gunmen attacked a bus near the village of Oudna."
    part = {"role": "instrument", "name": "bus", "kind": "weapon"}
    alone, together = both(
        an_event(status="occurred", trigger="attacked", quote=text, participants=[part], places=[]), text=text
    )

    roles = {each["role"] for each in alone["events"][0]["participants"]}
    assert "instrument" not in roles
    assert alone["events"][0]["status"] == together["events"][0]["status"]
    assert roles <= {each["role"] for each in together["events"][0]["participants"]}


def test_the_endpoint_overrules_nothing() -> None:
    alone, together = both(an_event(status="denied", places=[{"role": "from", "name": "Malta"}]))

    assert together["events"][0]["status"] == "planned"
    assert together["events"][0]["places"] == alone["events"][0]["places"]


def test_an_attribute_that_both_give_is_one_and_another_is_added() -> None:
    origin = an_attribute(says="origin")
    together = both(attributes=(an_attribute(), origin))[1]

    members = person(together, "two Tunisian members")["id"]
    found = {each["kind"]: each["found_by"] for each in together["attributes"] if each["entity"] == members}
    assert found["nationality"] == [READER, ENDPOINT]
    assert found["origin"] == [ENDPOINT]
    assert found["membership"] == [READER]


def test_the_same_words_are_the_same_entity_in_both() -> None:
    part = {"role": "perpetrator", "name": "the Ash Column", "kind": "organisation"}
    together = both(an_event(type="preparation", trigger="plan", participants=[part], places=[]))[1]

    (plan,) = events(together, "preparation")
    assert names_of(together)[plan["participants"][0]["entity"]] == "Ash Column"
    assert sum(name == "Ash Column" for name in names_of(together).values()) == 1


def test_entities_are_numbered_by_their_first_mention() -> None:
    text = "Talks were held in Oudna. Police in Vienna arrested a Belgian man."
    together = both(
        an_event(type="meeting", status="occurred", trigger="Talks", quote="Talks were held in Oudna", participants=[])
        | {"places": [{"role": "at", "name": "Oudna"}]},
        text=text,
    )[1]

    starts = [each["mentions"][0]["start"] for each in together["entities"]]
    assert starts == sorted(starts)
    assert [each["id"] for each in together["entities"]] == [f"e{number + 1}" for number in range(len(starts))]


def test_each_readers_share_is_told() -> None:
    together = both(an_event(), an_event(trigger="bomb"))[1]

    default, endpoint = together["readers"]
    assert together["reader"] == f"{READER} + {ENDPOINT}"
    assert (default["name"], default["claims"]) == (READER, len(together["attributes"]) + 1)
    assert endpoint == {
        "name": ENDPOINT,
        "claims": 1,
        "dropped": [{"why": "quote-not-in-the-text", "count": 1}],
        "passages": 1,
        "failed": [],
    }


def test_without_a_second_reader_the_default_readers_share_is_the_whole() -> None:
    reading = to_dict(read(FERRY))

    claims = len(reading["events"]) + len(reading["attributes"])
    assert reading["readers"] == [{"name": READER, "claims": claims, "dropped": [], "passages": None, "failed": []}]


def test_a_language_that_only_the_endpoint_reads_is_read() -> None:
    text = (
        "Die Polizei hat am Dienstag in München zwei Männer festgenommen, die verdächtigt werden, einen Anschlag "
        "vorbereitet zu haben. Das teilte die Staatsanwaltschaft mit."
    )
    told = an_event(
        type="arrest",
        status="occurred",
        trigger="festgenommen",
        quote="Die Polizei hat am Dienstag in München zwei Männer festgenommen",
        participants=[{"role": "detainee", "name": "zwei Männer", "kind": "group"}],
        places=[{"role": "at", "name": "München"}],
    )
    alone, together = both(told, text=text)

    assert alone["unread_because"] is not None
    assert together["unread_because"] is None
    assert [event["found_by"] for event in together["events"]] == [[ENDPOINT]]
