package io.kalmstream.deploy.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What is set, and by whom: options win over the environment, which wins over the file. */
public final class ConfigSources {
    private final Map<String, String> written = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Origin> origins = new HashMap<>();
    private final Problems problems = new Problems();

    private ConfigSources() {}

    /**
     * @param file null: the one that the environment names, or none
     * @param options by key
     * @throws ConfigException the file cannot be read
     */
    public static ConfigSources read(
            @Nullable Path file, Map<String, String> environment, Map<String, String> options) {
        ConfigSources sources = new ConfigSources();
        file(file, environment).map(ConfigFile::read).ifPresent(keys -> sources.set(keys, Origin.FILE));
        sources.set(Variables.keys(environment, sources.problems), Origin.ENVIRONMENT);
        sources.set(options, Origin.OPTION);
        sources.values.putAll(new Providers(sources.written, environment, sources.problems).resolved());
        return sources;
    }

    private static Optional<Path> file(@Nullable Path file, Map<String, String> environment) {
        return Optional.ofNullable(file)
                .or(() -> Optional.ofNullable(environment.get(Variables.CONFIG))
                        .filter(name -> !name.isEmpty())
                        .map(Path::of));
    }

    private void set(Map<String, String> keys, Origin origin) {
        written.putAll(keys);
        keys.keySet().forEach(key -> origins.put(key, origin));
    }

    /** What counts, by key. */
    public Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** As it was written: a reference to a secret, and not the secret. */
    public Map<String, String> written() {
        return Map.copyOf(written);
    }

    public Origin origin(String key) {
        return origins.getOrDefault(key, Origin.DEFAULT);
    }

    /**
     * For commands that read some of the keys.
     *
     * @throws ConfigException there are unknown keys, or references that are not allowed; the message names them all
     */
    public Map<String, String> known() {
        Problems all = new Problems();
        all.addAll(problems);
        ConfigKeys.requireKnown(values.keySet(), all);
        all.refuse();
        return values();
    }

    /** @throws ConfigException see {@link WorkerConfig#of(Map)} */
    public WorkerConfig worker() {
        return Problems.refuseAny(this::worker);
    }

    /** Everything that is wrong with it as a worker's configuration. */
    public List<String> problems() {
        Problems all = new Problems();
        worker(all);
        return all.all();
    }

    private Optional<WorkerConfig> worker(Problems all) {
        all.addAll(problems);
        Optional<WorkerConfig> worker = WorkerConfig.of(values, all);
        all.conceal(written, values);
        return worker;
    }
}
