package io.kalmstream.deploy.metrics;

import static java.util.Objects.requireNonNull;

import io.kalmstream.deploy.worker.Worker;
import io.kalmstream.deploy.worker.WorkerPorts;
import io.kalmstream.topology.window.StoreBreaker.Awaited;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Everything a process with a worker exports. It is there before the worker is, and stays when the worker has ended.
 *
 * <p>Threads: any.
 */
public final class WorkerMetrics implements AutoCloseable {
    public static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    public static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MultiGauge lag;
    private final String version;
    private volatile @Nullable Worker worker;
    private @Nullable KafkaStreamsMetrics kafka;

    /** @param version of the program */
    public WorkerMetrics(String version) {
        this.version = requireNonNull(version, "version is null");
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        lag = MultiGauge.builder("kalmstream.consumer.lag.records")
                .description("Records of an input partition that were not read yet, as the consumer last heard")
                .register(registry);
        gauge("kalmstream.ready", "1: the worker does its work just now", this::ready);
        gauge("kalmstream.store.up", "0: events wait for the vector store", () -> up(Awaited.STORE));
        gauge("kalmstream.registry.up", "0: events wait for the schema registry", () -> up(Awaited.REGISTRY));
        gauge("kalmstream.device.queue.texts", "Texts that wait for the device", this::waiting);
    }

    private void gauge(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble).description(description).register(registry);
    }

    /** For meters of others. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * The ports with what measures them; who listened to events before still does.
     *
     * @param runtime what runs the model, e.g. {@code onnxruntime}
     * @param device what it runs on, e.g. {@code cpu}
     */
    public WorkerPorts measured(WorkerPorts ports, String runtime, String device) {
        Gauge.builder("kalmstream.build.info", () -> 1)
                .description("What runs")
                .tags("version", version, "model", ports.encoder().model().stamp(), "runtime", runtime)
                .register(registry);
        return new WorkerPorts(
                ports.encoder(),
                new MeasuredStore(ports.store(), registry),
                new BothHear(ports.events(), new EventMetrics(registry)),
                new DeviceMetrics(registry, device));
    }

    /** From now on the worker's state is exported, and its Kafka clients. */
    public void watch(Worker started) {
        kafka = new KafkaStreamsMetrics(started.streams());
        kafka.bindTo(registry);
        worker = started;
    }

    private double ready() {
        Worker watched = worker;
        return watched != null && watched.readiness().ready() ? 1 : 0;
    }

    private double up(Awaited what) {
        Worker watched = worker;
        return watched == null || watched.awaited().filter(what::equals).isEmpty() ? 1 : 0;
    }

    private double waiting() {
        Worker watched = worker;
        return watched == null ? 0 : watched.batcher().waiting();
    }

    /** In the text form of Prometheus. */
    public String scrape() {
        return scrape(PROMETHEUS);
    }

    /** @param type of the text: {@link #PROMETHEUS} or {@link #OPEN_METRICS} */
    public String scrape(String type) {
        Worker watched = worker;
        if (watched != null) {
            lag.register(
                    watched.streams().metrics().entrySet().stream()
                            .filter(metric -> isLag(metric.getKey()))
                            .map(WorkerMetrics::row)
                            .toList(),
                    true);
        }
        return registry.scrape(type);
    }

    private static boolean isLag(MetricName name) {
        return name.name().equals("records-lag")
                && name.group().equals("consumer-fetch-manager-metrics")
                && !name.tags().getOrDefault("client-id", "").endsWith("-restore-consumer");
    }

    private static MultiGauge.Row<?> row(Map.Entry<MetricName, ? extends Metric> lag) {
        Map<String, String> tags = lag.getKey().tags();
        return MultiGauge.Row.of(
                Tags.of("topic", tags.getOrDefault("topic", ""), "partition", tags.getOrDefault("partition", "")),
                () -> lag.getValue().metricValue() instanceof Double records ? records : Double.NaN);
    }

    @Override
    public void close() {
        if (kafka != null) {
            kafka.close();
        }
        collections.close();
        registry.close();
    }
}
