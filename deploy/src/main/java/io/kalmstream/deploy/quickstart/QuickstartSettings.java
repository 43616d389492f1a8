package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.local.StackPorts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a quickstart is asked for.
 *
 * @param data null for a temporary folder
 * @param ports of the stack
 * @param httpPort of 127.0.0.1, for health, metrics and queries; 0 for any free one
 * @param input null for the samples
 * @param model of the worker and of the searches
 */
public record QuickstartSettings(
        @Nullable Path data,
        StackPorts ports,
        int httpPort,
        @Nullable Input input,
        ModelChoice model) {
    public QuickstartSettings {
        requireNonNull(ports, "ports is null");
        requireNonNull(model, "model is null");
    }
}
