"""Measures the leak check: `python tests/leaks/measure.py [how many of each way]` prints its catch rates."""

import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from leaks.adversary import CARRIERS, WAYS, ask_of, traces  # noqa: E402


def caught(times: int, *, seed: int = 1) -> Counter[str]:
    """How many of each way were found, of so many."""
    found = Counter[str]()
    for way in WAYS:
        rng = random.Random(f"{seed}/{way.name}")
        for _ in range(times):
            fact = way.draw(rng)
            found[way.name] += bool(traces(fact, ask_of(way, fact, rng)))
    return found


def alarms(times: int, *, seed: int = 2) -> list[tuple[str, str]]:
    """Asks that hold another fact of the same sort, or none, and in which something was found all the same."""
    rng = random.Random(seed)
    false = []
    for _ in range(times):
        way = rng.choice([each for each in WAYS if each.mechanical])
        withheld, other = rng.choice(WAYS).draw(rng), way.draw(rng)
        if withheld.value in {other.value, ""} or set(withheld.value.split()) & set(other.value.split()):
            continue
        ask = ask_of(way, other, rng) if rng.random() < 0.8 else rng.choice(CARRIERS).format("it")
        if found := traces(withheld, ask):
            false.append((withheld.value, ask + " → " + found[0].words))
    return false


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    rates = caught(count)
    for each in WAYS:
        print(f"{'' if each.mechanical else '(implied) '}{each.name}: {100 * rates[each.name] / count:.1f}")
    for kind in (True, False):
        ways = [each for each in WAYS if each.mechanical is kind]
        print("mechanical" if kind else "implied", f"{100 * sum(rates[w.name] for w in ways) / count / len(ways):.2f}")
    false = alarms(count * 20)
    print(f"false alarms: {len(false)} of {count * 20}")
    for line in false[:25]:
        print("  ", line)
