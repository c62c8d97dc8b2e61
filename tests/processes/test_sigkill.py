"""Real processes, real HTTP, and SIGKILL at any moment: nothing is lost, nothing is doubled."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread

import pytest

from markings import AMBER
from readings import reads, the_plot
from stories import WARN
from tocsin.adapters.reader import CallableReader
from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import ConflictError, UnavailableError
from tocsin.domain.exchange import InboxState
from tocsin.surfaces.demo.cast import enrol_each_other, make_member, start
from tocsin.usecases import answers, audit, browse, counterparts, duties, intake, notices, release, review
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import proof

PASSWORD = "correct horse battery"
CAST = (("Lantern Desk", "PT"), ("Harbour Watch", "IE"), ("North Pier Bureau", "NO"))
PATIENCE = 90  # seconds without any progress until what should come is given up


@pytest.fixture
def members(tmp_path):
    """Three nodes that know each other, none of them served yet; they read the plot, whatever they are given."""
    made = tuple(
        make_member(tmp_path / country, name=name, country=country, password=PASSWORD) for name, country in CAST
    )
    reader = CallableReader(reads(the_plot()))
    made = tuple(replace(member, node=replace(member.node, reader=reader)) for member in made)
    enrol_each_other(made)
    yield made
    for member in made:
        member.node.store.close()


class Trouble(Thread):
    """Kills a random node at random moments, and starts it again."""

    def __init__(self, members, seed, *, at_most):
        super().__init__(name="trouble")
        self._members, self._random, self._at_most = members, random.Random(seed), at_most
        self._processes = {member.name: start(member) for member in members}
        self._over = Event()
        self.kills, self.failure = 0, None

    def run(self):
        """Make trouble until it is over."""
        try:
            while not self._over.wait(self._random.uniform(0.0, self._at_most)):
                member = self._random.choice(self._members)
                self._kill(self._processes[member.name])
                self.kills += 1
                self._processes[member.name] = start(member)
        except UnavailableError as error:
            self.failure = error

    def end(self):
        """Make no more trouble; every node is up then."""
        self._over.set()
        self.join()
        if self.failure is not None:
            raise self.failure

    def clear(self):
        """Kill every node for good."""
        self._over.set()
        if self.is_alive():
            self.join()
        for process in self._processes.values():
            self._kill(process)

    @staticmethod
    def _kill(process):
        process.send_signal(signal.SIGKILL)
        process.wait()


def until_none(missing, why):
    """Wait until nothing is missing, as long as it becomes less."""
    least, end = float("inf"), 0.0
    while left := missing():
        if left < least:
            least, end = left, time.monotonic() + PATIENCE
        assert time.monotonic() < end, f"{why}: {left}"
        time.sleep(0.05)


def tell(sender, receivers):
    """Open a notice and release it to both; return the tearline of each message."""
    node, ines, rosa, omar = sender.node, *(sender.actors[name] for name in ("ines", "rosa", "omar"))
    report = intake.submit(node, ines, data=b"...", name="plot.txt", source="a paper", marking=AMBER)
    claims = [claim.id for claim in browse.report(node, ines, report=report.id).claims]
    review.confirm(node, ines, claims=claims, why="read it")
    until_then = node.clock.now() + timedelta(days=1)
    draft = notices.Draft(title="plot", urgency=Urgency.EXPECTED, answer_by=until_then, reports=(report.id,))
    notice = notices.open_notice(node, ines, draft)
    made = {}
    for member in receivers:
        to = counterparts.named(node, name=member.name)
        key = f"{member.country}:target"
        duties.decide(node, rosa, notice=notice.id, concern=key, counterpart=to.id, choice=WARN)
        tearline = release.preview(node, rosa, notice=notice.id, to=to.id)
        made[release.approve(node, omar, tearline=tearline.id, digest=tearline.digest).id] = tearline
    return notice, made


def alerts(member):
    with member.node.store.read() as tx:
        return tx.incoming.where(kind="alert")


def answer_all(member):
    """Let a person answer whatever has arrived."""
    ines = member.actors["ines"]
    for held in alerts(member):
        if held.state == InboxState.RESPONDED:
            continue
        answers.open_warning(member.node, ines, message=held.id)
        with contextlib.suppress(ConflictError):  # acknowledged already
            answers.acknowledge(member.node, ines, message=held.id)
        answers.respond(member.node, ines, message=held.id, said=f"done at {member.name}")


def survive(members, seed, *, rounds, seconds=0.0, at_most=0.7):
    """Tell so many notices, for so long at least, while nodes are killed; then look at everything."""
    sender, *receivers = members
    trouble = Trouble(members, seed, at_most=at_most)
    told, approved = [], {}
    end = time.monotonic() + seconds
    try:
        trouble.start()
        while len(told) < rounds or time.monotonic() < end:
            notice, made = tell(sender, receivers)
            told.append(notice)
            approved.update(made)
            for member in receivers:
                answer_all(member)

        def unanswered():
            for member in receivers:
                answer_all(member)
            sent = [each for each in browse.outbox(sender.node, sender.actors["rosa"]) if each.kind == "alert"]
            return sum(each.answer.responded_at is None or each.receipt is None for each in sent)

        until_none(lambda: 2 * rounds - min(trouble.kills, 2 * rounds), "no trouble was made")
        trouble.end()
        until_none(unanswered, "notices not delivered and answered")
        until_none(lambda: sum(map(len, map(queued, members))), "messages that still wait")
        everything_is_where_it_belongs(sender, receivers, told, approved)
    finally:
        trouble.clear()
    return trouble.kills


def queued(member):
    with member.node.store.read() as tx:
        return tx.deliveries.where(state=DeliveryState.QUEUED)


def everything_is_where_it_belongs(sender, receivers, told, approved):
    held = {member.name: alerts(member) for member in receivers}
    assert alerts(sender) == ()
    assert sorted(each.id for name in held for each in held[name]) == sorted(approved)
    for member in receivers:
        for each in held[member.name]:
            to = counterparts.named(sender.node, name=member.name)
            assert (approved[each.id].counterpart, approved[each.id].body) == (to.id, each.body)
            assert each.verdict == "stored"
            proven = audit.prove_received(member.node, member.actors["uma"], message=each.id)
            assert proof.verify(proven).holds
        with member.node.store.read() as tx:
            # A node that begins says so: it comes with a heartbeat.
            assert {each.kind for each in tx.incoming.where()} <= {"alert", "status"}
            assert [stream for stream in tx.streams.where() if stream.missing] == []
    for notice in told:
        for member in receivers:
            to = counterparts.named(sender.node, name=member.name)
            verdict = proof.verify(audit.prove(sender.node, sender.actors["uma"], notice=notice.id, to=to.id))
            assert (verdict.holds, verdict.failures) == (True, ())
    for delivery in browse.outbox(sender.node, sender.actors["rosa"]):
        assert delivery.state is DeliveryState.STORED
        assert delivery.kind == "status" or delivery.answer.response.startswith("done at ")


def test_nodes_killed_at_random_moments_lose_nothing_and_double_nothing(members):
    assert survive(members, seed=1, rounds=3) >= 6


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
def test_with_other_seeds_and_more_notices_too(members, seed):
    assert survive(members, seed, rounds=12) >= 24


@pytest.mark.soak
def test_ten_minutes_of_kills_under_load_lose_nothing_and_double_nothing(members):
    assert survive(members, seed=600, rounds=1, seconds=600, at_most=5.0) >= 60


def serve(folder):
    command = [sys.executable, "-m", "tocsin", "--node", str(folder), "serve"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def test_a_second_serve_on_one_node_is_refused_and_the_first_goes_on(members):
    member = members[0]
    first = start(member)
    second = serve(member.folder)
    try:
        _, said = second.communicate(timeout=60)

        assert second.returncode == 5
        assert said == (
            f"tocsin: another serve (process {first.pid}) runs on {member.folder}: "
            "stop it first, or use another directory\n"
        )
        assert first.poll() is None
    finally:
        for process in (first, second):
            if process.poll() is None:
                process.kill()
                process.communicate()


def test_a_port_that_is_taken_is_named_as_the_reason(members, tmp_path):
    one, two = members[:2]
    settings = (two.folder / "tocsin.toml").read_text()
    taken = settings.replace(f"peer_port = {two.peer_port}", f"peer_port = {one.peer_port}")
    (two.folder / "tocsin.toml").write_text(taken)
    first = start(one)
    second = serve(two.folder)
    try:
        _, said = second.communicate(timeout=60)

        assert second.returncode == 75
        assert said == (
            f"tocsin: port {one.peer_port} of 127.0.0.1 is taken, or is not this machine's: "
            "set another peer_port in tocsin.toml\n"
        )
    finally:
        for process in (first, second):
            if process.poll() is None:
                process.kill()
            process.communicate()


def test_two_processes_that_write_at_once_lose_nothing(members):
    member = members[0]
    code = """
import sys
from datetime import date
from pathlib import Path
from tocsin.bootstrap import open_node
from tocsin.domain.counterpart import Agreement
from tocsin.usecases import accounts, counterparts

node = open_node(Path(sys.argv[1]))
ada = accounts.actor_for(node, token=accounts.login(node, name="ada", password=sys.argv[2]))
for number in range(25):
    agreement = Agreement(countries=frozenset({"FR"}), legal_basis="x", purpose="x", review_on=date(2030, 1, 1))
    counterparts.add_by_hand(node, ada, name=f"{sys.argv[3]} {number}", agreement=agreement, contact="x")
"""
    command = [sys.executable, "-c", code, str(member.folder), PASSWORD]
    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE, text=True) for name in ("one", "two")]
    said = [writer.communicate(timeout=120)[1] for writer in writers]

    names = [each.name for each in counterparts.listing(member.node, member.actors["ada"])]
    entries = audit.entries(member.node, member.actors["uma"])
    assert said == ["", ""]
    assert len(set(names)) == len(names) == 2 + 50
    assert [entry.index for entry in entries] == list(range(len(entries)))
