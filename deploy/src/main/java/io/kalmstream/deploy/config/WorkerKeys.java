package io.kalmstream.deploy.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The process. */
final class WorkerKeys {
    private static final String APPLICATION = "application.id";
    private static final String THREADS = "num.stream.threads";
    private static final String LEAVE_GROUP = "shutdown.leave.group";

    static final KeyGroup GROUP = new KeyGroup(
            "worker",
            "The process itself.",
            new ConfigDef()
                    .define(
                            APPLICATION,
                            ConfigDef.Type.STRING,
                            "kalmstream",
                            Check.notBlank(),
                            Importance.HIGH,
                            "Name of the group that workers share the topics' partitions in, and prefix of its internal"
                                    + " topics.")
                    .define(
                            WorkerConfig.STATE,
                            ConfigDef.Type.STRING,
                            ConfigDef.NO_DEFAULT_VALUE,
                            Check.notBlank(),
                            Importance.HIGH,
                            "Folder for stores on disk and for the worker's name in its group; of this worker alone.")
                    .define(
                            THREADS,
                            ConfigDef.Type.INT,
                            1,
                            Check.positive(),
                            Importance.MEDIUM,
                            "Threads that read and write; the device has its own.")
                    .define(
                            LEAVE_GROUP,
                            ConfigDef.Type.BOOLEAN,
                            false,
                            Importance.MEDIUM,
                            "True for workers that do not come back: others take over at once instead of waiting for a"
                                    + " session's length."));

    private WorkerKeys() {}

    static Optional<ProcessSettings> read(Map<String, String> given, Problems problems) {
        return Optional.of(Values.of(GROUP, given, problems))
                .filter(Values::areValid)
                .map(values -> new ProcessSettings(
                        values.text(APPLICATION),
                        Path.of(values.text(WorkerConfig.STATE)),
                        values.number(THREADS),
                        values.flag(LEAVE_GROUP)));
    }

    record ProcessSettings(String application, Path state, int threads, boolean leaveGroup) {}
}
