package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A search that shows what the collection can answer.
 *
 * @param tenant null for every tenant
 */
public record ExampleQuery(String text, @Nullable String tenant) {
    public ExampleQuery {
        requireNonNull(text, "text is null");
    }
}
