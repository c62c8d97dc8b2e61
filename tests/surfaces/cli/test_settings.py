"""Settings of couriers: what is refused when they are read, and what follows from them."""

import pytest

from tocsin.bootstrap import create_node
from tocsin.domain.errors import InvalidError
from tocsin.settings import FILE, NatsSettings, Settings, load, save
from tocsin.usecases import counterparts
from tocsin.wire.card import Endpoint, open_card

HERE = "nats://127.0.0.1:4222"
NATS = NatsSettings(url=HERE, subject="tocsin.harbour-watch")


def settings(**changes):
    return Settings(name="Harbour Watch", countries=("IE",), contact="line 1", **changes)


def test_what_is_saved_is_loaded(tmp_path):
    save(settings(nats=NATS), tmp_path)

    assert load(tmp_path) == settings(nats=NATS)


def test_a_node_with_nats_has_a_courier_a_mailbox_and_a_place_on_its_card(tmp_path):
    made = create_node(tmp_path / "node", settings(nats=NATS))
    card = open_card(counterparts.our_card(made)[0]).card

    assert list(made.couriers) == ["https", "nats"]
    assert made.mailboxes["nats"] is made.couriers["nats"]
    assert card.endpoints[1:] == (Endpoint(courier="nats", address="tocsin.harbour-watch"),)
    made.store.close()


def test_a_node_without_nats_has_neither(tmp_path):
    made = create_node(tmp_path / "node", settings())

    assert (list(made.couriers), dict(made.mailboxes)) == (["https"], {})
    assert len(open_card(counterparts.our_card(made)[0]).card.endpoints) == 1
    made.store.close()


def test_a_node_behind_an_air_gap_names_a_desk_and_no_door(tmp_path):
    made = create_node(tmp_path / "node", settings(address="none", stick="front desk, Pier 4"))

    card = open_card(counterparts.our_card(made)[0]).card

    assert card.endpoints == (Endpoint(courier="files", address="front desk, Pier 4"),)
    made.store.close()


@pytest.mark.parametrize(
    "url",
    [
        "nats://nats.example.org:4222",  # in clear across a network
        "nats://127.0.0.1.example.org",
        "nats://localhost@example.org",
        "tls://user:password@example.org",  # a secret in the settings
        "http://127.0.0.1",
        "127.0.0.1:4222",
    ],
)
def test_an_address_that_sends_in_clear_or_holds_a_secret_is_refused(url):
    with pytest.raises(InvalidError, match=r"\[nats\] url"):
        NatsSettings(url=url, subject="tocsin.x")


@pytest.mark.parametrize("url", [HERE, "nats://localhost", "nats://[::1]:4222/", "tls://nats.example.org:4222"])
def test_other_addresses_are_taken(url):
    assert NatsSettings(url=url, subject="tocsin.x").url == url


@pytest.mark.parametrize(
    "lines", ['url = "nats://localhost"', 'subject = "tocsin.x"', "replicas = true", 'replicas = "3"', "unknown = 1"]
)
def test_a_table_that_makes_no_sense_is_refused(tmp_path, lines):
    save(settings(), tmp_path)
    with (tmp_path / FILE).open("a") as file:
        file.write(f"\n[nats]\n{lines}\n")

    with pytest.raises(InvalidError):
        load(tmp_path)


def test_a_subject_that_is_none_keeps_the_node_shut(tmp_path):
    with pytest.raises(InvalidError, match="and a name"):
        create_node(tmp_path / "node", settings(nats=NatsSettings(url=HERE, subject="mail for us")))
    assert not (tmp_path / "node").exists()
