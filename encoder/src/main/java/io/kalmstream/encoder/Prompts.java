package io.kalmstream.encoder;

import static java.util.Objects.requireNonNull;

/**
 * What is put before a text, byte for byte: spacing changes tokens, and tokens change vectors.
 *
 * @param query may be empty
 * @param document may be empty
 */
public record Prompts(String query, String document) {
    public static final Prompts NONE = new Prompts("", "");

    public Prompts {
        requireNonNull(query, "query is null");
        requireNonNull(document, "document is null");
    }

    public String of(Side side) {
        return switch (side) {
            case QUERY -> query;
            case DOCUMENT -> document;
        };
    }
}
