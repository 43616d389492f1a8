package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.ConfigFile;
import io.kalmstream.deploy.config.QdrantKeys;
import io.kalmstream.deploy.config.WorkerConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** A worker that does not run here, by its configuration. */
final class WorkerOptions {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The worker's .properties file.")
    private Path config = Path.of("");

    WorkerOptions() {}

    /** @throws org.apache.kafka.common.config.ConfigException names everything that is wrong with it */
    WorkerConfig read() {
        Map<String, String> all = new HashMap<>(ConfigFile.read(config));
        DecisionOptions.put(all, QdrantKeys.API_KEY, Specs.qdrantKey());
        return WorkerConfig.of(all);
    }
}
