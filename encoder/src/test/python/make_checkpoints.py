"""Small random checkpoints, saved by the real classes in the layout of sentence-transformers.

Norms and biases are random too, and weights are large enough that attention is far from uniform: a mistake in a mask, in RoPE, in
the heads' order or in a norm changes every vector by much more than the tolerance.
"""

import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel, Gemma3TextConfig, Gemma3TextModel, PreTrainedTokenizerFast
from transformers import Qwen2Config, Qwen2ForCausalLM, Qwen2Model

import make_tokenizers

QUERY = "Instruct: Given a query, retrieve documents that answer the query \n Query: "
QUERY_GEMMA = "Instruct: Given a query, retrieve documents that answer the query \nQuery: "
V25 = "KaLM-embedding-multilingual-mini-instruct-v2.5"

QWEN2 = dict(
    vocab_size=576,  # more rows than the tokenizer has tokens, as in Qwen2
    hidden_size=48,
    intermediate_size=64,
    num_hidden_layers=3,
    num_attention_heads=6,
    num_key_value_heads=2,
    max_position_embeddings=32768,
    tie_word_embeddings=True,
    bos_token_id=557,
    eos_token_id=557,
    pad_token_id=557,
)
GEMMA3 = dict(
    hidden_size=40,
    intermediate_size=64,
    num_hidden_layers=3,
    num_attention_heads=4,
    num_key_value_heads=2,
    head_dim=16,
    query_pre_attn_scalar=10,
    sliding_window=16,
    max_position_embeddings=32768,
)
BERT = dict(
    hidden_size=48,
    intermediate_size=96,
    num_hidden_layers=2,
    num_attention_heads=3,
    max_position_embeddings=512,
)


def randomize(model, seed, norm_center):
    """Fills every parameter; norm_center is 1 where a norm multiplies by w and 0 where it multiplies by 1 + w."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in sorted(model.named_parameters()):
            noise = torch.randn(parameter.shape, generator=generator)
            if "norm" in name.lower() and name.endswith("weight"):
                parameter.copy_(norm_center + 0.3 * noise.clamp(-2, 2))
            elif name.endswith("bias"):
                parameter.copy_(0.4 * noise)
            elif "embed" in name:
                parameter.copy_(0.6 * noise)
            else:
                parameter.copy_(noise * (1.2 / parameter.shape[1] ** 0.5))
    return model.eval()


def write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def edit(path, remove=(), **values):
    config = json.loads(path.read_text(encoding="utf-8"))
    for key in remove:
        config.pop(key, None)
    write(path, {**config, **values})


def save_tokenizer(folder, tokenizer, **names):
    """tokenizer.json as it is; the class is the one that reads this file and nothing else."""
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=512, **names).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def save_modules(folder, hidden, pooling, prompts, normalize=True):
    modules = ["Transformer", "Pooling"] + (["Normalize"] if normalize else [])
    write(
        folder / "modules.json",
        [
            {"idx": i, "name": str(i), "path": "" if i == 0 else f"{i}_{kind}", "type": f"sentence_transformers.models.{kind}"}
            for i, kind in enumerate(modules)
        ],
    )
    save_pooling(folder, hidden, pooling)
    write(folder / "sentence_bert_config.json", {"max_seq_length": 512, "do_lower_case": False})
    write(
        folder / "config_sentence_transformers.json",
        {
            "__version__": {"sentence_transformers": "5.3.0", "transformers": "5.23.0", "pytorch": "2.15.0"},
            "prompts": prompts,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )


def save_pooling(folder, hidden, pooling):
    modes = ("cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens", "lasttoken")
    write(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": hidden, **{f"pooling_mode_{mode}": mode == pooling for mode in modes}, "include_prompt": True},
    )


def qwen2_bidirectional(root):
    """As KaLM V2.5: flat tensor names, fp32, mean, tokenizer.json appends the end of text, configuration as transformers 5 writes it."""
    folder = root / "qwen2-bidirectional"
    config = Qwen2Config(**QWEN2, is_causal=False, rope_parameters={"rope_type": "default", "rope_theta": 1e6})
    randomize(Qwen2Model(config), 1, 1).save_pretrained(folder)
    save_tokenizer(folder, make_tokenizers.qwen2(end_token=True), eos_token=make_tokenizers.END, pad_token=make_tokenizers.END)
    save_modules(folder, 48, "mean_tokens", {"query": QUERY, "document": ""})


def kalm_v25(root):
    """The same weights as V2.5 is published: nothing says is_causal, remote code removes the mask. Old style of configuration."""
    source, folder = root / "qwen2-bidirectional", root / V25
    folder.mkdir()
    shutil.copy(source / "config.json", folder)
    edit(
        folder / "config.json",
        remove=("is_causal", "rope_parameters", "layer_types", "dtype", "transformers_version"),
        _name_or_path=f"KaLM-Embedding/{V25}",
        auto_map={"AutoModel": "modeling.Qwen2Model"},
        rope_theta=1000000.0,
        rope_scaling=None,
        torch_dtype="float32",
        transformers_version="4.51.0",
    )


def qwen2_causal(root):
    """As KaLM V1: causal, names begin with "model.", no end of text, no prompts. In shards and in bf16; old style of configuration."""
    folder = root / "qwen2-causal"
    config = Qwen2Config(**QWEN2, rope_parameters={"rope_type": "default", "rope_theta": 1e6})
    model = randomize(Qwen2ForCausalLM(config), 2, 1).to(torch.bfloat16)
    model.save_pretrained(folder, max_shard_size="60KB")
    (folder / "generation_config.json").unlink(missing_ok=True)
    edit(
        folder / "config.json",
        remove=("rope_parameters", "layer_types", "dtype"),
        architectures=["Qwen2Model"],
        rope_theta=1000000.0,
        torch_dtype="bfloat16",
        sliding_window=131072,
        use_sliding_window=False,
        transformers_version="4.44.2",
    )
    save_tokenizer(folder, make_tokenizers.qwen2(end_token=False), eos_token=make_tokenizers.END, pad_token=make_tokenizers.END)
    save_modules(folder, 48, "mean_tokens", {}, normalize=False)


def gemma3(root):
    """As KaLM Gemma3: sliding and full layers, linear scaling on the full ones, last token. Old style of configuration."""
    folder = root / "gemma3"
    tokenizer = make_tokenizers.gemma()
    config = Gemma3TextConfig(
        **GEMMA3,
        vocab_size=tokenizer.get_vocab_size() + 8,
        layer_types=["sliding_attention", "full_attention", "sliding_attention"],
        rope_parameters={
            "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1e6},
            "sliding_attention": {"rope_type": "default", "rope_theta": 1e4},
        },
    )
    randomize(Gemma3TextModel(config), 3, 0).save_pretrained(folder)
    save_tokenizer(
        folder, tokenizer, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", unk_token="<unk>", padding_side="left"
    )
    save_modules(folder, 40, "lasttoken", {"query": QUERY_GEMMA, "document": ""})
    new_style = root / "gemma3-new-config"
    new_style.mkdir()
    shutil.copy(folder / "config.json", new_style)
    edit(
        folder / "config.json",
        remove=("rope_parameters", "layer_types", "dtype", "_sliding_window_pattern"),
        rope_theta=1000000.0,
        rope_local_base_freq=10000.0,
        rope_scaling={"rope_type": "linear", "factor": 8.0},
        sliding_window_pattern=2,
        torch_dtype="float32",
        transformers_version="4.57.1",
    )
    # The flag also changes the window, to 16 / 2 + 1 in each direction.
    bidirectional = root / "gemma3-bidirectional"
    bidirectional.mkdir()
    shutil.copy(folder / "config.json", bidirectional)
    edit(bidirectional / "config.json", use_bidirectional_attention=True)
    save_pooling(bidirectional, 40, "mean_tokens")


def bert(root):
    """Mean and CLS pooling over the same weights, in fp16, with the tensors that old checkpoints have beside the weights."""
    folder = root / "bert"
    tokenizer = make_tokenizers.bert()
    config = BertConfig(**BERT, vocab_size=tokenizer.get_vocab_size())
    randomize(BertModel(config), 4, 1).to(torch.float16).save_pretrained(folder)
    weights = load_file(folder / "model.safetensors")
    weights["embeddings.position_ids"] = torch.arange(512).unsqueeze(0)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    save_tokenizer(
        folder, tokenizer, unk_token="[UNK]", sep_token="[SEP]", pad_token="[PAD]", cls_token="[CLS]", mask_token="[MASK]"
    )
    save_modules(folder, 48, "mean_tokens", {"query": "query: ", "document": "passage: "}, normalize=False)
    save_pooling(root / "bert-cls", 48, "cls_token")


# A folder without weights of its own is laid over another one.
LAID_OVER = {V25: "qwen2-bidirectional", "gemma3-new-config": "gemma3", "gemma3-bidirectional": "gemma3", "bert-cls": "bert"}


def assemble(root, name, target):
    """A complete checkpoint folder."""
    for source in (LAID_OVER.get(name), name):
        if source is not None:
            shutil.copytree(root / source, target, dirs_exist_ok=True)


def make(root):
    for checkpoint in (qwen2_bidirectional, kalm_v25, qwen2_causal, gemma3, bert):
        checkpoint(Path(root))
