"""Warnings that come in, and later versions of them."""

from tocsin.domain.errors import UntrustedError
from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.usecases.steps import ladder, standing
from tocsin.wire.bodies.alert import read_alert


def alert(_: Node, tx: Transaction, arrived: Arrived) -> Judged:
    """Keep a warning; people find it in the inbox.

    A recall that overtook it asks again, if we answered that nothing was here, or that all of it was erased.
    """
    read = read_alert(arrived.message.body)
    if read.kind is not arrived.message.kind:
        raise UntrustedError("the body is of another kind than the message", code="schema")
    standing.ask_again(tx, arrived.sender.id, read.notice)
    time = arrived.sender.agreement.acknowledge_within[arrived.message.urgency]
    ladder.watch_ours(tx, arrived.id, arrived.at, time)
    return Judged(notice=read.notice)
