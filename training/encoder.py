"""The network: a small BERT in plain torch, and its heads."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.corpora import CLASSES, ROLES, ROUTES, TYPES

HIDDEN, HEADS, INNER, POSITIONS = 384, 12, 1536, 512
CASES = 4  # unknown, lower, Title, CAPITALS or miXed
LINK = 32  # how many numbers say which incident, or which entity, a word belongs to
OUTPUTS = {
    "roles": 1 + 2 * len(ROLES),
    "mentions": 1 + 2 * len(CLASSES),
    "types": len(TYPES),
    "incident": LINK,
    "entity": LINK,
    "routes": 1 + 2 * len(ROUTES),
}


class Noise:
    """Dropout from one pool of masks, since drawing fresh ones costs more than the layer."""

    def __init__(self, rate: float, generator: torch.Generator) -> None:
        keep = (torch.rand(1 << 23, generator=generator) > rate).to(torch.bfloat16) / (1 - rate)
        self.pool, self.generator = keep, generator

    def __call__(self, x: Tensor) -> Tensor:
        start = int(torch.randint(0, self.pool.numel() - x.numel(), (1,), generator=self.generator))
        return x * self.pool[start : start + x.numel()].view_as(x)


def still(x: Tensor) -> Tensor:
    return x


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, hide: Tensor, noise) -> Tensor:
        batch, length, width = x.shape
        size = width // HEADS
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, size).permute(2, 0, 3, 1, 4)
        seen = torch.softmax(q @ k.transpose(-1, -2) * size**-0.5 + hide, -1) @ v
        x = self.norm1(x + noise(self.out(seen.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + noise(self.down(functional.gelu(self.up(x)))))


class Reader(nn.Module):
    def __init__(self, layers: int, words: int = 30522) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(words, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.case, self.norm = nn.Embedding(CASES, HIDDEN), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.heads = nn.ModuleDict({name: nn.Linear(HIDDEN, size) for name, size in OUTPUTS.items()})
        self.report = nn.Linear(HIDDEN, len(TYPES))
        nn.init.zeros_(self.case.weight)

    def encode(self, ids: Tensor, cases: Tensor, mask: Tensor, noise=still) -> Tensor:
        x = self.word(ids) + self.position.weight[: ids.shape[1]] + self.case(cases)
        x = noise(self.norm(x))
        hide = (1 - mask[:, None, None, :].to(x.dtype)) * -10000
        for layer in self.layers:
            x = layer(x, hide, noise)
        return x

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor, noise=still) -> dict[str, Tensor]:
        x = self.encode(ids, cases, mask, noise)
        found = {name: head(x).float() for name, head in self.heads.items()}
        found["report"] = self.report(x[:, 0]).float()
        return found


def started(weights: Path, layers: list[int]) -> Reader:
    """A reader that begins from the published MiniLM weights; `layers` says which of its layers are kept."""
    given, reader = load_file(weights), Reader(len(layers))

    def copy(target: nn.Module, *names: str) -> None:
        for kind in ("weight", "bias"):
            getattr(target, kind).copy_(torch.cat([given[f"{name}.{kind}"] for name in names]))

    with torch.no_grad():
        reader.word.weight.copy_(given["embeddings.word_embeddings.weight"])
        of_type = given["embeddings.token_type_embeddings.weight"][0]
        reader.position.weight.copy_(given["embeddings.position_embeddings.weight"] + of_type)
        copy(reader.norm, "embeddings.LayerNorm")
        for layer, number in zip(reader.layers, layers, strict=True):
            at = f"encoder.layer.{number}"
            copy(layer.qkv, *(f"{at}.attention.self.{name}" for name in ("query", "key", "value")))
            copy(layer.out, f"{at}.attention.output.dense")
            copy(layer.norm1, f"{at}.attention.output.LayerNorm")
            copy(layer.up, f"{at}.intermediate.dense")
            copy(layer.down, f"{at}.output.dense")
            copy(layer.norm2, f"{at}.output.LayerNorm")
    return reader
