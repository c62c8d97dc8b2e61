"""Train the reader's model: `python -m training.train --help`. Deterministic for one machine and seed."""

import argparse
import json
import random
import re
import time
import zlib
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.corpora import TYPES, Example, marked, muc4, re3d
from training.encoder import Noise, Reader, started
from training.windows import IGNORED, Window, batch, cut, disguised

PARTS = ("centcom", "uk_government", "australian_dfat", "us_state_department")
HELD_BACK = 12  # one report in so many is kept from training, to see when to stop


def held_back(example: Example) -> bool:
    return zlib.crc32(example.name.encode()) % HELD_BACK == 0


def loss_of(found: dict[str, Tensor], answers: dict[str, Tensor], windows: list[Window]) -> dict[str, Tensor]:
    losses = {
        name: functional.cross_entropy(found[name].flatten(0, 1), answers[name].flatten(), ignore_index=IGNORED)
        for name in ("roles", "mentions", "routes")
        if (answers[name] != IGNORED).any()
    }
    if answers["has_roles"].any():
        of = answers["has_roles"]
        losses["report"] = functional.binary_cross_entropy_with_logits(found["report"][of], answers["types"][of])
    losses |= _links(found, windows)
    return losses


def _links(found: dict[str, Tensor], windows: list[Window]) -> dict[str, Tensor]:
    kinds, wanted, same, alike, logit_same, logit_alike = [], [], [], [], [], []
    for number, window in enumerate(windows):
        if not window.fillers:
            continue
        at = torch.tensor([place for place, _ in window.fillers])
        kinds.append(found["types"][number, at])
        wanted += [[float(t in f.types) for t in TYPES] for _, f in window.fillers]
        one, two = torch.triu_indices(len(at), len(at), 1)
        fillers = [f for _, f in window.fillers]
        logit_same.append(link(found["incident"][number, at])[one, two])
        logit_alike.append(link(found["entity"][number, at])[one, two])
        same += [float(bool(fillers[i].incidents & fillers[j].incidents)) for i, j in zip(one, two)]
        alike += [float(fillers[i].entity == fillers[j].entity) for i, j in zip(one, two)]
    if not wanted:
        return {}
    losses = {"types": functional.binary_cross_entropy_with_logits(torch.cat(kinds), torch.tensor(wanted))}
    if same:
        binary = functional.binary_cross_entropy_with_logits
        losses["incident"] = binary(torch.cat(logit_same), torch.tensor(same))
        losses["entity"] = binary(torch.cat(logit_alike), torch.tensor(alike))
    return losses


def link(vectors: Tensor) -> Tensor:
    """How much each word belongs with each other one; the last number of a vector sets the level."""
    return vectors[:, :-1] @ vectors[:, :-1].T + vectors[:, -1:] + vectors[:, -1:].T


WEIGHTS = {"routes": 2.0, "roles": 3.0, "mentions": 1.0, "types": 0.3, "incident": 0.3, "entity": 0.3, "report": 0.3}


class Optimiser:
    """AdamW on full-precision copies, while the network itself computes in bfloat16."""

    def __init__(self, reader: Reader, rate: float, head_rate: float, steps: int) -> None:
        self.pairs, groups = [], {True: [], False: []}
        reader.word.weight.requires_grad_(False)  # words keep their published meaning: unseen names then behave alike
        for name, weight in reader.named_parameters():
            if weight.requires_grad:
                copy = weight.detach().float().clone().requires_grad_(True)
                self.pairs.append((weight, copy))
                groups[name.startswith(("heads", "report", "case"))].append(copy)
        self.adam = torch.optim.AdamW(
            [{"params": groups[False], "lr": rate}, {"params": groups[True], "lr": head_rate}], weight_decay=0.01
        )
        warm = max(1, steps // 12)
        self.plan = torch.optim.lr_scheduler.LambdaLR(
            self.adam, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm)))
        )

    def step(self) -> None:
        for weight, copy in self.pairs:
            copy.grad = None if weight.grad is None else weight.grad.float()
            weight.grad = None
        torch.nn.utils.clip_grad_norm_([c for _, c in self.pairs], 1.0)
        self.adam.step()
        self.plan.step()
        with torch.no_grad():
            for weight, copy in self.pairs:
                weight.copy_(copy)


def epoch_of(
    examples: list[Example], tokenizer: Tokenizer, rng: random.Random, options: argparse.Namespace, common: set[str]
) -> list[list[Window]]:
    windows = []
    for example in examples:
        if example.has_roles and rng.random() >= options.share:
            continue
        if example.has_roles and not example.fillers and rng.random() < 0.5:
            continue  # of the many reports without an incident, half are enough at a time
        shown = disguised(example, rng, common) if rng.random() < 0.5 else example
        windows += cut(shown, tokenizer, rng, caseless=rng.random() < 0.4)
    rng.shuffle(windows)
    windows.sort(key=lambda w: len(w.ids) // 48)
    batches = [windows[i : i + options.size] for i in range(0, len(windows), options.size)]
    rng.shuffle(batches)
    return batches


def prepared(data: Path, cased: Path | None, parts: list[str], use_muc: bool) -> tuple[list[Example], list[Example]]:
    reports = muc4(data / "muc4", "dev") if use_muc else []
    if cased:
        spelt = json.loads(cased.read_text())
        for report in reports:
            report.text = spelt.get(report.name, report.text)
    train = [r for r in reports if not held_back(r)]
    mentions = re3d(data / "re3d", parts) if parts else []
    return train, mentions


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    tokenizer = Tokenizer.from_file(str(options.start / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    parts = [p for p in options.parts.split(",") if p]
    reports, mentions = prepared(options.data, options.cased, parts, not options.no_muc)
    common = {w for e in re3d(options.data / "re3d", list(PARTS)) for w in re.findall(r"\b[a-z]+\b", e.text)}
    reader = started(options.start / "model.safetensors", [int(n) for n in options.layers.split(",")])
    if options.resume:
        reader.load_state_dict(torch.load(options.resume), strict=False)  # a new head starts at random
    reader.bfloat16().train()
    routes = [each for each in marked(options.marked) if not held_back(each)] if options.marked else []
    examples = reports + mentions * options.times + routes * options.marked_times
    steps = options.epochs * len(epoch_of(examples, tokenizer, random.Random(0), options, common))
    optimiser = Optimiser(reader, options.rate, options.head_rate, steps)
    noise = Noise(0.1, torch.Generator().manual_seed(options.seed))
    began = time.monotonic()
    for epoch in range(options.epochs):
        sums: dict[str, float] = {}
        batches = epoch_of(examples, tokenizer, rng, options, common)
        for number, windows in enumerate(batches):
            answers = batch(windows)
            found = reader(answers["ids"], answers["cases"], answers["mask"], noise)
            losses = loss_of(found, answers, windows)
            sum(WEIGHTS[n] * loss for n, loss in losses.items()).backward()
            optimiser.step()
            for name, loss in losses.items():
                sums[name] = sums.get(name, 0) + float(loss.detach()) / len(batches)
            if number % 50 == 0:
                print(f"  {number}/{len(batches)} {time.monotonic() - began:.0f}s", flush=True)
        print(
            f"epoch {epoch + 1}: "
            + " ".join(f"{n} {v:.4f}" for n, v in sums.items())
            + f" {time.monotonic() - began:.0f}s",
            flush=True,
        )
        torch.save({n: v.clone() for n, v in reader.state_dict().items()}, options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with muc4/ and re3d/")
    parser.add_argument("--start", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--cased", type=Path, help="JSON of the MUC-4 texts with their case restored")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", type=Path)
    parser.add_argument("--layers", default="0,1,2,3,4,5")
    parser.add_argument("--marked", type=Path, help="folder of reports with marks")
    parser.add_argument("--marked-times", type=int, default=4, help="how often an epoch shows each marked report")
    parser.add_argument("--share", type=float, default=1.0, help="share of the MUC-4 reports that an epoch shows")
    parser.add_argument("--parts", default="")
    parser.add_argument("--no-muc", action="store_true")
    parser.add_argument("--times", type=int, default=3, help="how often an epoch shows each re3d document")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--size", type=int, default=16, help="windows a step")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
