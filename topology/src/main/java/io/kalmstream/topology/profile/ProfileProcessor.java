package io.kalmstream.topology.profile;

import io.kalmstream.avro.Recommendations;
import io.kalmstream.avro.RecommendedItem;
import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.OutputKey;
import io.kalmstream.topology.event.RawEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Learns what users like and tells what they should see next. The vector store is asked on a thread of its own; what it says is
 * forwarded on the stream thread, in one transaction with the note that it is no longer owed.
 *
 * <p>Threads: the task's stream thread only.
 */
final class ProfileProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Duration TICK = Duration.ofMillis(10);
    /** Users asked for in one go. */
    private static final int MOST = 64;

    private final Recommending settings;
    private final ProfileParts parts;
    private final Adviser adviser;
    private final DeadLetters letters;
    private final String deadLettersSink;
    private final String sink;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable Profiles profiles;
    private @Nullable Debounce debounce;
    private @Nullable Asked asked;
    private @Nullable Cancellable ticking;

    ProfileProcessor(
            Recommending settings, ProfileParts parts, DeadLetters letters, String deadLettersSink, String sink) {
        this.settings = settings;
        this.parts = parts;
        this.adviser = new Adviser(settings, parts);
        this.letters = letters;
        this.deadLettersSink = deadLettersSink;
        this.sink = sink;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> started) {
        context = started;
        Profiles opened = new Profiles(started.getStateStore(Profiles.STORE));
        Debounce waiting = new Debounce(settings.rules().debounce(), parts.nanos());
        opened.owed().forEach(waiting::owe);
        profiles = opened;
        debounce = waiting;
        asked = null;
        if (!waiting.isEmpty()) {
            startTicking(started);
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<byte[], byte[]> task = started(context);
        RecordMetadata read = task.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without metadata. This is a bug."));
        Origin origin = new Origin(read.topic(), read.partition(), read.offset(), record.timestamp());
        RawEvent event = new RawEvent(origin, record.headers(), record.key(), record.value());
        Instant now = parts.clock().instant();
        switch (read(event, now)) {
            case Heard.Said(UserKey user, Signal signal) -> {
                Profiles known = started(profiles);
                known.put(user, known.get(user).with(signal, settings.rules().seen()));
                started(debounce).owe(user);
                startTicking(task);
            }
            case Heard.Unusable unusable -> {
                task.forward(letters.letter(event, unusable.failure(), now), deadLettersSink);
                parts.listener()
                        .interactionDeadLettered(origin, unusable.failure().code());
            }
        }
    }

    private Heard read(RawEvent event, Instant now) {
        try {
            return parts.decoder().decode(event, now);
        } catch (RegistryUnavailableException e) {
            // The record is read again by the thread that takes over, once the registry answers.
            parts.breaker().registryIsDown(e, () -> parts.decoder().decode(event, now));
            throw e;
        }
    }

    private void startTicking(ProcessorContext<byte[], byte[]> task) {
        if (ticking == null) {
            ticking = task.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
        }
    }

    private void stopTicking() {
        if (ticking != null) {
            ticking.cancel();
            ticking = null;
        }
    }

    private void tick() {
        Asked asking = asked;
        if (asking != null && asking.answer().isDone()) {
            asked = null;
            hear(asking);
        }
        Debounce waiting = started(debounce);
        if (asked == null && !parts.breaker().isOpen()) {
            List<UserKey> due = waiting.due(MOST);
            if (!due.isEmpty()) {
                ask(due);
            }
        }
        if (asked == null && waiting.isEmpty()) {
            stopTicking();
        }
    }

    private void ask(List<UserKey> users) {
        Map<UserKey, Profile> questions = new LinkedHashMap<>();
        users.forEach(user -> questions.put(user, started(profiles).get(user)));
        asked = new Asked(users, CompletableFuture.supplyAsync(() -> adviser.advise(questions), parts.storeThreads()));
    }

    private void hear(Asked asking) {
        List<Advice> answer = asking.answer().join();
        answer.forEach(this::tell);
        asking.users().subList(answer.size(), asking.users().size()).forEach(started(debounce)::owe);
    }

    private void tell(Advice advice) {
        Profiles known = started(profiles);
        Profile now = known.get(advice.user());
        if (now.equals(advice.profile())) {
            known.settle(advice.user());
        } else {
            started(debounce).owe(advice.user());
        }
        Record<byte[], byte[]> record = new Record<>(
                OutputKey.of(advice.user().tenant(), advice.user().id()),
                new byte[0],
                parts.clock().millis());
        byte[] value = parts.outputs().serialize(settings.recommendations(), record.headers(), message(advice, now));
        started(context).forward(record.withValue(value), sink);
        parts.listener().recommended();
    }

    /** @param now what was seen while the store was asked must not come back either */
    private Recommendations message(Advice advice, Profile now) {
        List<RecommendedItem> items = advice.hits().stream()
                .map(hit -> new RecommendedItem(hit.point().key().id(), hit.score()))
                .filter(item -> !now.hasSeen(item.getId()))
                .toList();
        return Recommendations.newBuilder()
                .setUserId(advice.user().id())
                .setTenant(advice.user().tenant())
                .setItems(items)
                .setBasedOn(advice.basedOn())
                .setColdStart(items.isEmpty())
                .setGeneratedAt(Instant.ofEpochMilli(parts.clock().millis()))
                .build();
    }

    @Override
    public void close() {
        stopTicking();
        asked = null;
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("it was not initialised. This is a bug.");
        }
        return part;
    }

    /** @param answer of the first of them; the others stay owed */
    private record Asked(List<UserKey> users, CompletableFuture<List<Advice>> answer) {}
}
