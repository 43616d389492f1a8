package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.ConfigFile;
import io.kalmstream.deploy.dlq.LetterBox;
import io.kalmstream.deploy.dlq.LetterFilter;
import io.kalmstream.deploy.dlq.OffsetRange;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.mapping.Moments;
import io.kalmstream.topology.event.mapping.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which letters, and where they are. */
final class DlqOptions {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "Kafka's addresses (${DEFAULT-VALUE}).")
    private String bootstrap = "";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "A .properties file with settings of Kafka's clients, for TLS and SASL.")
    private @Nullable Path commandConfig;

    @Option(
            names = "--dead-letters",
            paramLabel = "T",
            defaultValue = "kalmstream.dead-letters",
            description = "The dead-letter topic (${DEFAULT-VALUE}).")
    private String deadLetters = "";

    @Option(
            names = "--code",
            paramLabel = "CODE",
            split = ",",
            description = "Only letters of these reasons: ${COMPLETION-CANDIDATES}.")
    private List<FailureCode> codes = new ArrayList<>();

    @Option(names = "--stage", paramLabel = "STAGE", description = "Only letters of a stage: ${COMPLETION-CANDIDATES}.")
    private FailureCode.@Nullable Stage stage;

    @Option(names = "--topic", paramLabel = "T", description = "Only letters about records of this topic.")
    private @Nullable String topic;

    @Option(names = "--partition", paramLabel = "N", description = "Only letters about records of this partition.")
    private @Nullable Integer partition;

    @Option(
            names = "--offsets",
            paramLabel = "FROM-TO",
            description = "Only letters about records at these offsets: 5, 5-9 or 5-.")
    private @Nullable String offsets;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only letters written since: ISO-8601, or a time ago like 30m, 2h, 7d.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only letters written until.")
    private @Nullable String until;

    DlqOptions() {}

    LetterBox box() {
        Map<String, String> clients = new HashMap<>(commandConfig == null ? Map.of() : ConfigFile.read(commandConfig));
        clients.put("bootstrap.servers", bootstrap);
        return new LetterBox(clients, deadLetters);
    }

    LetterFilter filter(CommandSpec command, InstantSource clock) {
        try {
            return new LetterFilter(
                    Set.copyOf(codes.stream().map(FailureCode::name).toList()),
                    stage == null ? null : stage.label(),
                    topic,
                    partition,
                    offsets == null ? OffsetRange.ALL : OffsetRange.parse(offsets),
                    since == null ? null : time(since, clock),
                    until == null ? null : time(until, clock));
        } catch (IllegalArgumentException e) {
            throw Specs.usage(command, String.valueOf(e.getMessage()));
        }
    }

    private static Instant time(String text, InstantSource clock) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        if (upper.matches("\\d{1,6}[SMHD]")) {
            return clock.instant().minus(ago(upper));
        }
        return Moments.of(new Value.Text(text))
                .orElseThrow(() -> new IllegalArgumentException(
                        "`%s` is no time like 2026-01-02T03:04:05Z or 2h".formatted(text)));
    }

    private static Duration ago(String text) {
        try {
            return Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("`%s` is no time ago like 30m, 2h or 7d".formatted(text), e);
        }
    }
}
