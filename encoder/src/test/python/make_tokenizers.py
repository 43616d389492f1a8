"""Small tokenizers of the three kinds that the models have, learned from texts.py."""

import json
from collections import Counter

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers.models.qwen2.tokenization_qwen2 import PRETOKENIZE_REGEX

import texts

END = "<|endoftext|>"


def alphabet(size, spelled=str):
    """The most frequent characters. The trainers would break ties by chance."""
    counts = Counter(character for text in texts.training() for character in spelled(text))
    return sorted(sorted(counts), key=lambda character: -counts[character])[:size]


def qwen2(end_token):
    """Byte-level BPE. With end_token, tokenizer.json itself appends the end of text, as KaLM V2.5's does."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PRETOKENIZE_REGEX), behavior="isolated", invert=False),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        texts.training(),
        trainers.BpeTrainer(vocab_size=557, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False),
    )
    tokenizer.add_special_tokens([END, "<|im_start|>", "<|im_end|>"])
    byte_level = processors.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False)
    if end_token:
        template = processors.TemplateProcessing(
            single=f"$A {END}", pair=f"$A {END} $B {END}", special_tokens=[(END, tokenizer.token_to_id(END))]
        )
        tokenizer.post_processor = processors.Sequence([byte_level, template])
    else:
        tokenizer.post_processor = byte_level
    return tokenizer


def gemma():
    """BPE over characters with metaspace and byte fallback; begins a text with <bos>, as Gemma's does."""
    special = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"]
    # The trainer does not know byte fallback: it learns merges first, then the bytes are put before them.
    learned = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
    learned.normalizer = normalizers.Replace(" ", "▁")
    characters = alphabet(180, lambda text: text.replace(" ", "▁"))
    learned.train_from_iterator(
        texts.training(),
        trainers.BpeTrainer(
            vocab_size=520,
            initial_alphabet=characters,
            limit_alphabet=len(characters),
            special_tokens=special,
            show_progress=False,
            max_token_length=12,
        ),
    )
    model = json.loads(learned.to_str())["model"]
    pieces = sorted(model["vocab"], key=model["vocab"].get)
    names = special + [f"<0x{byte:02X}>" for byte in range(256)] + [piece for piece in pieces if piece not in special]
    merges = [tuple(merge) for merge in model["merges"]]
    tokenizer = Tokenizer(
        models.BPE(
            vocab={name: index for index, name in enumerate(names)},
            merges=merges,
            unk_token="<unk>",
            fuse_unk=True,
            byte_fallback=True,
        )
    )
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", behavior="merged_with_previous", invert=False)
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens(special + ["<start_of_turn>", "<end_of_turn>"])
    tokenizer.add_tokens([AddedToken(run, normalized=False) for run in ("\n\n", "\n\n\n", "▁▁", "▁▁▁▁")])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<bos> $A", pair="<bos> $A <bos> $B", special_tokens=[("<bos>", tokenizer.token_to_id("<bos>"))]
    )
    return tokenizer


def word_pieces(tokenizer):
    """Characters, words and endings by frequency. The library's own trainer numbers pieces by chance."""
    words = Counter()
    for text in texts.training():
        for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(text)):
            words[word] += 1
    endings = Counter()
    for word, count in words.items():
        for length in range(2, min(5, len(word))):
            endings["##" + word[-length:]] += count
    characters = alphabet(400, lambda text: "".join(tokenizer.normalizer.normalize_str(text).split()))
    frequent = [piece for counter in (words, endings) for piece in sorted(sorted(counter), key=lambda p: -counter[p])[:160]]
    return list(dict.fromkeys(characters + ["##" + c for c in characters if c.isalnum()][:200] + frequent))


def bert():
    """WordPiece, uncased, between [CLS] and [SEP]."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.model = models.WordPiece(
        vocab={piece: index for index, piece in enumerate(special + word_pieces(tokenizer))},
        unk_token="[UNK]",
        max_input_chars_per_word=100,
    )
    tokenizer.add_special_tokens(special)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, tokenizer.token_to_id(name)) for name in ("[CLS]", "[SEP]")],
    )
    return tokenizer
