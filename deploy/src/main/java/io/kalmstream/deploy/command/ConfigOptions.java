package io.kalmstream.deploy.command;

import io.kalmstream.deploy.config.ConfigSources;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A worker's whole configuration. */
final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The worker's .properties file (or KALMSTREAM_CONFIG).")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A key, over the file's and the environment's; not for secrets: others see command lines.")
    private Map<String, String> set = new HashMap<>();

    ConfigOptions() {}

    ConfigSources sources() {
        return ConfigSources.read(config, System.getenv(), set);
    }
}
