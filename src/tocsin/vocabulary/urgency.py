"""CAP 1.2 urgency: how soon the recipient should act."""

from datetime import timedelta
from enum import StrEnum


class Urgency(StrEnum):
    """Each urgency has a stream of its own, so that routine mail never delays an alarm."""

    IMMEDIATE = "immediate"
    EXPECTED = "expected"
    FUTURE = "future"


# How long a person may take to acknowledge, unless the agreement says otherwise.
ACKNOWLEDGE_WITHIN = {
    Urgency.IMMEDIATE: timedelta(hours=1),
    Urgency.EXPECTED: timedelta(hours=8),
    Urgency.FUTURE: timedelta(days=3),
}
