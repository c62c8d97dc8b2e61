"""Two nodes whose doors speak TLS themselves: no authority, no web server, each known by the key on its card."""

import re
import socket
import ssl
import stat
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from exchange.forging import an_alert
from federation import PASSWORD, Town, enrol
from stories import known_as
from tocsin.adapters.https.courier import HttpsCourier
from tocsin.bootstrap import open_node
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import UnavailableError
from tocsin.settings import FILE, load
from tocsin.surfaces.cli import main
from tocsin.usecases import accounts
from tocsin.usecases.steps import post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind

PATIENCE = 60  # seconds


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def a_town(folder, name, country):
    """Make a node by command, with a door of its own."""
    who = ["--name", name, "--country", country, "--contact", "line 1", "--admin", "ada", "--password", PASSWORD]
    ports = ["--console-port", free_port(), "--peer-port", free_port(), "--allow-network", "127.0.0.0/8"]
    done = CliRunner().invoke(main, ["--node", str(folder), "init", "--tls", *who, *map(str, ports)])
    assert done.exit_code == 0, done.output
    node = open_node(folder)
    with node.store.read() as tx:
        (ada,) = tx.accounts.where(name="ada")
    return Town(node=node, people={"ada": accounts.as_actor(ada)}, country=country)


@pytest.fixture
def towns(tmp_path):
    made = [a_town(tmp_path / "a", "Alpha", "PT"), a_town(tmp_path / "b", "Bravo", "IE")]
    enrol(*made)
    enrol(*made[::-1])
    yield made
    for town in made:
        town.node.store.close()


def mail(town, to):
    posting = post.Posting(kind=Kind.ALERT, urgency=Urgency.EXPECTED, body=an_alert(town))
    with town.node.store.begin() as tx:
        return post.post(town.node, tx, known_as(town, to), posting).id


def state_of(town, message):
    with town.node.store.read() as tx:
        return tx.deliveries.get(message)


def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


@contextmanager
def serving(folder):
    """Both nodes as processes of their own."""
    command = [sys.executable, "-m", "tocsin", "--node"]
    with (folder / "serve.log").open("ab") as log:
        processes = [subprocess.Popen([*command, folder / name, "serve"], stdout=log, stderr=log) for name in "ab"]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def test_mail_goes_between_them_and_nothing_older_is_spoken_at_the_door(towns, tmp_path):
    alpha, bravo = towns
    there, back = mail(alpha, "Bravo"), mail(bravo, "Alpha")
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode, old.maximum_version = False, ssl.CERT_NONE, ssl.TLSVersion.TLSv1_2

    with serving(tmp_path):
        until(lambda: state_of(alpha, there).state is state_of(bravo, back).state is DeliveryState.STORED)
        door = load(tmp_path / "b").peer_port
        with socket.create_connection(("127.0.0.1", door)) as line, pytest.raises(ssl.SSLError):
            old.wrap_socket(line)

    assert re.fullmatch(r"https://127\.0\.0\.1:\d+#sha256=[0-9a-f]{64}", alpha.node.organisation.address)
    assert stat.S_IMODE((tmp_path / "a" / "tls" / "key.pem").stat().st_mode) == 0o600


def test_a_door_asks_for_the_certificate_of_its_counterpart_where_it_is_told_to(towns, tmp_path):
    """Mutual TLS, with each other's own certificates as authorities."""
    for ours, theirs in (("a", "b"), ("b", "a")):
        (tmp_path / ours / "tls" / "clients.pem").write_bytes(
            (tmp_path / theirs / "tls" / "certificate.pem").read_bytes()
        )
        settings = tmp_path / ours / FILE
        settings.write_text(settings.read_text().replace('clients = ""', 'clients = "tls/clients.pem"'))

    assert load(tmp_path / "a").tls.clients == "tls/clients.pem"
    with serving(tmp_path):
        alpha, bravo = towns
        there, back = mail(alpha, "Bravo"), mail(bravo, "Alpha")
        until(lambda: state_of(alpha, there).state is state_of(bravo, back).state is DeliveryState.STORED)
        stranger = HttpsCourier(allowed_networks=("127.0.0.0/8",))
        with pytest.raises(UnavailableError, match=r"asks for a certificate|hung up"):
            stranger.carry(bravo.node.organisation.address, b"envelope")
        stranger.close()
