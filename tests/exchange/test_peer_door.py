"""The peer door over real HTTP."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import httpx
import pytest
import uvicorn

from exchange.forging import an_envelope
from stories import a_federation
from tocsin.adapters.sql.store import SqlStore
from tocsin.domain.errors import UnavailableError
from tocsin.surfaces import peer
from tocsin.wire.limits import MAX_ENVELOPE
from tocsin.wire.receipt import REFUSAL, Verdict, open_receipt


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    folder = tmp_path_factory.mktemp("door")
    towns = a_federation(make_store=lambda name: SqlStore(folder / f"{name}.db"))[2]
    yield towns
    for town in towns:
        town.node.store.close()


@pytest.fixture(scope="module")
def door(towns):
    """The address of Alpha's peer door."""
    yield from _served(peer.create(towns[0].node))


def _served(app):
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


def bring(door, content, path="/envelopes", method="POST"):
    return httpx.request(method, door + path, content=content, timeout=30, trust_env=False)


def arrived(town):
    with town.node.store.read() as tx:
        return tx.incoming.where()


def is_bare(answer):
    return (answer.status_code, answer.content) == (400, REFUSAL)


def test_a_good_envelope_gets_its_receipt(towns, door):
    alpha, bravo, _ = towns

    answer = bring(door, an_envelope(bravo, alpha))

    assert answer.status_code == 200
    assert open_receipt(answer.content, alpha.node.keyring.signing).verdict is Verdict.STORED


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/envelopes"),
        ("PUT", "/envelopes"),
        ("DELETE", "/envelopes"),
        ("POST", "/"),
        ("POST", "/envelopes/1"),
        ("GET", "/schema"),
        ("GET", "/schema/openapi.json"),
        ("POST", "/../envelopes"),
    ],
)
def test_any_other_request_gets_the_bare_refusal(towns, door, method, path):
    alpha, _bravo, _ = towns
    before = arrived(alpha)

    assert is_bare(bring(door, b"x" * 100, path, method))
    assert arrived(alpha) == before


@pytest.mark.parametrize("size", [0, 1, 5000, MAX_ENVELOPE, MAX_ENVELOPE + 1, 3 * MAX_ENVELOPE])
def test_bytes_of_any_size_get_the_bare_refusal(door, size):
    assert is_bare(bring(door, b"x" * size))


def test_an_endless_request_without_a_length_is_refused_before_its_end(door):
    def forever():
        for _ in range(10 * MAX_ENVELOPE // 65536):
            yield b"x" * 65536

    try:
        answer = bring(door, forever())
    except httpx.HTTPError:
        return  # it hung up on us, which says no more
    assert is_bare(answer)


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", "nonsense"])
def test_the_stated_type_of_the_content_changes_nothing(towns, door, kind):
    alpha, bravo, _ = towns
    envelope = an_envelope(bravo, alpha)
    headers = {"content-type": kind}
    bad = httpx.post(f"{door}/envelopes", content=b"{", headers=headers, trust_env=False)
    good = httpx.post(f"{door}/envelopes", content=envelope, headers=headers, trust_env=False)

    assert is_bare(bad)
    assert open_receipt(good.content, alpha.node.keyring.signing).sender == alpha.node.organisation.node_id


def test_fifty_of_one_envelope_at_once_are_one_message_and_fifty_equal_receipts(towns, door):
    alpha, _, charlie = towns
    before = len(arrived(alpha))
    envelope = an_envelope(charlie, alpha)

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: bring(door, envelope), range(50)))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert len(arrived(alpha)) == before + 1


class _Full:
    """A store on a full disk."""

    def __init__(self, error):
        self._error = error

    def begin(self):
        raise self._error

    read = begin


@pytest.mark.parametrize("error", [UnavailableError("the disk is full"), RuntimeError("a secret")])
def test_where_nothing_can_be_kept_the_sender_is_told_to_come_again_and_nothing_else(towns, error):
    from dataclasses import replace

    alpha, bravo, _ = towns
    broken = replace(alpha.node, store=_Full(error))
    for address in _served(peer.create(broken)):
        answer = bring(address, an_envelope(bravo, alpha))

    assert (answer.status_code, answer.content) == (503, b"")
