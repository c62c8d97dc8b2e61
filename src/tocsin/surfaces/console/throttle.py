"""The throttle on signing in: five wrong tries for one name, then a wait. Kept in this process's memory."""

from datetime import datetime, timedelta
from threading import Lock

TRIES = 5
WINDOW = timedelta(minutes=15)
MOST_NAMES = 10_000  # somebody who invents names must not fill the memory


class Throttle:
    """Counts the tries of each name. A try is counted before the password is looked at: many at once gain nothing."""

    def __init__(self) -> None:
        self._tries: dict[str, list[datetime]] = {}
        self._lock = Lock()

    def wait(self, name: str, now: datetime) -> timedelta | None:
        """Count a try and return None, or return how long to wait because there were too many."""
        with self._lock:
            recent = [each for each in self._tries.get(name, ()) if now - each < WINDOW]
            if len(recent) >= TRIES:
                return WINDOW - (now - recent[0])
            if len(self._tries) >= MOST_NAMES:
                self._tries = {each: tries for each, tries in self._tries.items() if now - tries[-1] < WINDOW}
            if len(self._tries) >= MOST_NAMES and name not in self._tries:
                return WINDOW
            self._tries[name] = [*recent, now]
            return None

    def forget(self, name: str) -> None:
        """Forget the tries of somebody who has signed in."""
        with self._lock:
            self._tries.pop(name, None)
