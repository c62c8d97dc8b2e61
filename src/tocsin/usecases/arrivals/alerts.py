"""Warnings that come in."""

from tocsin.ports.node import Node
from tocsin.ports.store import Transaction
from tocsin.usecases.arrivals.arrival import Arrived, Judged
from tocsin.wire.bodies.alert import read_alert


def alert(_: Node, __: Transaction, arrived: Arrived) -> Judged:
    """Keep a warning; people find it in the inbox."""
    return Judged(notice=read_alert(arrived.message.body).notice)
