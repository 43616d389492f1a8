"""Writes the parity fixtures: tiny random checkpoints and what the reference implementation answers for them.

Usage:  python make_fixtures.py ../resources/io/kalmstream/encoder/parity
Needs:  pip install -r requirements.txt  (Python 3.11; torch on a CPU is enough; the whole run takes about four minutes)

What the reference is: sentence_transformers.SentenceTransformer, fp32 whatever the weights are kept in, eager attention, one text
at a time. sentence-transformers 5.3.0 is the last release that strips white space around prompt and text, as all releases did that
the KaLM numbers were made with.

    checkpoints/NAME/       a checkpoint; a folder without model files is laid over another one (make_checkpoints.LAID_OVER)
    lines.json.gz           2,000 texts, a JSON array
    tokens-NAME.json.gz     of lines without white space around: {"ids": per line, "short": {limit: {line number: ids}}}
    vectors-NAME.json.gz    rows of {"text", "prompt", "tokens", "vector", "cut": {dimensions: vector}}; "prompt" is "query" or
                            "document" (the checkpoint's own), or {"literal": prompt}; a vector is base64 of little-endian float32
"""

import base64
import gzip
import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

import make_checkpoints
import texts

LENGTHS = list(range(1, 20)) + [23, 31, 32, 33, 34, 47, 48, 63, 64, 65, 100, 127, 128, 129, 200, 255, 256, 257, 300, 383, 384, 400, 450]
LENGTHS += [500, 510, 511, 512, 513, 600, 900]
PROMPTS = [
    "Instruct: Retrieve semantically similar text.\nQuery: ",
    "Instruct: Retrieve semantically similar text.\nQuery:",
    "Instruct: Retrieve semantically similar text. \n Query: ",
    "\u00a0 leading white space ",
]
REFERENCES = {
    "qwen2-bidirectional": (48, 32, 16, 8),
    "qwen2-causal": (48, 24),
    "gemma3": (40, 24, 16, 8),
    "gemma3-bidirectional": (40,),
    "bert": (48, 16),
    "bert-cls": (48,),
}
SHORT = (3, 8, 20)


def store(path, value):
    data = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
        packed.write(data)


def tokens(root, name, lines):
    tokenizer = Tokenizer.from_file(str(root / "checkpoints" / name / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(512)
    ids = [tokenizer.encode(line.strip()).ids for line in lines]
    short = {}
    for limit in SHORT:
        tokenizer.enable_truncation(limit)
        long = [i for i, line in enumerate(ids) if len(line) >= limit][::40]
        short[limit] = {i: tokenizer.encode(lines[i].strip()).ids for i in long}
    store(root / f"tokens-{name}.json.gz", {"ids": ids, "short": short})


def of_length(tokenizer, length):
    """A text that is exactly so many tokens, special ones included; nothing where there is none."""
    source = " ".join(texts.SENTENCES[(7 * i + length) % len(texts.SENTENCES)] for i in range(length // 8 + 2))
    low, high = 0, len(source)
    while low < high:
        middle = (low + high) // 2
        if len(tokenizer.encode(source[:middle].strip()).ids) < length:
            low = middle + 1
        else:
            high = middle
    for end in range(max(0, low - 20), low + 20):
        text = source[:end].strip()
        if len(tokenizer.encode(text).ids) == length:
            return [text]
    return []


def questions(tokenizer):
    plain = [text for length in LENGTHS for text in of_length(tokenizer, length)]
    yield from ((text, "document") for text in plain)
    for text in texts.SPOKEN + texts.PADDED:
        yield text, "document"
        yield text, "query"
    for prompt in PROMPTS:
        for text in ("", "how do plants grow", "  how do plants grow\u00a0", "今天天气很好", "\u2028"):
            yield text, {"literal": prompt}


def packed(vector):
    return base64.b64encode(np.asarray(vector, dtype="<f4").tobytes()).decode()


class Reference:
    def __init__(self, folder, dtype):
        options = {"attn_implementation": "eager", "dtype": dtype}
        self.model = SentenceTransformer(str(folder), device="cpu", model_kwargs=options)

    def encode(self, text, prompt, cut=None):
        self.model.truncate_dim = cut
        prompts = {"prompt": prompt["literal"]} if isinstance(prompt, dict) else {"prompt_name": prompt}
        return self.model.encode([text], batch_size=1, normalize_embeddings=True, **prompts)[0]

    def tokens(self, text, prompt):
        prompt = prompt["literal"] if isinstance(prompt, dict) else self.model.prompts[prompt]
        return self.model.tokenize([prompt + text])["input_ids"].shape[1]


def vectors(root, name, dimensions):
    with tempfile.TemporaryDirectory() as folder:
        make_checkpoints.assemble(root / "checkpoints", name, folder)
        reference, exact = Reference(folder, torch.float32), Reference(folder, torch.float64)
        tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        rows, worst = [], 0.0
        for number, (text, prompt) in enumerate(questions(tokenizer)):
            count = reference.tokens(text, prompt)
            if count == 0:
                continue  # a tokenizer without special tokens and an empty text: the reference has no answer
            vector = reference.encode(text, prompt)
            worst = max(worst, float(np.abs(vector - exact.encode(text, prompt)).max()))
            row = {"text": text, "prompt": prompt, "tokens": count, "vector": packed(vector)}
            if number % 6 == 0:
                row["cut"] = {cut: packed(reference.encode(text, prompt, cut)) for cut in dimensions[1:]}
            rows.append(row)
    store(root / f"vectors-{name}.json.gz", rows)
    print(f"{name}: {len(rows)} vectors, {min(r['tokens'] for r in rows)} to {max(r['tokens'] for r in rows)} tokens, fp64 differs by {worst:.1e}")


def main(target):
    torch.set_grad_enabled(False)
    root = Path(target)
    shutil.rmtree(root / "checkpoints", ignore_errors=True)
    (root / "checkpoints").mkdir(parents=True)
    make_checkpoints.make(root / "checkpoints")
    lines = texts.lines(2000, seed=2025)
    store(root / "lines.json.gz", lines)
    for name in ("qwen2-bidirectional", "qwen2-causal", "gemma3", "bert"):
        tokens(root, name, lines)
    for name, dimensions in REFERENCES.items():
        vectors(root, name, dimensions)


if __name__ == "__main__":
    main(*sys.argv[1:])
