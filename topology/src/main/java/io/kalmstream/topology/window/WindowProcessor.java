package io.kalmstream.topology.window;

import io.kalmstream.encoder.Side;
import io.kalmstream.sinks.duplicates.DuplicateGroups;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Streams' end of a task's pipeline. Kafka may close it and initialise it again: every life has a pipeline of its own.
 *
 * <p>Threads: the task's stream thread only.
 */
final class WindowProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(WindowProcessor.class);
    /** How exactly ages are kept, and how soon finished windows are seen when no event comes. */
    private static final Duration TICK = Duration.ofMillis(10);
    /** Without events: each tick makes Kafka Streams commit, so an idle worker should have few. */
    private static final Duration IDLE_TICK = Duration.ofSeconds(1);

    private final WindowSettings settings;
    private final PipelineParts parts;
    private final Epochs epochs;
    private final ThreadWaits waits;
    private final ThreadPresence presence;
    private final CloseBudget closing;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable TaskPipeline pipeline;
    private @Nullable Cancellable ticking;
    private boolean resting;

    WindowProcessor(
            WindowSettings settings,
            PipelineParts parts,
            Epochs epochs,
            ThreadWaits waits,
            ThreadPresence presence,
            CloseBudget closing) {
        this.settings = settings;
        this.parts = parts;
        this.epochs = epochs;
        this.waits = waits;
        this.presence = presence;
        this.closing = closing;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> started) {
        TaskPipeline fresh = assemble(started);
        context = started;
        pipeline = fresh;
        // The claim in the task's state holds once it is committed: the sooner, the better.
        started.commit();
        schedule(started, fresh, false);
    }

    private void schedule(ProcessorContext<byte[], byte[]> started, TaskPipeline fresh, boolean rest) {
        resting = rest;
        ticking =
                started.schedule(rest ? idleTick() : TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick(started, fresh));
    }

    /** Often enough to be seen at work. */
    private Duration idleTick() {
        Duration quarter = settings.owner().maxAway().dividedBy(4);
        return quarter.compareTo(IDLE_TICK) < 0 ? quarter : IDLE_TICK;
    }

    private void tick(ProcessorContext<byte[], byte[]> started, TaskPipeline fresh) {
        fresh.tick();
        if (resting != fresh.isIdle()) {
            cancelTicking();
            schedule(started, fresh, !resting);
        }
    }

    private void cancelTicking() {
        if (ticking != null) {
            ticking.cancel();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (context == null || pipeline == null) {
            throw new IllegalStateException("process() before init(). This is a bug.");
        }
        RecordMetadata read = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without metadata. This is a bug."));
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), record.timestamp());
        pipeline.accept(new RawEvent(origin, record.headers(), record.key(), record.value()));
        if (resting) {
            cancelTicking();
            schedule(context, pipeline, false);
        }
    }

    @Override
    public void close() {
        TaskPipeline last = pipeline;
        pipeline = null;
        // A revived task keeps its schedule: without an end of its own, the last life's would tick on.
        cancelTicking();
        Duration atMost = closing.next();
        if (last != null && !last.close(atMost)) {
            LOG.warn("a write to the vector store is still under way {} after its task was closed", atMost);
        }
    }

    private TaskPipeline assemble(ProcessorContext<byte[], byte[]> started) {
        String model = parts.model().stamp();
        PendingRows pending = new PendingRows(started.getStateStore(TaskStores.PENDING));
        Documents documents = new Documents(started.getStateStore(TaskStores.DOCUMENTS));
        Outbox outbox = new Outbox(started, settings.outputs(), parts.outputs(), model);
        GuardStore guard = new GuardStore(started.getStateStore(TaskStores.GUARD));
        Ownership ownership = claim(started, guard);
        Tombstones tombstones =
                new Tombstones(guard, settings.owner(), parts.clock().instant());
        TokenEstimate tokens = new TokenEstimate(parts.model().maxTokens());
        StoreGate gate = new StoreGate();
        StoreCalls calls = new StoreCalls(parts.store(), gate, parts.breaker(), ownership::next);
        StoreStage stage = new StoreStage(
                calls,
                new DuplicateGroups(new CalledDuplicateStore(calls), settings.duplicates())::update,
                settings.duplicates().policy(),
                new ChangeWriter(parts.model(), settings.keepText()),
                gate,
                parts.breaker(),
                new OutputSchemas(parts.outputs(), settings.outputs())::require,
                parts.clock());
        InFlightWindows inFlight = new InFlightWindows(
                texts -> parts.batcher().submit(started.taskId(), Side.DOCUMENT, texts), stage, parts.storeThreads());
        TaskParts task = new TaskParts(
                pending,
                documents,
                new Intake(parts.decoder(), settings.maxTextChars()),
                tokens,
                new WindowPlanner(documents, model, parts.collection(), inFlight::contains),
                inFlight,
                new Settler(pending, documents, tombstones, outbox, tokens, parts.listener(), parts.clock()),
                ownership,
                epochs,
                tombstones,
                parts.breaker(),
                waits,
                gate,
                onSize(),
                overTime(inFlight),
                settings.inFlight(),
                parts.listener(),
                new WindowMetrics(started.metrics()),
                parts.clock());
        return new TaskPipeline(task, parts.nanos());
    }

    private Ownership claim(ProcessorContext<byte[], byte[]> started, GuardStore guard) {
        String writer = started.applicationId() + "/" + started.taskId().partition();
        long epoch = epochs.next(writer, guard.epoch());
        guard.epoch(epoch);
        return new Ownership(
                writer,
                epoch,
                settings.owner().maxAway(),
                parts.nanos(),
                parts.breaker()::openNanos,
                parts.commits(),
                presence.ofThisThread());
    }

    private ClosePolicies onSize() {
        WindowLimits window = settings.window();
        return new ClosePolicies(List.of(
                new CloseOnRecords(window.maxRecords()),
                new CloseOnTokens(window.maxTokens()),
                new CloseOnBytes(window.maxBytes())));
    }

    private ClosePolicies overTime(InFlightWindows inFlight) {
        WindowLimits window = settings.window();
        List<ClosePolicy> policies = new ArrayList<>();
        policies.add(new CloseOnAge(window.maxAge(), parts.nanos()));
        if (window.whenIdle()) {
            policies.add(new CloseOnIdleDevice(parts.batcher()::idle, inFlight::windows));
        }
        return new ClosePolicies(policies);
    }
}
