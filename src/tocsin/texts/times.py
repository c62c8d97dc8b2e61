"""Times: a moment as the clock shows it, and how long until or since then, in the reader's language. Always UTC."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime
from babel.units import format_unit


def moment(time: datetime, language: str) -> str:
    """Write a moment with its weekday: at night one is wrong about the day first."""
    return f"{format_datetime(time, 'EEE d MMM yyyy, HH:mm', locale=language)} UTC"


def day(day_: date, language: str) -> str:
    """Write a day."""
    return format_date(day_, "d MMM yyyy", locale=language)


def length(span: timedelta, language: str) -> str:
    """Say how long a span is, in whole minutes and rounded down: a deadline must never look later than it is."""
    minutes = int(abs(span).total_seconds()) // 60
    hours, days = minutes // 60, minutes // 1440
    if days >= 2:
        parts = [(days, "day"), (hours % 24, "hour")]
    elif hours:
        parts = [(hours, "hour"), (minutes % 60, "minute")]
    else:
        parts = [(minutes, "minute")]
    kept = [part for part in parts if part[0]] or parts[:1]
    return " ".join(_unit(number, unit, language) for number, unit in kept)


def _unit(number: int, unit: str, language: str) -> str:
    return format_unit(number, f"duration-{unit}", length="short", locale=language)
