package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.Side;
import java.util.Locale;
import java.util.Optional;

/** What is put before a text of either side. */
final class PromptChoice {
    private PromptChoice() {}

    static Choice<String> of(Side side, PromptFile file, Optional<Known> known, EncoderOptions options) {
        Choice<String> own = own(side, file, known);
        Optional<String> asked = switch (side) {
            case QUERY -> options.queryPrompt();
            case DOCUMENT -> options.documentPrompt();
        };
        return asked.map(prompt -> Choice.asked(prompt, Optional.of(own), shown(prompt), key(side)))
                .orElse(own);
    }

    private static Choice<String> own(Side side, PromptFile file, Optional<Known> known) {
        Optional<PromptFile.Prompt> stated = switch (side) {
            case QUERY -> file.query();
            case DOCUMENT -> file.document();
        };
        if (stated.isPresent()) {
            return stated(side, stated.get(), known);
        }
        if (known.isPresent()) {
            return byKnowledge(side, known.get());
        }
        if (file.fallback().isPresent()) {
            PromptFile.Prompt prompt = file.fallback().get();
            return Choice.own(
                    prompt.text(),
                    key(side),
                    shown(prompt.text()),
                    prompt.source() + ", the default_prompt_name",
                    Optional.of("the files name no prompt for " + side.name().toLowerCase(Locale.ROOT)
                            + ", so the default prompt is used, as older versions of sentence-transformers do; "
                            + key(side)
                            + " overrides it"));
        }
        return Choice.own("", key(side), shown(""), "nothing names one", Optional.empty());
    }

    private static Choice<String> stated(Side side, PromptFile.Prompt stated, Optional<Known> known) {
        Optional<String> warning = known.filter(
                        model -> !model.model().prompts().of(side).equals(stated.text()))
                .map(model -> stated.source() + " says " + shown(stated.text()) + ", but " + model.source() + " has "
                        + shown(model.model().prompts().of(side)) + "; the file was believed, " + key(side)
                        + " overrides it");
        return Choice.own(stated.text(), key(side), shown(stated.text()), stated.source(), warning);
    }

    private static Choice<String> byKnowledge(Side side, Known known) {
        String prompt = known.model().prompts().of(side);
        Optional<String> warning = prompt.isEmpty()
                ? Optional.empty()
                : Optional.of("the files name no prompt for " + side.name().toLowerCase(Locale.ROOT) + "; chosen "
                        + shown(prompt) + ", as " + known.source() + " has; other tasks have other instructions, "
                        + key(side)
                        + " overrides it");
        return Choice.own(prompt, key(side), shown(prompt), known.source(), warning);
    }

    /** @throws EncoderException pooling would have to leave the prompt's tokens out, which no graph of ours does */
    static void check(Optional<PoolingFile> pooling, Prompts prompts) {
        boolean leavesOut = pooling.map(file -> !file.includePrompt()).orElse(false);
        if (leavesOut && !prompts.equals(Prompts.NONE)) {
            throw new EncoderException(pooling.orElseThrow().source()
                    + " has include_prompt false, which is implemented only without prompts; set"
                    + " encoder.prompt.query= and encoder.prompt.document= to nothing");
        }
    }

    private static String key(Side side) {
        return "encoder.prompt." + side.name().toLowerCase(Locale.ROOT);
    }

    /** In quotes, because its spaces matter; on one line. */
    private static String shown(String prompt) {
        return '"'
                + prompt.replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
