"""Simulated time: a heap of what happens next, and for each node a clock that may be wrong."""

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 5, 12, tzinfo=UTC)


class Time:
    """The one true time of a run. Nothing waits: it jumps to whatever comes next."""

    def __init__(self) -> None:
        self.now = START
        self._next: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0

    def after(self, wait: timedelta, happens: Callable[[], None]) -> None:
        """Let something happen after a while; at one moment, what was planned first comes first."""
        self._count += 1
        heapq.heappush(self._next, (self.now + max(wait, timedelta(0)), self._count, happens))

    def run_until(self, end: datetime, *, is_over: Callable[[], bool]) -> None:
        """Let everything happen that is planned until then, or until it is over."""
        while self._next and self._next[0][0] <= end:
            self.now, _, happens = heapq.heappop(self._next)
            happens()
            if is_over():
                return
        self.now = end


class SkewedClock:
    """A node's own clock: the true time and an error."""

    def __init__(self, time: Time) -> None:
        self._time = time
        self.error = timedelta(0)

    def now(self) -> datetime:
        return self._time.now + self.error
