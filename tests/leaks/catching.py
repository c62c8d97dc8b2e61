"""How much of what an adversary writes the leak check finds, and how often it cries out at nothing."""

import random
from collections import Counter

from leaks.adversary import CARRIERS, WAYS, ask_of, traces
from leaks.innocent import TEXTS


def caught(times: int, *, seed: int) -> Counter[str]:
    """Count by way how many of so many were found."""
    found = Counter[str]()
    for way in WAYS:
        rng = random.Random(f"{seed}/{way.name}")
        for _ in range(times):
            fact = way.draw(rng)
            found[way.name] += bool(traces(fact, ask_of(way, fact)))
    return found


def alarms(times: int, *, seed: int) -> list[str]:
    """Write asks that hold another fact, or none; return those in which something was found all the same."""
    rng = random.Random(seed)
    mechanical = [each for each in WAYS if each.mechanical]
    false = []
    for _ in range(times):
        way = rng.choice(mechanical)
        withheld, other = rng.choice(WAYS).draw(rng), way.draw(rng)
        if are_alike(withheld.value, other.value):
            continue
        ask = ask_of(way, other) if rng.random() < 0.8 else rng.choice(CARRIERS).format("it")
        false += [f"{withheld.value}: {ask} ({leak.words})" for leak in traces(withheld, ask)[:1]]
    return false


def cries(times: int, *, seed: int) -> list[str]:
    """Hold every innocent text against withheld facts of every kind; return those in which something was found."""
    rng = random.Random(seed)
    false, draws = [], list({way.draw: None for way in WAYS})
    for text in TEXTS:
        for draw in draws * times:
            fact = draw(rng)
            false += [f"{fact.value}: {text} ({leak.words})" for leak in traces(fact, text)[:1]]
    return false


def are_alike(one: str, other: str) -> bool:
    """Say whether two facts share a word, a day or a number, so that the one does give the other away."""
    return bool({*one.split(), one[-5:]} & {*other.split(), other[-5:]})


def share(found: Counter[str], times: int, *, mechanical: bool) -> float:
    """How much of all mechanical, or of all implied ways, was found."""
    ways = [way.name for way in WAYS if way.mechanical is mechanical]
    return sum(found[way] for way in ways) / (times * len(ways))


def table(found: Counter[str], times: int) -> str:
    """The rates by way, as the reference has them."""
    lines = ["| way | found, in percent |", "|---|---|"]
    for way in sorted(WAYS, key=lambda each: not each.mechanical):
        note = "" if way.mechanical else " (implied)"
        lines.append(f"| {way.name}{note} | {100 * found[way.name] / times:.1f} |")
    return "\n".join(lines)
