package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import java.util.Optional;

/** Whether a tokenizer and a transformer are of the same model: every id that it can answer has a row of embeddings. */
final class TokenizerFit {
    private static final String KEY = "tokenizer.json post_processor";

    private TokenizerFit() {}

    /** @throws EncoderException it has an id too many, or adds a special token that it does not have */
    static void check(TokenizerFile tokenizer, Architecture architecture) {
        int vocabulary = architecture.spec().vocabulary();
        if (tokenizer.highest() >= vocabulary) {
            throw new EncoderException(tokenizer.path() + " has the token id " + tokenizer.highest() + ", but "
                    + architecture.config().at("vocab_size") + " is " + vocabulary
                    + ": is the tokenizer of another model?");
        }
        for (int id : tokenizer.specials()) {
            if (!tokenizer.ids().get(id)) {
                throw new EncoderException(tokenizer.path() + ": its post_processor adds the token id " + id
                        + ", which neither its vocabulary nor its added_tokens have");
            }
        }
    }

    /** What stands at the end of every text: it takes part in the mean, and is what last-token pooling reads. */
    static Decision end(TokenizerFile tokenizer, Optional<Known> known, Optional<JsonFile> tokenizerConfig) {
        if (tokenizer.end().isPresent()) {
            return new Decision(
                    KEY, "ends a text with token " + tokenizer.end().getAsInt(), "tokenizer.json", Optional.empty());
        }
        Optional<String> warning = known.map(Known::model)
                .filter(model -> model == KnownModel.V2 || model == KnownModel.V2_5)
                .map(model -> "tokenizer.json appends no end token, but the published " + model
                        + " does, and its vectors depend on it: is the file the model's own?")
                .or(() -> tokenizerConfig
                        .filter(config -> config.isTrue("add_eos_token"))
                        .map(config -> config.at("add_eos_token")
                                + " is true, but the post_processor of tokenizer.json appends no end"
                                + " token; the latter was believed"));
        return new Decision(KEY, "appends nothing to a text", "tokenizer.json", warning);
    }
}
