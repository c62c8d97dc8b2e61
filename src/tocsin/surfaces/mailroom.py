"""The mailroom: takes what others left in this node's mailboxes, and leaves the receipts in theirs.

One thread for each mailbox. A thing stays in the mailbox until what follows from it has been committed and its receipt
is on the way, so a crash repeats work and loses nothing.
"""

from functools import partial
from threading import Event

import structlog

from tocsin.domain.errors import UnavailableError, UntrustedError
from tocsin.ports.node import Node
from tocsin.usecases import receipts
from tocsin.usecases.reception import receive
from tocsin.wire import bundle
from tocsin.wire.receipt import REFUSAL

log = structlog.get_logger("tocsin.mailroom")

LOOK_FOR = 1.0  # seconds that one look may last
LOOK_AGAIN = 5.0  # seconds, where a mailbox could not be reached


def run(node: Node, courier: str, stop: Event) -> None:
    """Collect from one mailbox until `stop` is set."""
    mailbox = node.mailboxes[courier]
    while not stop.is_set():
        try:
            mailbox.collect(partial(take, node, courier), within_seconds=LOOK_FOR)
        except UnavailableError as error:
            log.warning("mailbox.unavailable", courier=courier, reason=str(error))
            stop.wait(LOOK_AGAIN)
        except Exception as error:  # noqa: BLE001  # a thread that dies silently would leave all mail lying there
            log.error("mailbox.failed", courier=courier, error=type(error).__name__, reason=str(error))
            stop.wait(LOOK_AGAIN)


def take(node: Node, courier: str, thing: bytes) -> None:
    """Take in one thing that somebody left. What is nothing, or from nobody, is dropped without a word."""
    try:
        if bundle.kind(thing) is bundle.Item.RECEIPT:
            filed = receipts.file(node, thing)
            log.info("delivery.receipted", counterpart=filed.counterpart, message=filed.id, state=filed.state)
        else:
            _receive(node, courier, thing)
    except UntrustedError:
        log.info("thing.dropped", courier=courier, size=len(thing))


def _receive(node: Node, courier: str, envelope: bytes) -> None:
    receipt = receive(node, envelope)
    if receipt == REFUSAL:
        log.info("envelope.refused", size=len(envelope))
        return
    address = receipts.return_address(node, receipt, courier=courier)
    if address is not None:
        node.mailboxes[courier].answer(address, receipt)
