"""Mix two sets of weights that were taught from one beginning: what each has learnt lately is kept by both shares.

    python -m training.mix one.pt two.pt --share 0.7 --out three.pt        # 0.7 of two.pt
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Read the command line and write the mean of two files of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("one", type=Path)
    parser.add_argument("two", type=Path)
    parser.add_argument("--share", type=float, required=True, help="of the second")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    one, two = (torch.load(path, map_location="cpu") for path in (options.one, options.two))
    kept = 1 - options.share
    torch.save({name: kept * one[name] + options.share * two[name] for name in two}, options.out)


if __name__ == "__main__":
    main()
