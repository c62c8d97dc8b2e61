"""A transfer abroad: on what it rests, and by when a standard contract is notified (Law 6698 (KVKK) art. 9(5))."""

from dataclasses import dataclass
from datetime import date, timedelta

from tocsin.domain.errors import InvalidError
from tocsin.vocabulary.transfer import TransferGround

NOTIFY_WITHIN = 5  # working days after the signature
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Abroad:
    """What an agreement with somebody abroad says of it."""

    ground: TransferGround
    signed_on: date | None = None  # of a standard contract
    notified_on: date | None = None  # to the data-protection authority

    def __post_init__(self) -> None:
        """Refuse a contract without a day: its clock runs from the signature."""
        if (self.ground is TransferGround.STANDARD_CONTRACT) != (self.signed_on is not None):
            raise InvalidError("a standard contract has the day on which it was signed, and nothing else has")
        if self.notified_on is not None and (self.signed_on is None or self.notified_on < self.signed_on):
            raise InvalidError("only a standard contract is notified, on the day of its signature at the earliest")

    @property
    def notify_by(self) -> date | None:
        """The last day on which the contract may be notified; None where none is, or where it has been.

        Public holidays are not known here: it may be a day too early, and never one too late.
        """
        if self.signed_on is None or self.notified_on is not None:
            return None
        return _after(self.signed_on, NOTIFY_WITHIN)


def _after(day: date, working_days: int) -> date:
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < _SATURDAY
    return day
