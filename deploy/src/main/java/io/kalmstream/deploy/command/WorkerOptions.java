package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.ConfigSources;
import io.kalmstream.deploy.config.WorkerConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A worker that does not run here, by its configuration. */
final class WorkerOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The worker's .properties file; KALMSTREAM_* variables win over it.")
    private @Nullable Path config;

    WorkerOptions() {}

    /** @throws org.apache.kafka.common.config.ConfigException names everything that is wrong with it */
    WorkerConfig read() {
        return ConfigSources.read(config, System.getenv(), Map.of()).worker();
    }
}
