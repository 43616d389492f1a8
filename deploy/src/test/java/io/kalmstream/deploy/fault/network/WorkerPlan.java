package io.kalmstream.deploy.fault.network;

import io.kalmstream.avro.serde.SerdeConfig;
import io.kalmstream.deploy.worker.TunedWorkers;
import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerSettings;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.duplicates.DuplicateRules;
import io.kalmstream.sinks.duplicates.Policy;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.topology.PipelineSettings;
import io.kalmstream.topology.Topics;
import io.kalmstream.topology.event.mapping.InputConfig;
import io.kalmstream.topology.window.InFlightLimits;
import io.kalmstream.topology.window.WindowLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A worker as a test wants it, before it starts. Times are a tenth of what they are in production, or less. */
final class WorkerPlan {
    private static final Duration START = Duration.ofSeconds(90);
    /** Close to none: in few dimensions, texts are alike by chance. */
    private final Scene scene;

    private final Path folder;
    private final Map<String, String> streams = new HashMap<>(Map.of(
            "session.timeout.ms", "3000",
            "heartbeat.interval.ms", "500",
            "producer.transaction.timeout.ms", "6000"));
    private InFlightLimits limits = new InFlightLimits(2048, 32 << 20, Duration.ofSeconds(2), Duration.ofSeconds(2));
    private TextEncoder encoder = new TestingEncoder(Scene.DIMENSIONS);
    private boolean throughTheLines;
    private boolean leaves;
    private boolean checked = true;

    WorkerPlan(Scene scene, Path folder) {
        this.scene = scene;
        this.folder = folder;
    }

    /** Brokers and vector store are reached through lines that can fail. */
    WorkerPlan throughTheLines() {
        throughTheLines = true;
        return this;
    }

    /** It gives its partitions away when it stops. */
    WorkerPlan leaving() {
        leaves = true;
        return this;
    }

    WorkerPlan with(String key, String value) {
        streams.put(key, value);
        return this;
    }

    WorkerPlan with(InFlightLimits others) {
        limits = others;
        return this;
    }

    WorkerPlan with(TextEncoder other) {
        encoder.close();
        encoder = other;
        return this;
    }

    /** In a group of the younger protocol, whose times are the brokers' to set. */
    WorkerPlan ofStreamsGroup() {
        streams.keySet().removeAll(Set.of("session.timeout.ms", "heartbeat.interval.ms"));
        return with("group.protocol", "streams");
    }

    /** It starts although its settings are refused. */
    WorkerPlan forced() {
        checked = false;
        return this;
    }

    Path folder() {
        return folder;
    }

    Worker start() {
        return TunedWorkers.start(settings(), encoder, this::tuned, checked);
    }

    Worker running() throws InterruptedException {
        Worker worker = start();
        worker.awaitRunning(START);
        return worker;
    }

    private PipelineSettings tuned(PipelineSettings defaults) {
        WindowLimits window = defaults.window();
        return new PipelineSettings(
                defaults.topics(),
                new WindowLimits(
                        Math.min(window.maxRecords(), limits.maxRecords() / 2),
                        window.maxTokens(),
                        window.maxBytes(),
                        window.maxAge(),
                        window.whenIdle()),
                limits,
                defaults.owner(),
                defaults.maxTextChars(),
                defaults.duplicates(),
                defaults.keepText(),
                defaults.letters());
    }

    private WorkerSettings settings() {
        NetworkStack stack = scene.stack();
        int qdrant = throughTheLines ? stack.toQdrant().port() : stack.qdrantPort();
        return new WorkerSettings(
                scene.name(),
                throughTheLines ? stack.throughTheLine() : stack.direct(),
                Map.of(SerdeConfig.URL, "mock://network"),
                QdrantSettings.of("http://127.0.0.1:" + qdrant, null),
                scene.name(),
                CollectionSettings.DEFAULT,
                new Topics(List.of(scene.input()), scene.dead(), scene.twins(), scene.vectors()),
                InputConfig.input(Map.of("input.format", "json", "input.text.template", "{t}")),
                new DuplicateRules(Policy.MARK, 0.999_999, 10),
                folder,
                1,
                WorkerSettings.DEFAULT_ENCODE_DEADLINE,
                leaves,
                streams,
                null);
    }
}
