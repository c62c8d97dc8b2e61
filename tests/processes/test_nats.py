"""Two served nodes with no line between them but a NATS server."""

import socket
import subprocess
import sys
import time

import pytest

from exchange.forging import an_alert
from federation import PASSWORD, Town, enrol
from nats_servers import a_nats_server
from stories import known_as
from tocsin.bootstrap import create_node
from tocsin.domain.delivery import DeliveryState
from tocsin.settings import NatsSettings, Settings
from tocsin.usecases import accounts
from tocsin.usecases.steps import post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind

PATIENCE = 60  # seconds
MESSAGES = 5


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def a_town(folder, name, country, url):
    """Make a node that may reach nobody's door, for no network of this machine is allowed."""
    nats = NatsSettings(url=url, subject=f"tocsin.{name.lower()}")
    ports = {"console_port": free_port(), "peer_port": free_port()}
    settings = Settings(name=name, countries=(country,), contact="line 1", nats=nats, **ports)
    node = create_node(folder, settings)
    ada = accounts.as_actor(accounts.found(node, name="ada", password=PASSWORD))
    return Town(node=node, people={"ada": ada}, country=country)


@pytest.fixture
def towns(tmp_path):
    with a_nats_server(tmp_path / "nats") as server:
        made = [
            a_town(tmp_path / name, name, country, server.url) for name, country in (("Alpha", "PT"), ("Bravo", "IE"))
        ]
        enrol(*made)
        enrol(*made[::-1])
        yield made
        for town in made:
            town.node.store.close()


def mail(town, to):
    posting = post.Posting(kind=Kind.ALERT, urgency=Urgency.EXPECTED, body=an_alert(town))
    with town.node.store.begin() as tx:
        return post.post(town.node, tx, known_as(town, to), posting).id


def states(town, messages):
    with town.node.store.read() as tx:
        return {tx.deliveries.get(each).state for each in messages}


def serve(folder, log):
    return subprocess.Popen([sys.executable, "-m", "tocsin", "--node", folder, "serve"], stdout=log, stderr=log)


def test_mail_goes_there_and_receipts_come_back_by_nats_alone(towns, tmp_path):
    alpha, bravo = towns
    there = [mail(alpha, "Bravo") for _ in range(MESSAGES)]
    log = tmp_path / "serve.log"
    end = time.monotonic() + PATIENCE

    with log.open("ab") as out:
        processes = [serve(tmp_path / name, out) for name in ("Alpha", "Bravo")]
        try:
            while states(alpha, there) != {DeliveryState.STORED}:
                assert time.monotonic() < end, log.read_text()
                time.sleep(0.1)
        finally:
            for process in processes:
                process.terminate()
            ends = [process.wait() for process in processes]

    assert ends == [0, 0]
    with bravo.node.store.read() as tx:
        assert {each.id for each in tx.incoming.where(kind="alert")} == set(there)
    assert "Traceback" not in log.read_text()
