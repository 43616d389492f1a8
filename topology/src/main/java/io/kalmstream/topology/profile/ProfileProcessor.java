package io.kalmstream.topology.profile;

import io.kalmstream.avro.Recommendations;
import io.kalmstream.avro.RecommendedItem;
import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.topology.error.DeadLetters;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.OutputKey;
import io.kalmstream.topology.event.RawEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    private final DeadLetters letters;
    private final String deadLettersSink;
    private final String sink;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable Profiles profiles;
    private @Nullable Debounce debounce;
    private @Nullable CompletableFuture<List<Advice>> asked;
    private @Nullable Cancellable ticking;

    ProfileProcessor(
            Recommending settings, ProfileParts parts, DeadLetters letters, String deadLettersSink, String sink) {
        this.settings = settings;
        this.parts = parts;
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
            case Heard.Unusable unusable ->
                task.forward(letters.letter(event, unusable.failure(), now), deadLettersSink);
        }
    }

    private Heard read(RawEvent event, Instant now) {
        try {
            return parts.decoder().decode(event, now);
        } catch (RegistryUnavailableException e) {
            // The record is read again by the thread that takes over, once the registry answers.
            parts.breaker().trip("the schema registry does not answer: " + e.getMessage(), () -> registry(event, now));
            throw e;
        }
    }

    private VectorStore.Health registry(RawEvent event, Instant now) {
        try {
            Heard _ = parts.decoder().decode(event, now);
            return new VectorStore.Health(true, "the schema registry answers");
        } catch (RegistryUnavailableException e) {
            return new VectorStore.Health(false, "the schema registry does not answer: " + e.getMessage());
        } catch (RuntimeException e) {
            return new VectorStore.Health(true, "the schema registry answers: " + e.getMessage());
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
        CompletableFuture<List<Advice>> asking = asked;
        if (asking != null && asking.isDone()) {
            asked = null;
            asking.join().forEach(this::tell);
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
        List<Advice> questions = users.stream()
                .map(user -> new Advice(user, started(profiles).get(user), List.of()))
                .toList();
        asked = CompletableFuture.supplyAsync(() -> answer(questions), parts.storeThreads());
    }

    /** On a store thread. Those for whom there is no answer now stay owed. */
    private List<Advice> answer(List<Advice> questions) {
        List<Advice> answers = new ArrayList<>();
        try {
            byte[] _ = parts.outputs().serialize(settings.recommendations(), message(questions.getFirst()));
            for (Advice question : questions) {
                List<Neighbour> hits = question.profile()
                        .query(question.user().tenant(), settings.rules())
                        .map(this::recommend)
                        .orElse(List.of());
                answers.add(new Advice(question.user(), question.profile(), hits));
            }
        } catch (StoreException e) {
            if (e.fault() != StoreException.Fault.WORLD) {
                throw new CompletionException(e);
            }
            parts.breaker().trip(String.valueOf(e.getMessage()));
        } catch (RegistryUnavailableException e) {
            parts.breaker()
                    .trip(
                            "the schema registry does not answer: " + e.getMessage(),
                            () -> new VectorStore.Health(true, "it is asked again"));
        }
        List<Advice> all = new ArrayList<>(answers);
        questions.subList(answers.size(), questions.size()).forEach(question -> all.add(owed(question)));
        return all;
    }

    private List<Neighbour> recommend(RecommendQuery query) {
        return parts.store().recommend(query);
    }

    /** Told apart by its profile: no user has this one. */
    private static Advice owed(Advice question) {
        return new Advice(question.user(), Profile.EMPTY, List.of());
    }

    private void tell(Advice advice) {
        Profiles known = started(profiles);
        Debounce waiting = started(debounce);
        if (advice.profile().signals().isEmpty()) {
            waiting.owe(advice.user());
            return;
        }
        Profile now = known.get(advice.user());
        if (now.equals(advice.profile())) {
            known.settle(advice.user());
        } else {
            waiting.owe(advice.user());
        }
        // Seen while the store was asked: it must not come back either.
        List<Neighbour> unseen = advice.hits().stream()
                .filter(hit -> !now.hasSeen(hit.point().key().id()))
                .toList();
        Advice told = new Advice(advice.user(), advice.profile(), unseen);
        Record<byte[], byte[]> record = new Record<>(
                OutputKey.of(advice.user().tenant(), advice.user().id()),
                new byte[0],
                parts.clock().millis());
        byte[] value = parts.outputs().serialize(settings.recommendations(), record.headers(), message(told));
        started(context).forward(record.withValue(value), sink);
    }

    private Recommendations message(Advice advice) {
        List<RecommendedItem> items = advice.hits().stream()
                .map(hit -> new RecommendedItem(hit.point().key().id(), hit.score()))
                .toList();
        List<String> basedOn = advice.profile()
                .query(advice.user().tenant(), settings.rules())
                .map(query -> query.positives().stream()
                        .map(RecommendQuery.Example::id)
                        .toList())
                .orElse(List.of());
        return Recommendations.newBuilder()
                .setUserId(advice.user().id())
                .setTenant(advice.user().tenant())
                .setItems(items)
                .setBasedOn(basedOn)
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
}
