"""How fast notices are exchanged: signed, sealed, stored on both sides, with a signed receipt stored on both sides.

    python benchmarks/exchange.py [--each 60] [--no-peers]

Prints the rate with one counterpart and with several at once, beside what the machine can do at all and beside an
unsigned POST to two servers of the field; and how long a notice takes under load. Everything is measured in one run,
because only ratios mean something. Uses loopback, a temporary folder and bench-out/ (for the two servers).
"""

import argparse
import os
import tempfile
from pathlib import Path

import limit
import peers
import town

NODES = 4  # each tells the three others
ROUNDS = 3  # the limit is measured before and after each, since the machine may be busy with other things too
LIMIT_SECONDS = 4.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=60, help="notices of one node to another, in each round")
    parser.add_argument("--no-peers", action="store_true", help="leave medallion and OpenTAXII out")
    arguments = parser.parse_args()
    print(f"{os.cpu_count()} cores; {NODES} nodes, a process each; SQLite with synchronous=FULL; HTTP over loopback")
    with tempfile.TemporaryDirectory(prefix="tocsin-exchange-") as name:
        most = _exchange(Path(name), arguments.each)
        if not arguments.no_peers:
            _compare(Path(name), NODES * (NODES - 1) * arguments.each, most)


def _exchange(folder: Path, each: int) -> float:
    limits, rounds = [limit.measure(folder, processes=NODES, seconds=LIMIT_SECONDS)], []
    with town.town(folder / "single", NODES, "--one-at-a-time") as nodes:
        town.exchange(nodes, NODES, each=5)  # what is made at first use is made now
        single = town.exchange(nodes[:2], 1, each=each)
        alone = town.exchange(nodes, NODES, each=each)
    limits.append(limit.measure(folder, processes=NODES, seconds=LIMIT_SECONDS))
    with town.town(folder / "batched", NODES) as nodes:
        town.exchange(nodes, NODES, each=5)
        for _ in range(ROUNDS):
            rounds.append(town.exchange(nodes, NODES, each=each))
            limits.append(limit.measure(folder, processes=NODES, seconds=LIMIT_SECONDS))
        rate = _rate(sum(done.count for done in rounds), sum(done.seconds for done in rounds))
        paced = town.exchange(nodes, NODES, each=each, every=NODES / (rate / 2))
    most = _rate(sum(done.count for done in limits), sum(done.seconds for done in limits))
    pairs = f"{NODES * (NODES - 1)} pairs at once"
    print(f"\n{'the limit of the machine, bare':44}{most:7.0f} /s  {_cpu(limits):5.2f} ms of processor each")
    _say("one counterpart, one notice in flight", single.rate, most, _cpu([single]))
    _say(f"{pairs}, a notice in a request", alone.rate, most, _cpu([alone]))
    _say(f"{pairs}, in bundles", rate, most, _cpu(rounds))
    print("rounds: " + ", ".join(f"{done.rate:.0f}" for done in rounds), end="; ")
    print("limits: " + ", ".join(f"{done.rate:.0f}" for done in limits))
    print(f"\nfrom posting to the stored receipt, at {paced.rate:.0f} /s (half of that):", end=" ")
    print(f"median {paced.after(0.5) * 1000:.0f} ms, p99 {paced.after(0.99) * 1000:.0f} ms")
    return most


def _compare(folder: Path, notices: int, most: float) -> None:
    print(f"\nunsigned POST of {notices} reports over {NODES} connections")
    for number, run in enumerate((peers.medallion, peers.opentaxii)):
        with run(folder, 18_471 + number) as server:
            first = peers.posts(server, notices // 10, at_once=NODES)
            _say(f"{server.name}, its first {notices // 10}", first, most)
            _say(f"{server.name}, the next {notices}", peers.posts(server, notices, at_once=NODES), most)


def _say(what: str, rate: float, most: float, cpu: float | None = None) -> None:
    beside = f"{rate / most:5.0%} of the limit" if cpu is not None else ""
    print(f"{what:44}{rate:7.0f} /s  {'' if cpu is None else f'{cpu:5.2f} ms of processor each,'} {beside}")


def _cpu(measured: "list[limit.Limit] | list[town.Sent]") -> float:
    return 1000 * sum(done.cpu_seconds for done in measured) / sum(done.count for done in measured)


def _rate(count: int, seconds: float) -> float:
    return count / seconds


if __name__ == "__main__":
    main()
