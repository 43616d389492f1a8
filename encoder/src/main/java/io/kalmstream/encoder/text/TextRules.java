package io.kalmstream.encoder.text;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.Prompts;
import io.kalmstream.encoder.Side;
import java.util.Locale;

/**
 * What happens to a text before it is tokenized, as sentence-transformers did it until its version 5.3, with which the KaLM models were
 * published: the prompt is put before it, then both together are stripped, so that the space at the end of a prompt is gone when the
 * text is empty.
 *
 * @param lowerCase whether the case is lowered after that
 */
public record TextRules(Prompts prompts, boolean lowerCase) {
    public static final TextRules NONE = new TextRules(Prompts.NONE, false);

    public TextRules {
        requireNonNull(prompts, "prompts is null");
    }

    String apply(String text, Side side) {
        String stripped = PythonText.strip(prompts.of(side) + text);
        return lowerCase ? stripped.toLowerCase(Locale.ROOT) : stripped;
    }
}
