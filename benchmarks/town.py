"""Several real nodes on this machine, each a process of its own, that know each other; mail goes over loopback HTTP."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tocsin.surfaces.demo.cast import Member, enrol_each_other, make_member

COUNTRIES = ("PT", "IE", "NO", "IS", "MT", "CY", "EE", "LV")
NODE = Path(__file__).with_name("node.py")


@dataclass(frozen=True)
class Sent:
    """What came of one round."""

    count: int
    seconds: float
    cpu_seconds: float
    took: tuple[float, ...]  # of each notice, from posting to its stored receipt

    @property
    def rate(self) -> float:
        """Notices a second."""
        return self.count / self.seconds

    def after(self, part: float) -> float:
        """Return the seconds after which this part of the notices had been receipted."""
        return statistics.quantiles(self.took, n=1000, method="inclusive")[round(part * 1000) - 1]


@dataclass(frozen=True)
class Running:
    """A node that is served."""

    member: Member
    process: "subprocess.Popen[str]"

    def order(self, **order: object) -> None:
        """Tell it something."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, object]:
        """Return what it says."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the node {self.member.name} has stopped")
        return json.loads(line)


@contextmanager
def town(folder: Path, nodes: int, *options: str) -> Iterator[tuple[Running, ...]]:
    """Make so many nodes and serve them while the block lasts."""
    members = tuple(
        make_member(folder / country, name=f"Office of {country}", country=country, password="correct horse battery")
        for country in COUNTRIES[:nodes]
    )
    enrol_each_other(members)
    for member in members:
        member.node.store.close()
    running = tuple(Running(member, _serve(member, options)) for member in members)
    try:
        for each in running:
            _await(each)
        yield running
    finally:
        for each in running:
            each.process.communicate()  # its input ends, and so does it


def exchange(running: tuple[Running, ...], senders: int, *, each: int, every: float = 0.0) -> Sent:
    """Let the first so many nodes send to all their counterparts; return when every receipt is stored."""
    for node in running[senders:]:
        node.order()
    before = sum(float(str(node.answer()["cpu"])) for node in running[senders:])
    for node in running[:senders]:
        node.order(send={"each": each, "every": every})
    answers = [node.answer() for node in running[:senders]]
    for node in running[senders:]:
        node.order()
    others = sum(float(str(node.answer()["cpu"])) for node in running[senders:]) - before
    took = tuple(seconds for answer in answers for seconds in answer["took"])  # type: ignore[attr-defined]
    ends, starts = ([float(str(answer[name])) for answer in answers] for name in ("end", "start"))
    cpu = others + sum(float(str(answer["cpu"])) for answer in answers)
    return Sent(count=len(took), seconds=max(ends) - min(starts), cpu_seconds=cpu, took=took)


def _serve(member: Member, options: tuple[str, ...]) -> "subprocess.Popen[str]":
    with (member.folder / "serve.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, str(NODE), str(member.folder), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )


def _await(running: Running) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and running.process.poll() is None:
        try:
            httpx.get(running.member.console, timeout=2, trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{running.member.name} did not start: see {running.member.folder / 'serve.log'}")
