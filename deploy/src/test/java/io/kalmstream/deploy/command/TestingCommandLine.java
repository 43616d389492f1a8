package io.kalmstream.deploy.command;

import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import java.util.Map;
import java.util.function.Function;

/** The command line as it is, except for how its worker is started. */
public final class TestingCommandLine {
    private TestingCommandLine() {}

    public static int run(String[] arguments, StopSignal stop, Function<WorkerSettings, Worker> workers) {
        return CommandLineTool.run(arguments, stop, (settings, _) -> workers.apply(settings));
    }

    /** What the worker command makes of a file with these keys. */
    public static WorkerSettings settings(Map<String, String> keys) {
        return WorkerFile.settings(keys, url -> QdrantSettings.of(url, null));
    }
}
