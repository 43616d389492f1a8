package io.kalmstream.deploy.command;

import io.kalmstream.deploy.feed.LineFormat;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How lines of JSON become events. */
final class FeedOptions {
    @Option(
            names = "--id-field",
            paramLabel = "F",
            defaultValue = LineFormat.DEFAULT_ID_FIELD,
            description = "Field that names the document (${DEFAULT-VALUE}).")
    private String idField = "";

    @Option(
            names = "--text-template",
            paramLabel = "T",
            defaultValue = LineFormat.DEFAULT_TEXT_TEMPLATE,
            description = "The text to embed, like \"{title}\\n"
                    + "{body}\": {field} stands for a field's value (${DEFAULT-VALUE}).")
    private String textTemplate = "";

    @Option(
            names = "--tenant-field",
            paramLabel = "F",
            defaultValue = LineFormat.DEFAULT_TENANT_FIELD,
            description = "Field that names the tenant (${DEFAULT-VALUE}).")
    private String tenantField = "";

    @Option(
            names = "--timestamp-field",
            paramLabel = "F",
            defaultValue = LineFormat.DEFAULT_TIMESTAMP_FIELD,
            description = "Field that says when it happened (${DEFAULT-VALUE}).")
    private String timestampField = "";

    FeedOptions() {}

    LineFormat format(CommandSpec command) {
        try {
            return new LineFormat(idField, textTemplate, tenantField, timestampField);
        } catch (IllegalArgumentException e) {
            throw Specs.usage(command, String.valueOf(e.getMessage()));
        }
    }
}
