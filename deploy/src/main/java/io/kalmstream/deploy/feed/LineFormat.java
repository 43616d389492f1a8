package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.event.mapping.TextTemplate;

/**
 * Where a line of JSON keeps what an event needs. Fields may be nested ({@code author.name}).
 *
 * @param idField a string or a number
 * @param textTemplate {@code {field}} stands for a field's value
 * @param tenantField a line without it belongs to the tenant without a name
 * @param timestampField ISO-8601 or milliseconds since 1970
 */
public record LineFormat(String idField, String textTemplate, String tenantField, String timestampField) {
    public static final String DEFAULT_ID_FIELD = "id";
    public static final String DEFAULT_TEXT_TEMPLATE = "{text}";
    public static final String DEFAULT_TENANT_FIELD = "tenant";
    public static final String DEFAULT_TIMESTAMP_FIELD = "occurred_at";

    /** @throws IllegalArgumentException an empty name, or a template that cannot be read */
    public LineFormat {
        requireName(idField, "id");
        requireName(tenantField, "tenant");
        requireName(timestampField, "timestamp");
        TextTemplate.parse(requireNonNull(textTemplate, "textTemplate is null"));
    }

    public static LineFormat defaults() {
        return new LineFormat(DEFAULT_ID_FIELD, DEFAULT_TEXT_TEMPLATE, DEFAULT_TENANT_FIELD, DEFAULT_TIMESTAMP_FIELD);
    }

    private static void requireName(String field, String what) {
        if (requireNonNull(field, "field is null").isBlank()) {
            throw new IllegalArgumentException("The name of the %s field is empty".formatted(what));
        }
    }
}
