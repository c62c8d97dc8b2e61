"""The worker: does what use cases left behind as work; one delivery is in flight per counterpart."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import structlog

from tocsin.domain.delivery import Delivery, DeliveryState
from tocsin.domain.errors import UnavailableError
from tocsin.domain.exchange import Work, WorkKind
from tocsin.domain.ids import CounterpartId, TearlineId
from tocsin.ports.node import Node
from tocsin.usecases import (
    agenda,
    audit,
    dispatch,
    escalation,
    heartbeat,
    keys,
    logkeeping,
    nights,
    resending,
    retention,
)

log = structlog.get_logger("tocsin.worker")

LOOK_EVERY = 0.05  # seconds; the CLI leaves work in the same database from another process
AT_ONCE = 8  # counterparts


def perform(node: Node, work: Work) -> bool:
    """Do a piece of work; say whether there is more of it to be done at once."""
    return TASKS[work.kind](node, work.subject)


def _carry(node: Node, subject: str) -> bool:
    sent = dispatch.send_next(node, counterpart=CounterpartId(subject))
    for each in sent:
        _say(each)
    return bool(sent) and all(each.state is not DeliveryState.QUEUED for each in sent)


def _say(sent: Delivery) -> None:
    match sent.state:
        case DeliveryState.LEFT:
            log.info("delivery.left", counterpart=sent.counterpart, message=sent.id)
        case DeliveryState.QUEUED:
            log.warning("delivery.postponed", counterpart=sent.counterpart, reason=sent.last_error)
        case DeliveryState.BARRED:  # it holds up nothing else
            log.warning("delivery.barred", counterpart=sent.counterpart, message=sent.id, reason=sent.last_error)
        case state:
            log.info("delivery.receipted", counterpart=sent.counterpart, message=sent.id, state=state)


def _sign_head(node: Node, _: str) -> bool:
    audit.sign_head(node)
    return False


def _status(node: Node, subject: str) -> bool:
    if subject:
        heartbeat.tell(node, counterpart=CounterpartId(subject))
    else:
        heartbeat.announce(node)
    return False


def _resend(node: Node, subject: str) -> bool:
    resending.ask(node, counterpart=CounterpartId(subject))
    return False


def _climb(node: Node, subject: str) -> bool:
    made = escalation.climb(node, subject=subject)
    if made is None:
        return False
    log.warning("message.escalated", subject=made.subject, rung=made.rung, reason=made.error)
    return True


def _review_night(node: Node, subject: str) -> bool:
    made = nights.call(node, minimum=TearlineId(subject))
    if made is not None:
        log.warning("minimum.unreviewed", subject=made.subject, people=len(made.people))
    return False


def _look_after_keys(node: Node, _: str) -> bool:
    for each in keys.look_after(node):
        log.warning("key.expiring", of=each.of.id if each.of is not None else "us", until=each.until.isoformat())
    return False


def _look_after_retention(node: Node, _: str) -> bool:
    gone = retention.look_after(node)
    log.info("retention.looked", erased=gone, journal=logkeeping.look_after(node))
    return False


TASKS: Mapping[WorkKind, Callable[[Node, str], bool]] = {
    WorkKind.DISPATCH: _carry,
    WorkKind.HEAD: _sign_head,
    WorkKind.STATUS: _status,
    WorkKind.RESEND: _resend,
    WorkKind.ESCALATE: _climb,
    WorkKind.NIGHT: _review_night,
    WorkKind.KEYS: _look_after_keys,
    WorkKind.RETENTION: _look_after_retention,
}


class Worker:
    """Runs until it is told to stop; whatever it was doing then is done again at the next start."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._busy: set[str] = set()
        self._lock = Lock()

    def run(self, stop: Event) -> None:
        """Look for work until `stop` is set."""
        has_begun = False
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="work") as pool:
            while not stop.wait(LOOK_EVERY):
                try:
                    if not has_begun:
                        agenda.begin(self._node)
                        has_begun = True
                    for work in self._free(agenda.due(self._node)):
                        pool.submit(self._serve, work, stop)
                except UnavailableError as error:
                    log.warning("store.unavailable", reason=str(error))
                except Exception as error:  # noqa: BLE001  # a worker that dies silently would stop all mail
                    log.error("work.failed", error=type(error).__name__, reason=str(error))

    def _free(self, due: tuple[Work, ...]) -> list[Work]:
        with self._lock:
            free = [work for work in due if work.key not in self._busy]
            self._busy.update(work.key for work in free)
        return free

    def _serve(self, work: Work, stop: Event) -> None:
        try:
            while not stop.is_set() and perform(self._node, work):
                pass
        except Exception as error:  # noqa: BLE001  # a thread that dies silently would stop this work for ever
            log.error(
                "work.failed", kind=work.kind, subject=work.subject, error=type(error).__name__, reason=str(error)
            )
            stop.wait(LOOK_EVERY)
        finally:
            with self._lock:
                self._busy.discard(work.key)
