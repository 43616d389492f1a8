"""Writes a random checkpoint with the sizes of KaLM V2.5: 494,032,768 parameters in fp32 under flat names, 1.98 GB.

Usage:  python make_full_size.py FOLDER
Needs:  numpy; about 1 GB of memory and half a minute

For measuring: import time, memory, tokens per second. It is no model: its vectors mean nothing, but they are finite and differ.
The tokenizer is the small one of the fixture qwen2-bidirectional; the vocabulary in config.json has the full size. Same numpy, same
bytes.
"""

import json
import shutil
import struct
import sys
from pathlib import Path

import numpy as np

HIDDEN, LAYERS, HEADS, KV_HEADS, HEAD, INTERMEDIATE, VOCABULARY = 896, 24, 14, 2, 64, 4864, 151936
SMALL = Path(__file__).resolve().parent.parent / "resources/io/kalmstream/encoder/parity/checkpoints/qwen2-bidirectional"
BLOCK = 1 << 22


def shapes():
    yield "embed_tokens.weight", (VOCABULARY, HIDDEN)
    for layer in range(LAYERS):
        prefix = f"layers.{layer}."
        yield prefix + "input_layernorm.weight", (HIDDEN,)
        yield prefix + "mlp.down_proj.weight", (HIDDEN, INTERMEDIATE)
        yield prefix + "mlp.gate_proj.weight", (INTERMEDIATE, HIDDEN)
        yield prefix + "mlp.up_proj.weight", (INTERMEDIATE, HIDDEN)
        yield prefix + "post_attention_layernorm.weight", (HIDDEN,)
        for name, size in (("k", KV_HEADS * HEAD), ("q", HEADS * HEAD), ("v", KV_HEADS * HEAD)):
            yield prefix + f"self_attn.{name}_proj.bias", (size,)
            yield prefix + f"self_attn.{name}_proj.weight", (size, HIDDEN)
        yield prefix + "self_attn.o_proj.weight", (HIDDEN, HEADS * HEAD)
    yield "norm.weight", (HIDDEN,)


def values(generator, name, shape):
    """Blocks of a tensor: projections keep a vector's size, what is added to the residual is small enough for 24 layers."""
    left = int(np.prod(shape))
    scale = 0.02 if name.startswith("embed") else 0.1 if name.endswith("bias") else shape[-1] ** -0.5
    if name.endswith(("o_proj.weight", "down_proj.weight")):
        scale *= (2 * LAYERS) ** -0.5
    while left > 0:
        block = generator.standard_normal(min(left, BLOCK), dtype=np.float32)
        block *= np.float32(0.1 if name.endswith("norm.weight") else scale)
        if name.endswith("norm.weight"):
            block += np.float32(1)
        left -= block.size
        yield block


def header():
    entries, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, shape in shapes():
        end = offset + 4 * int(np.prod(shape))
        entries[name] = {"dtype": "F32", "shape": shape, "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(entries, separators=(",", ":")).encode()
    return text + b" " * (-len(text) % 8), offset // 4


def main(target):
    target = Path(target)
    shutil.copytree(SMALL, target, dirs_exist_ok=True)
    config = json.loads((SMALL / "config.json").read_text(encoding="utf-8"))
    config |= {
        "vocab_size": VOCABULARY,
        "hidden_size": HIDDEN,
        "intermediate_size": INTERMEDIATE,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KV_HEADS,
        "layer_types": ["full_attention"] * LAYERS,
    }
    (target / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    pooling = json.loads((SMALL / "1_Pooling/config.json").read_text(encoding="utf-8"))
    (target / "1_Pooling/config.json").write_text(json.dumps(pooling | {"word_embedding_dimension": HIDDEN}), encoding="utf-8")
    head, parameters = header()
    generator = np.random.default_rng(25)
    with open(target / "model.safetensors", "wb") as file:
        file.write(struct.pack("<Q", len(head)) + head)
        for name, shape in shapes():
            for block in values(generator, name, shape):
                block.astype("<f4", copy=False).tofile(file)
    print(f"{parameters:,} parameters in {target}")


if __name__ == "__main__":
    main(*sys.argv[1:])
