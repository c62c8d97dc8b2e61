"""When: as a date of the recipient's language where the report can be placed, else in the report's own words."""

from datetime import datetime

from tocsin.domain.claim import When
from tocsin.domain.wording.grammar import Grammar


def when(time: When, grammar: Grammar) -> str:
    """Write a time into a sentence."""
    words = grammar.words
    start, end = _placed(time.start, time.precision, grammar), _placed(time.end, time.precision, grammar)
    if start is None:
        return words.say("time", "said", text=time.text.strip())
    if time.precision in {"month", "year"}:
        return words.say("time", "in", day=start)
    if end is not None and end != start:
        return words.say("time", "between", start=start, end=end)
    return words.say("time", "at" if time.precision == "minute" else "on", day=start)


def moment(time: datetime, grammar: Grammar, zone: str = "UTC") -> str:
    """Write a date with a clock time."""
    day = grammar.day(time.day, time.month, time.year)
    return grammar.words.say("time", "moment", day=day, clock=f"{time:%H:%M}", zone=zone)


def _placed(value: str | None, precision: str, grammar: Grammar) -> str | None:
    if value is not None and value.startswith("--"):
        return grammar.day(int(value[5:7]), int(value[2:4]), None)
    try:
        found = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    match precision:
        case "minute":
            return moment(found, grammar, found.tzname() or "UTC")
        case "year":
            return str(found.year)
        case "month":
            name = grammar.words.sections["time"]["months"][found.month - 1]
            return grammar.words.say("time", "month", month=name, year=found.year)
        case _:
            return grammar.day(found.day, found.month, found.year)
