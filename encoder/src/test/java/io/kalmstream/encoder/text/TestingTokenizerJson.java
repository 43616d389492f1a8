package io.kalmstream.encoder.text;

/** Tokenizers of six words, [UNK] a b cat sleeps query = 0..5, and an end token 23. */
public final class TestingTokenizerJson {
    public static final int END = 23;

    private TestingTokenizerJson() {}

    /** Appends {@link #END} to each text. */
    public static String withEnd() {
        return json("""
            {"type": "TemplateProcessing",
             "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "<|end|>", "type_id": 0}}],
             "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
             "special_tokens": {"<|end|>": {"id": "<|end|>", "ids": [23], "tokens": ["<|end|>"]}}}\
            """);
    }

    /** Appends nothing, like the plain tokenizer of Qwen2. */
    public static String withoutEnd() {
        return json("null");
    }

    private static String json(String postProcessor) {
        return """
            {"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
             "added_tokens": [{"id": 23, "content": "<|end|>", "single_word": false, "lstrip": false,
                               "rstrip": false, "normalized": false, "special": true}],
             "pre_tokenizer": {"type": "WhitespaceSplit"}, "decoder": null,
             "model": {"type": "WordLevel", "unk_token": "[UNK]",
                       "vocab": {"[UNK]": 0, "a": 1, "b": 2, "cat": 3, "sleeps": 4, "query": 5}},
             "post_processor":\
            """ + postProcessor + "}";
    }
}
