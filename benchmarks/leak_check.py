"""The leak check against an adversary: python benchmarks/leak_check.py [how many facts in each way]

Prints how much of what he writes is found, by way, and how often it finds something where nothing is.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from leaks.catching import alarms, caught, cries, share, table

if __name__ == "__main__":
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    found = caught(times, seed=1)
    print(table(found, times))
    print(
        f"mechanical: {share(found, times, mechanical=True):.2%}, implied: {share(found, times, mechanical=False):.2%}"
    )
    false = alarms(20 * times, seed=1)
    print(f"false alarms: {len(false)} of {20 * times}")
    print("\n".join(false[:20]))
    cried = cries(times // 4, seed=2)
    print(f"in innocent texts: {len(cried)}")
    print("\n".join(cried[:20]))
