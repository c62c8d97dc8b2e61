"""The worker: does what use cases left behind as work, one delivery in flight per counterpart."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import structlog

from tocsin.domain.delivery import DeliveryState
from tocsin.domain.errors import UnavailableError
from tocsin.domain.ids import CounterpartId
from tocsin.ports.node import Node
from tocsin.usecases import audit, dispatch

log = structlog.get_logger("tocsin.worker")

LOOK_EVERY = 0.25  # seconds; the CLI leaves work in the same database from another process
HEAD_EVERY = 60.0  # seconds
AT_ONCE = 8  # counterparts


class Worker:
    """Runs until it is told to stop; whatever it was doing then is done again at the next start."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._busy: set[CounterpartId] = set()
        self._lock = Lock()

    def run(self, stop: Event) -> None:
        """Look for work until `stop` is set."""
        looks = 0
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="courier") as pool:
            while not stop.wait(LOOK_EVERY):
                try:
                    for counterpart in self._free(dispatch.due(self._node)):
                        pool.submit(self._serve, counterpart, stop)
                    if looks % int(HEAD_EVERY / LOOK_EVERY) == 0:
                        audit.sign_head(self._node)
                    looks += 1
                except UnavailableError as error:
                    log.warning("store.unavailable", reason=str(error))
                except Exception as error:  # noqa: BLE001  # a worker that dies silently would stop all mail
                    log.error("work.failed", error=type(error).__name__, reason=str(error))

    def _free(self, due: tuple[CounterpartId, ...]) -> list[CounterpartId]:
        with self._lock:
            free = [counterpart for counterpart in due if counterpart not in self._busy]
            self._busy.update(free)
        return free

    def _serve(self, counterpart: CounterpartId, stop: Event) -> None:
        try:
            while not stop.is_set():
                sent = dispatch.send_next(self._node, counterpart=counterpart)
                if sent is None or sent.state is DeliveryState.QUEUED:
                    if sent is not None:
                        log.warning("delivery.postponed", counterpart=counterpart, reason=sent.last_error)
                    break
                log.info("delivery.receipted", counterpart=counterpart, message=sent.id, state=sent.state)
        except Exception as error:  # noqa: BLE001  # a thread that dies silently would stop this counterpart's mail
            log.error("delivery.failed", counterpart=counterpart, error=type(error).__name__, reason=str(error))
            stop.wait(LOOK_EVERY)
        finally:
            with self._lock:
                self._busy.discard(counterpart)
