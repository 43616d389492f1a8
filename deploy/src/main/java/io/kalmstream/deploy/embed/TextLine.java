package io.kalmstream.deploy.embed;

import static java.util.Objects.requireNonNull;

/** A line of the input. Numbers count from 1. */
sealed interface TextLine {
    long number();

    /** @param text may be empty */
    record Text(long number, String text) implements TextLine {
        public Text {
            requireNonNull(text, "text is null");
        }
    }

    /** @param reason one sentence without the text */
    record Unreadable(long number, String reason) implements TextLine {
        public Unreadable {
            requireNonNull(reason, "reason is null");
        }
    }
}
