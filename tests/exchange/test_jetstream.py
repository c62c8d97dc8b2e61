"""Mail by NATS JetStream, with a real server: the same envelopes and receipts, acknowledged only after the commit."""

import re
import socket
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from exchange.forging import an_alert
from fakes import FixedClock
from federation import Wires, a_town, deliver, enrol
from nats_keys import an_operation
from nats_servers import a_nats_server
from stories import known_as
from tocsin.adapters.jetstream.post import JetStream
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import InvalidError, RefusedError, UnavailableError
from tocsin.surfaces import mailroom
from tocsin.usecases.steps import post
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.card import Endpoint
from tocsin.wire.limits import MAX_ENVELOPE
from tocsin.wire.message import Kind


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with a_nats_server(tmp_path_factory.mktemp("nats")) as server:
        yield server


@contextmanager
def posts(server, *names, **options):
    """A place at the server for each name."""
    made = [JetStream(url=server.url, subject=name, **options) for name in names]
    try:
        yield made
    finally:
        for each in made:
            each.close()


class Pair:
    """Alpha and Bravo, each with its place at the server; their doors are shut."""

    def __init__(self, posts, names):
        self.clock, self.wires = FixedClock(), Wires()
        self.posts = posts
        self.alpha, self.bravo = (
            self._town(*each) for each in zip(("Alpha", "Bravo"), ("PT", "IE"), posts, names, strict=True)
        )
        enrol(self.alpha, self.bravo)
        enrol(self.bravo, self.alpha)
        self.wires.cut.update(town.node.organisation.address for town in (self.alpha, self.bravo))
        self.collect(self.alpha)  # makes its stream; Bravo's is there as well
        self.collect(self.bravo)

    def _town(self, name, country, place, subject):
        ways = (Endpoint(courier="nats", address=subject),)
        town = a_town(self.wires, name=name, country=country, clock=self.clock, also_at=ways)
        couriers = {"https": self.wires, "nats": place}
        return replace(town, node=replace(town.node, couriers=couriers, mailboxes={"nats": place}))

    def mail(self, urgency=Urgency.EXPECTED):
        """Post an alert from Alpha to Bravo."""
        posting = post.Posting(kind=Kind.ALERT, urgency=urgency, body=an_alert(self.alpha))
        with self.alpha.node.store.begin() as tx:
            return post.post(self.alpha.node, tx, known_as(self.alpha, "Bravo"), posting).id

    def collect(self, town):
        """Let a town's mailroom look once; return how many things there were."""
        place = town.node.mailboxes["nats"]
        return place.collect(lambda thing: mailroom.take(town.node, "nats", thing), within_seconds=0.5)

    def sent(self, message):
        """How a message stands."""
        with self.alpha.node.store.read() as tx:
            return tx.deliveries.get(message)

    def arrived(self):
        """What Bravo has."""
        with self.bravo.node.store.read() as tx:
            return tx.incoming.where()


@pytest.fixture
def pair(server, request):
    names = [f"tocsin.{side}-{abs(hash(request.node.name)):x}" for side in ("alpha", "bravo")]
    with posts(server, *names) as made:
        yield Pair(made, names)


def test_mail_is_left_found_and_answered(pair):
    messages = [pair.mail() for _ in range(3)]

    deliver(pair.alpha)
    left = [pair.sent(each).state for each in messages]
    found = pair.collect(pair.bravo)
    answered = pair.collect(pair.alpha)

    assert left == [DeliveryState.LEFT] * 3
    assert (found, answered) == (3, 3)
    assert [pair.sent(each).state for each in messages] == [DeliveryState.STORED] * 3
    assert (pair.collect(pair.bravo), pair.collect(pair.alpha)) == (0, 0)


def test_the_same_envelope_by_nats_and_by_https_is_stored_once_with_one_receipt(pair):
    message = pair.mail()
    deliver(pair.alpha)
    pair.clock.set(pair.sent(message).next_attempt_at)
    pair.wires.cut.clear()
    deliver(pair.alpha)

    found, answered = pair.collect(pair.bravo), pair.collect(pair.alpha)

    (incoming,) = pair.arrived()
    assert (found, answered) == (1, 1)
    assert pair.sent(message).receipt == incoming.receipt
    with pair.alpha.node.store.read() as tx:
        assert pair.wires.carried == [tx.outgoing.get(message).envelope]


def test_what_could_not_be_kept_stays_where_it_lies(pair, monkeypatch):
    monkeypatch.setattr("tocsin.adapters.jetstream.post._AGAIN_SECONDS", 0.1)
    message = pair.mail()
    deliver(pair.alpha)
    place = pair.posts[1]

    def full(_):
        raise UnavailableError("the disk is full")

    with pytest.raises(UnavailableError, match="the disk is full"):
        place.collect(full, within_seconds=0.5)

    assert pair.collect(pair.bravo) == 1
    pair.collect(pair.alpha)
    assert pair.sent(message).state is DeliveryState.STORED


def test_a_crash_after_the_commit_and_before_the_acknowledgement_repeats_the_receipt(pair, monkeypatch):
    monkeypatch.setattr("tocsin.adapters.jetstream.post._AGAIN_SECONDS", 0.1)
    message = pair.mail()
    deliver(pair.alpha)

    def crash(thing):
        mailroom.take(pair.bravo.node, "nats", thing)
        raise UnavailableError("crash")

    with pytest.raises(UnavailableError):
        pair.posts[1].collect(crash, within_seconds=0.5)
    pair.collect(pair.bravo)

    assert pair.collect(pair.alpha) == 2
    assert pair.sent(message).receipt == pair.arrived()[0].receipt
    assert len(pair.arrived()) == 1


def test_what_is_nothing_or_from_nobody_is_dropped(pair):
    place = pair.posts[0]
    for thing in (b"", b"noise", b"TOCSINE1", b"TOCSINR1", b"TOCSINB1", b"TOCSINE1" + bytes(5000)):
        place._leave(pair.bravo.node.organisation.also_at[0].address, "envelopes", thing)

    assert pair.collect(pair.bravo) == 6
    assert pair.collect(pair.bravo) == 0
    assert pair.arrived() == ()


def test_the_largest_envelope_fits_and_a_larger_thing_is_not_taken(pair):
    address = pair.bravo.node.organisation.also_at[0].address

    pair.posts[0].carry(address, bytes(MAX_ENVELOPE - 100))
    with pytest.raises(UnavailableError, match="would not do it"):
        pair.posts[0].carry(address, bytes(MAX_ENVELOPE + 100))
    with pytest.raises(UnavailableError, match="longer than NATS takes"):
        pair.posts[0].carry(address, bytes(9 * 1024 * 1024))

    assert pair.collect(pair.bravo) == 1


def test_nothing_is_left_where_nobody_takes_it(pair):
    with pytest.raises(UnavailableError, match="nobody at NATS takes"):
        pair.posts[0].carry("tocsin.nobody", b"envelope")


@pytest.mark.parametrize(
    "address",
    ["$JS.API.STREAM.DELETE.x", "tocsin.>", "tocsin.*", "tocsin", "tocsin.a.b", "_INBOX.x", "", "tocsin.a b\r\n"],
)
def test_a_card_cannot_make_the_node_speak_to_another_subject(pair, address):
    with pytest.raises(UnavailableError, match="not a subject of NATS that mail may go to"):
        pair.posts[0].carry(address, b"envelope")


def test_mail_goes_by_https_while_nats_is_down_and_by_nats_again_afterwards(tmp_path):
    with a_nats_server(tmp_path / "nats") as server, posts(server, "tocsin.alpha", "tocsin.bravo") as made:
        pair = Pair(made, ["tocsin.alpha", "tocsin.bravo"])
        before = pair.mail()
        deliver(pair.alpha)
        server.kill()
        pair.wires.cut.clear()
        during = pair.mail()
        deliver(pair.alpha)
        by_https = pair.sent(during).state

        server.start()
        pair.wires.cut.update(town.node.organisation.address for town in (pair.alpha, pair.bravo))
        after = pair.mail()
        deliver(pair.alpha)
        while pair.collect(pair.bravo):
            pass
        while pair.collect(pair.alpha):
            pass

        assert by_https is DeliveryState.STORED
        assert {pair.sent(each).state for each in (before, during, after)} == {DeliveryState.STORED}
        assert len(pair.arrived()) == 3


def test_the_mailroom_goes_on_when_the_server_comes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(mailroom, "LOOK_AGAIN", 0.1)
    with a_nats_server(tmp_path / "nats") as server, posts(server, "tocsin.alpha", "tocsin.bravo") as made:
        pair = Pair(made, ["tocsin.alpha", "tocsin.bravo"])
        stop = Event()
        rooms = [Thread(target=mailroom.run, args=(town.node, "nats", stop)) for town in (pair.alpha, pair.bravo)]
        for room in rooms:
            room.start()
        try:
            server.kill()
            server.start()
            message = pair.mail()
            pair.clock.advance(minutes=1)
            deliver(pair.alpha)
            arrived = Event()
            for _ in range(300):
                if pair.sent(message).state is DeliveryState.STORED:
                    break
                arrived.wait(0.1)
        finally:
            stop.set()
            for room in rooms:
                room.join()

        assert pair.sent(message).state is DeliveryState.STORED


def test_a_password_lets_the_node_in_and_a_wrong_one_does_not(tmp_path):
    users = {"users": [{"user": "harbour", "password": "correct horse"}]}
    good, bad, open_to_all = (tmp_path / name for name in ("good", "bad", "open"))
    for path, text in ((good, "harbour:correct horse\n"), (bad, "harbour:guess"), (open_to_all, "harbour:x")):
        path.write_text(text)
        path.chmod(0o600)
    open_to_all.chmod(0o644)

    with a_nats_server(tmp_path / "nats", authorization=users) as server:
        with posts(server, "tocsin.harbour", credentials=good) as (place,):
            assert place.collect(print, within_seconds=0.1) == 0
        with (
            posts(server, "tocsin.harbour", credentials=bad) as (place,),
            pytest.raises(UnavailableError, match="let us in"),
        ):
            place.collect(print, within_seconds=0.1)
        with pytest.raises(RefusedError, match="can be read by others"):
            JetStream(url=server.url, subject="tocsin.harbour", credentials=open_to_all)


def test_a_creds_file_lets_the_node_in_and_that_of_another_operation_does_not(tmp_path):
    settings, credentials = an_operation()
    good, bad = tmp_path / "good.creds", tmp_path / "bad.creds"
    for path, text in ((good, credentials), (bad, an_operation()[1])):
        path.write_text(text)
        path.chmod(0o600)

    with a_nats_server(tmp_path / "nats", **settings) as server:
        with posts(server, "tocsin.harbour", credentials=good) as (place,):
            place.collect(print, within_seconds=0.1)
            place.carry("tocsin.harbour", b"envelope")
            assert place.collect(print, within_seconds=0.5) == 1
        with (
            posts(server, "tocsin.harbour", credentials=bad) as (place,),
            pytest.raises(UnavailableError, match="let us in"),
        ):
            place.collect(print, within_seconds=0.1)


def rights(name):
    """What docs/how-to/send-mail-by-nats.md says that a node's user needs, and no more."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "send-mail-by-nats.md").read_text("utf-8")
    table = dict(re.findall(r"^\| (publish|subscribe) \| (.*) \|$", page, re.MULTILINE))
    return {
        kind: [each.replace("harbour-watch", name) for each in re.findall("`(.*?)`", said)]
        for kind, said in table.items()
    }


def test_the_rights_that_the_page_names_are_enough(tmp_path):
    names, keys = ("alpha", "bravo"), []
    for name in names:
        (tmp_path / name).write_text(f"{name}:{name}")
        (tmp_path / name).chmod(0o600)
    users = [{"user": name, "password": name, "permissions": rights(name)} for name in names]

    with a_nats_server(tmp_path / "nats", authorization={"users": users}) as server:
        keys = [JetStream(url=server.url, subject=f"tocsin.{name}", credentials=tmp_path / name) for name in names]
        pair = Pair(keys, [f"tocsin.{name}" for name in names])
        message = pair.mail()
        deliver(pair.alpha)

        assert (pair.collect(pair.bravo), pair.collect(pair.alpha)) == (1, 1)
        assert pair.sent(message).state is DeliveryState.STORED
        for key in keys:
            key.close()


def test_a_node_may_speak_to_a_leaf_node(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    hub, leaf = {"listen": f"127.0.0.1:{port}"}, {"remotes": [{"url": f"nats://127.0.0.1:{port}"}]}
    keeping = {"store_dir": str(tmp_path / "kept"), "domain": "hub"}

    with (
        a_nats_server(tmp_path / "hub", leafnodes=hub, jetstream=keeping) as here,
        a_nats_server(tmp_path / "leaf", leafnodes=leaf, jetstream=None) as there,
        posts(here, "tocsin.alpha") as (alpha,),
        posts(there, "tocsin.bravo", domain="hub") as (bravo,),
    ):
        eventually(lambda: bravo.collect(print, within_seconds=0.1))
        pair = Pair([alpha, bravo], ["tocsin.alpha", "tocsin.bravo"])
        message = pair.mail()
        deliver(pair.alpha)

        assert (pair.collect(pair.bravo), pair.collect(pair.alpha)) == (1, 1)
        assert pair.sent(message).state is DeliveryState.STORED


def eventually(act):
    """Do something until it works: two servers need a moment to find each other."""
    end = time.monotonic() + 30
    while True:
        try:
            return act()
        except UnavailableError:
            assert time.monotonic() < end
            time.sleep(0.1)


def test_a_subject_that_is_none_is_refused():
    with pytest.raises(InvalidError):
        JetStream(url="nats://127.0.0.1:1", subject="harbour watch")
