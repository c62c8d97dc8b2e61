"""Finding: every trace of something withheld in what is about to be sent.

Words composed from claims that the counterpart may hold are searched for guarded secrets alone; whatever a person
has written is searched for everything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from tocsin.domain.entity import EntityKind
from tocsin.domain.leak import Change, Leak, Sighting, Trace
from tocsin.domain.leaks import dates, numbers
from tocsin.domain.leaks.coordinates import coordinates_in
from tocsin.domain.leaks.implied import days_implied, numbers_implied
from tocsin.domain.leaks.marks import mark_in
from tocsin.domain.leaks.message import Message
from tocsin.domain.leaks.quotes import runs_in
from tocsin.domain.leaks.secrets import Secret, Secrets
from tocsin.domain.leaks.states import states_in
from tocsin.domain.leaks.words import key


def find(message: Message, secrets: Secrets, sightings: Iterable[Sighting], *, today: date) -> tuple[Leak, ...]:
    """Find every trace. `sightings` are the spellings of the secret names in the whole of the message."""
    found = [
        *_states(message, secrets),
        *_names(message, secrets, sightings),
        *_numbers(message, secrets, today),
        *_days(message, secrets, today),
        *_quotes(message, secrets),
        *_marks(message, secrets),
        *_rests(message, secrets),
        *_points(message, secrets),
    ]
    return (*(_placed(message, leak) for leak in _once(found)), *_described(message, secrets))


def _names(message: Message, secrets: Secrets, sightings: Iterable[Sighting]) -> Iterator[Leak]:
    said = frozenset(word for sentence in message.said for word in key(sentence))
    by_text = {each.text: each for each in secrets.names}
    for sighting in sightings:
        secret = by_text[sighting.name]
        public = secrets.told_words if secret.is_guarded else secrets.told_words | said
        text = message.whole[sighting.start : sighting.end]
        words, met = key(text), [word for part in sighting.met for word in key(part)]
        is_initials = text.isupper() and words != tuple(met)  # "IS" is no "is"
        if public.issuperset(met) or (public.issuperset(words) and not is_initials):
            continue
        if message.is_anybodys(sighting.start, sighting.end) and len(words) == 1:
            continue
        if message.is_said(sighting.start, sighting.end) and not secret.is_guarded:
            continue
        yield _leak(message, Trace.NAME, secret, sighting.start, sighting.end)


def _states(message: Message, secrets: Secrets) -> Iterator[Leak]:
    by_code = {each.code: each for each in sorted(secrets.states, key=lambda each: each.is_guarded)}
    said = {state.code for sentence in message.said for state in states_in(sentence)}
    for state in states_in(message.whole):
        secret = by_code.get(state.code)
        if secret is None or state.code in secrets.told_states:
            continue
        words = key(message.whole[state.start : state.end])
        if words and secrets.told_words.issuperset(words):
            continue
        is_said = state.code in said
        if (is_said and not secret.is_guarded) or message.is_anybodys(state.start, state.end):
            continue
        yield _leak(message, Trace.COUNTRY, secret, state.start, state.end)


def _numbers(message: Message, secrets: Secrets, today: date) -> Iterator[Leak]:
    said = {number.value for sentence in message.said for number in numbers.numbers_in(sentence)}
    for number in (*numbers.numbers_in(message.whole), *numbers_implied(message.whole)):
        if number.value in said or not message.is_written(number.start, number.end):
            continue
        for secret in secrets.numbers:
            if numbers.tells(secret.value, secret.nouns, is_age=secret.is_age, number=number, year=today.year):
                yield _leak(message, Trace.NUMBER, secret, number.start, number.end, instead="several")
                break


def _days(message: Message, secrets: Secrets, today: date) -> Iterator[Leak]:
    said = {(day.month, day.day) for sentence in message.said for day in dates.days_in(sentence, today)}
    for day in (*dates.days_in(message.whole, today), *days_implied(message.whole, today)):
        if (day.month, day.day) in said or not message.is_written(day.start, day.end):
            continue
        for secret in secrets.days:
            if dates.tells(secret.value, day):
                instead = f"{date(2000, day.month, 1):%B}" if day.day is not None else ""
                yield _leak(message, Trace.DATE, secret, day.start, day.end, instead=instead)
                break


def _quotes(message: Message, secrets: Secrets) -> Iterator[Leak]:
    by_text = {each.text: each for each in secrets.quotes}
    for start, end, quote in runs_in(message.whole, secret=by_text, told=secrets.told_quotes):
        if not message.is_said(start, end) and not message.is_anybodys(start, end):
            yield replace(_leak(message, Trace.QUOTE, by_text[quote], start, end), change=Change.IN_OTHER_WORDS)


def _marks(message: Message, secrets: Secrets) -> Iterator[Leak]:
    for secret in secrets.marks:
        for start, end in mark_in(message.whole, secret.text):
            yield _leak(message, Trace.IDENTIFIER, secret, start, end)


def _rests(message: Message, secrets: Secrets) -> Iterator[Leak]:
    for secret in secrets.rests:
        start = message.whole.lower().find(secret.group.lower())
        if start >= 0:
            yield _leak(message, Trace.COUNT, secret, start, start + len(secret.group))


def _points(message: Message, secrets: Secrets) -> Iterator[Leak]:
    """Coordinates that a person wrote, where a place is withheld: what lies there, no list of ours can deny."""
    secret = next((each for each in secrets.names if each.kind is EntityKind.PLACE), None)
    for start, end in coordinates_in(message.whole) if secret is not None else ():
        if secret is not None and message.is_written(start, end):
            yield _leak(message, Trace.NAME, secret, start, end)


def _described(message: Message, secrets: Secrets) -> Iterator[Leak]:
    """Claims that say of what type their source is, although their marking keeps it back. It has no one place."""
    for claim, kind in message.described.items():
        if claim in secrets.silent:
            yield Leak(trace=Trace.SOURCE, words=kind, start=None, end=None, claim=claim, change=Change.WITHHOLD)


def _leak(message: Message, trace: Trace, secret: Secret, start: int, end: int, *, instead: str = "") -> Leak:
    change = Change.SAY if instead else Change.LEAVE_OUT
    if message.is_said(start, end):
        change, instead = Change.WITHHOLD, ""
    return Leak(
        trace=trace,
        words=message.whole[start:end],
        start=start,
        end=end,
        claim=secret.claim,
        change=change,
        instead=instead,
        is_guarded=secret.is_guarded,
    )


def _once(found: Iterable[Leak]) -> list[Leak]:
    """Of traces that lie in one another the longest, in the order of the text."""
    kept: list[Leak] = []
    for leak in sorted(found, key=lambda each: (_start(each), -_end(each), not each.is_guarded)):
        if not any(_start(each) <= _start(leak) and _end(leak) <= _end(each) for each in kept):
            kept.append(leak)
    return kept


def _start(leak: Leak) -> int:
    return leak.start if leak.start is not None else 0


def _end(leak: Leak) -> int:
    return leak.end if leak.end is not None else 0


def _placed(message: Message, leak: Leak) -> Leak:
    """What lies behind the text has no place in it."""
    return replace(leak, start=None, end=None) if _end(leak) > len(message.text) else leak
