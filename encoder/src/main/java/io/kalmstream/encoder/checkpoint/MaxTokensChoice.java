package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import java.util.Optional;
import java.util.OptionalInt;

/** The longest input. What the files allow can be far more than what a model was trained with and a machine can hold. */
final class MaxTokensChoice {
    private static final String KEY = "encoder.max.tokens";
    /** Both special tokens and one of the text. */
    private static final int LEAST = 3;

    private MaxTokensChoice() {}

    static Choice<Integer> of(
            Architecture architecture, SentenceFiles files, Optional<Known> known, OptionalInt asked) {
        Choice<Integer> own = own(architecture, files, known);
        if (asked.isEmpty()) {
            return own;
        }
        int tokens = asked.getAsInt();
        if (tokens < LEAST || tokens > architecture.positions()) {
            throw new EncoderException(
                    KEY + " is " + tokens + ", possible are " + LEAST + " to " + architecture.positions() + ", the "
                            + architecture.config().at("max_position_embeddings"));
        }
        return Choice.asked(tokens, Optional.of(own), Integer.toString(tokens), KEY);
    }

    private static Choice<Integer> own(Architecture architecture, SentenceFiles files, Optional<Known> known) {
        Limit limit = limit(architecture, files);
        if (limit.tokens < LEAST) {
            throw new EncoderException(limit.source + " is " + limit.tokens + ", at least " + LEAST + " are needed");
        }
        if (known.isPresent() && limit.tokens > KnownModel.MAX_TOKENS) {
            return Choice.own(
                    KnownModel.MAX_TOKENS,
                    KEY,
                    Integer.toString(KnownModel.MAX_TOKENS),
                    known.get().source() + ", whose authors use so many; " + limit.source + " allows " + limit.tokens,
                    Optional.empty());
        }
        return Choice.own(limit.tokens, KEY, Integer.toString(limit.tokens), limit.source, Optional.empty());
    }

    private static Limit limit(Architecture architecture, SentenceFiles files) {
        Limit positions =
                new Limit(architecture.positions(), architecture.config().at("max_position_embeddings"));
        Optional<Limit> stated = files.transformer()
                .flatMap(config -> limit(config, "max_seq_length"))
                .or(() -> files.tokenizer().flatMap(config -> limit(config, "model_max_length")));
        return stated.filter(limit -> limit.tokens < positions.tokens).orElse(positions);
    }

    /** A tokenizer without a limit has one of thirty digits. */
    private static Optional<Limit> limit(JsonFile config, String key) {
        return config.any(key)
                .filter(value -> value.isNumber() && value.asDouble() < Integer.MAX_VALUE)
                .map(value -> new Limit(value.asInt(), config.at(key)));
    }

    private record Limit(int tokens, String source) {}
}
