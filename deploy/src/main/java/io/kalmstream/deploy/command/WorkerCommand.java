package io.kalmstream.deploy.command;

import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.ProgramVersion;
import io.kalmstream.deploy.config.ConfigSources;
import io.kalmstream.deploy.config.HttpSettings;
import io.kalmstream.deploy.config.QdrantKeys;
import io.kalmstream.deploy.config.WorkerConfig;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.http.HttpApi;
import io.kalmstream.deploy.metrics.WorkerMetrics;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerException;
import io.kalmstream.deploy.worker.WorkerPorts;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.topology.window.PipelineListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "worker",
        description = {
            "Keep a Qdrant collection in step with a topic, until Ctrl-C.",
            "Topics must exist. Each option is a key of the configuration file too, and wins over it."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class WorkerCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(WorkerCommand.class);

    @Option(names = "--config", paramLabel = "FILE", description = "A .properties file (or KALMSTREAM_CONFIG).")
    private @Nullable Path config;

    private final Map<String, String> given = new HashMap<>();

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final StopSignal stop;
    private final Starter starter;

    WorkerCommand(StopSignal stop, Starter starter) {
        this.stop = stop;
        this.starter = starter;
    }

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Kafka's addresses (bootstrap.servers).")
    void bootstrap(String value) {
        given.put(WorkerConfig.BOOTSTRAP, value);
    }

    @Option(names = "--registry", paramLabel = "URL", description = "The schema registry (schema.registry.url).")
    void registry(String value) {
        given.put(SerdeConfig.URL, value);
    }

    @Option(names = "--qdrant", paramLabel = "URL", description = "Qdrant's gRPC address (qdrant.url).")
    void qdrant(String value) {
        given.put(QdrantKeys.URL, value);
    }

    @Option(names = "--topic", paramLabel = "T", description = "The events (input.topic).")
    void topic(String value) {
        given.put(WorkerConfig.TOPIC, value);
    }

    @Option(names = "--collection", paramLabel = "C", description = "The collection (qdrant.collection; kalmstream).")
    void collection(String value) {
        given.put(QdrantKeys.COLLECTION, value);
    }

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "For stores on disk, of this worker alone (state.dir).")
    void stateDir(String value) {
        given.put(WorkerConfig.STATE, value);
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Specs.of(spec);
        Map<String, String> options = new HashMap<>(given);
        options.putAll(model.keys());
        WorkerConfig read = ConfigSources.read(config, System.getenv(), options).worker();
        WorkerSettings settings = read.worker();
        PrintWriter err = command.commandLine().getErr();
        try (ContainerLog _ = ContainerLog.toStandardError();
                WorkerMetrics metrics = new WorkerMetrics(ProgramVersion.number());
                // Before the worker is there, so that probes are answered while it restores, and until it has stopped.
                @Nullable HttpApi http = listen(read.http(), metrics);
                Worker worker = start(settings, read.model(), metrics)) {
            metrics.watch(worker);
            if (http != null) {
                http.serve(worker);
                err.println("Health and metrics at " + http.url());
            }
            worker.awaitRunning();
            err.println("Reading " + String.join(", ", settings.topics().inputs()) + " at " + settings.bootstrap()
                    + " into collection " + settings.collection() + " at "
                    + settings.qdrant().url() + ", until Ctrl-C.");
            throw worker.awaitEnd();
        } catch (InterruptedException e) {
            if (!stop.requested()) {
                throw e;
            }
            return stopped(e);
        }
    }

    /** The worker is closed by now; what failed then is told with the interruption. */
    private static int stopped(InterruptedException stop) {
        for (Throwable failure : stop.getSuppressed()) {
            if (failure instanceof WorkerException worker) {
                throw worker;
            }
        }
        return ExitCode.OK;
    }

    private static @Nullable HttpApi listen(@Nullable HttpSettings settings, WorkerMetrics metrics) {
        return settings == null ? null : HttpApi.start(settings, metrics);
    }

    private Worker start(WorkerSettings settings, ModelChoice choice, WorkerMetrics metrics) {
        try {
            return starter.start(settings, choice, metrics);
        } catch (RuntimeException e) {
            log.error("The worker did not start", e);
            throw e;
        }
    }

    /** Starts a worker with the model chosen. */
    @FunctionalInterface
    interface Starter {
        Starter REAL = (settings, choice, metrics) -> Worker.start(
                settings,
                metrics.measured(
                        WorkerPorts.ofQdrant(settings, choice.open(), PipelineListener.NONE), "onnxruntime", "cpu"));

        Worker start(WorkerSettings settings, ModelChoice choice, WorkerMetrics metrics);
    }
}
