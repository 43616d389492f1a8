package io.kalmstream.deploy.command;

import io.kalmstream.deploy.feed.LineSource;
import io.kalmstream.sinks.qdrant.ApiKey;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What several commands make of their options. */
final class Specs {
    private static final String QDRANT_KEY = "KALMSTREAM_QDRANT_API_KEY";

    private Specs() {}

    /** Picocli sets it before it calls a command. */
    static CommandSpec of(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("The command was not called by its command line. This is a bug.");
        }
        return spec;
    }

    static ParameterException usage(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** @param input as the command line has it; {@code -} for standard input */
    static LineSource readable(CommandSpec spec, Path input) {
        return readable(spec, "--input", input);
    }

    /** @param option which the file was named by */
    static LineSource readable(CommandSpec spec, String option, Path input) {
        LineSource source = new LineSource(input);
        if (Files.isDirectory(input)) {
            throw usage(spec, option + ": " + input + " is a folder, not a file of lines");
        }
        if (!source.isReadable()) {
            throw usage(spec, option + ": cannot read " + input);
        }
        return source;
    }

    /** Null: the environment has none. */
    static @Nullable String qdrantKey() {
        String secret = System.getenv(QDRANT_KEY);
        return secret == null || secret.isEmpty() ? null : secret;
    }

    /** The key is read from the environment: a command line can be seen by everyone on the machine. */
    static QdrantSettings qdrant(CommandSpec spec, String url) {
        String secret = qdrantKey();
        try {
            return QdrantSettings.of(url, secret == null ? null : new ApiKey(secret));
        } catch (IllegalArgumentException e) {
            throw usage(spec, "--qdrant: " + e.getMessage());
        }
    }
}
