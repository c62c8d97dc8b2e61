"""One real node of the benchmark: what `tocsin serve` runs, and a thread that posts notices when it is told to.

Reads one order a line from standard input, answers with one line, and stops when the input ends.
"""

import json
import os
import resource
import signal
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import TextIO

from tocsin.bootstrap import serving
from tocsin.domain.claim import Basis, Status
from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.letter import Handling, SharedClaim, SharedReason
from tocsin.domain.notice import Outcome
from tocsin.ports.courier import Courier
from tocsin.ports.node import Node
from tocsin.settings import load
from tocsin.surfaces.cli import server
from tocsin.usecases.steps.post import Posting, post
from tocsin.vocabulary.duty import Reason
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.bodies.alert import Alert, alert_bytes
from tocsin.wire.message import Kind

LOOK_EVERY = 0.05  # seconds, whether everything has been receipted


class _Alone:
    """A courier that carries one at a time."""

    def __init__(self, courier: Courier) -> None:
        self.carry = courier.carry


def a_notice(node: Node) -> bytes:
    """Return a warning of a common size: four claims and a page of text."""
    name = node.entropy.random_bytes(16).hex()
    claim = SharedClaim(
        name=name,
        says="two persons travel to the coast to observe the harbour",
        status=Status.STATED,
        basis=Basis.FACT,
        grade="B2",
        tlp=Tlp.AMBER,
    )
    alert = Alert(
        salt=node.entropy.random_bytes(32),
        notice=name,
        version=1,
        reasons=(SharedReason(country="IE", reason=Reason.TARGET, outcome=Outcome.WARN, why="an attack is planned"),),
        handling=Handling(
            tlp=Tlp.AMBER,
            legal_basis="an agreement",
            purpose="preventing the attack",
            onward="Ask us before you pass any of this on.",
            review_on=date(2030, 1, 1),
        ),
        asks=("Do you know the persons?",),
        answer_by=node.clock.now() + timedelta(days=1),
        contact="duty officer, line 1",
        claims=(claim,) * 4,
        text="The harbour of an invented town is to be attacked. " * 24,
    )
    return alert_bytes(alert)


def send(node: Node, *, each: int, every: float) -> dict[str, object]:
    """Post so many notices to every counterpart, one every so many seconds, and wait for all their receipts."""
    with node.store.read() as tx:
        others = tx.counterparts.where()
    used, start, posted = _cpu(), time.monotonic(), []
    for number in range(each * len(others)):
        time.sleep(max(0.0, start + number * every - time.monotonic()))
        posting = Posting(kind=Kind.ALERT, urgency=Urgency.EXPECTED, body=a_notice(node))
        with node.store.begin() as tx:
            posted.append(post(node, tx, others[number % len(others)], posting).id)
    while _waits(node):
        time.sleep(LOOK_EVERY)
    end = time.monotonic()
    with node.store.read() as tx:
        took = [_seconds(tx.deliveries.get(each)) for each in posted]
    return {"start": start, "end": end, "took": took, "cpu": _cpu() - used}


def _waits(node: Node) -> bool:
    with node.store.read() as tx:
        return bool(tx.deliveries.oldest(1, state=DeliveryState.QUEUED))


def _seconds(delivery: Delivery) -> float:
    if delivery.state is not DeliveryState.STORED or delivery.receipt is None or delivery.delivered_at is None:
        raise SystemExit(f"a notice was not stored: {delivery.state}, {delivery.last_error}")
    return (delivery.delivered_at - delivery.created_at).total_seconds()


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _obey(node: Node, answers: TextIO) -> None:
    for line in sys.stdin:
        order = json.loads(line)
        answer = send(node, **order["send"]) if "send" in order else {"cpu": _cpu()}
        print(json.dumps(answer), flush=True, file=answers)  # the benchmark reads it
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Serve the node in a folder until standard input ends."""
    folder, answers = Path(sys.argv[1]), sys.stdout
    is_alone = "--one-at-a-time" in sys.argv
    sys.stdout = sys.stderr  # the log does not come between the answers
    with serving(folder) as served:
        couriers = {name: _Alone(each) for name, each in served.couriers.items()}
        node = replace(served, couriers=couriers) if is_alone else served
        Thread(target=_obey, args=(node, answers), daemon=True).start()
        server.run(node, load(folder))


if __name__ == "__main__":
    main()
