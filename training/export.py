"""Write a trained network as an int8 ONNX file, with its word pieces: `python -m training.export --help`."""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from training.encoder import OUTPUTS, Reader


class Flat(nn.Module):
    """All heads as one table of columns, so that a word costs one small product."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        heads = [*(reader.heads[name] for name in OUTPUTS), reader.report]
        self.head = nn.Linear(heads[0].in_features, sum(head.out_features for head in heads))
        with torch.no_grad():
            self.head.weight.copy_(torch.cat([head.weight for head in heads]))
            self.head.bias.copy_(torch.cat([head.bias for head in heads]))

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        return self.head(self.reader.encode(ids, cases, torch.ones_like(ids)))


def main() -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    options = _options()
    state = torch.load(options.weights)
    reader = Reader(1 + max(int(n.split(".")[1]) for n in state if n.startswith("layers.")))
    reader.load_state_dict(state)
    example = torch.ones(1, 16, dtype=torch.long)
    axes = {"ids": {0: "batch", 1: "pieces"}, "cases": {0: "batch", 1: "pieces"}, "found": {0: "batch", 1: "pieces"}}
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            Flat(reader.float().eval()), (example, example), str(full), input_names=["ids", "cases"],
            output_names=["found"], dynamic_axes=axes, dynamo=False, opset_version=17,
        )  # fmt: skip
        small = options.out / "reader.onnx"
        quantize_dynamic(
            full, small, weight_type=QuantType.QInt8, per_channel=options.per_channel, reduce_range=options.reduce_range
        )
    pieces = json.loads((options.start / "tokenizer.json").read_text())
    pieces["truncation"] = pieces["padding"] = pieces["post_processor"] = None
    (options.out / "pieces.json").write_text(json.dumps(pieces, ensure_ascii=False, separators=(",", ":")))
    for path in sorted(options.out.iterdir()):
        print(hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, path.name)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="folder with tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--per-channel", action="store_true")
    parser.add_argument("--reduce-range", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
