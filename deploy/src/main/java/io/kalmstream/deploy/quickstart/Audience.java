package io.kalmstream.deploy.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kalmstream.avro.Interaction;
import io.kalmstream.avro.Recommendations;
import io.kalmstream.avro.RecommendedItem;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.StoredPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Users who do one thing after the other, each waiting for an answer before the next, and what they are told.
 *
 * <p>Threads: one.
 */
final class Audience {
    /** About fifty things a second. */
    private static final Duration PAUSE = Duration.ofMillis(20);
    /** An answer that took longer is none. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Producer<byte[], byte[]> producer;
    private final Serializer<IndexedRecord> serializer;
    private final ToldReader reader;
    private final Map<DocumentKey, StoredPoint> points;
    private final Runnable stillAlive;
    /** When users whose last deed is unanswered did it, in milliseconds since 1970. */
    private final Map<UserId, Long> waiting = new HashMap<>();

    private final Map<UserId, Set<String>> seen = new HashMap<>();
    private final Map<UserId, Recommendations> told = new HashMap<>();
    private final List<Long> millis = new ArrayList<>();
    private final Problems problems = new Problems();

    /**
     * @param points all that there are
     * @param stillAlive throws when the worker has ended
     */
    Audience(
            Producer<byte[], byte[]> producer,
            Serializer<IndexedRecord> serializer,
            ToldReader reader,
            Collection<StoredPoint> points,
            Runnable stillAlive) {
        this.producer = producer;
        this.serializer = serializer;
        this.reader = reader;
        this.points = points.stream().collect(Collectors.toMap(StoredPoint::key, Function.identity()));
        this.stillAlive = stillAlive;
    }

    AudienceResult run(List<Interaction> interactions, Progress progress) throws InterruptedException {
        for (Interaction interaction : interactions) {
            UserId user = UserId.of(interaction);
            await(user);
            seen.computeIfAbsent(user, _ -> new HashSet<>()).add(interaction.getItemId());
            waiting.put(user, send(interaction));
            hear(PAUSE);
            progress.at(millis.size(), interactions.size());
        }
        for (UserId user : List.copyOf(waiting.keySet())) {
            await(user);
            progress.at(millis.size(), interactions.size());
        }
        AudienceReport report = AudienceReport.of(interactions.size(), millis);
        return new AudienceResult(
                report,
                problems.sentences(),
                interactions.isEmpty() ? null : shown(UserId.of(interactions.getFirst())));
    }

    private long send(Interaction interaction) throws InterruptedException {
        try {
            RecordMetadata sent = producer.send(new ProducerRecord<>(
                            LocalTopics.INTERACTIONS,
                            interaction.getUserId().getBytes(UTF_8),
                            serializer.serialize(LocalTopics.INTERACTIONS, interaction)))
                    .get();
            return sent.timestamp();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A sample interaction could not be sent", e.getCause());
        }
    }

    private void await(UserId user) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (waiting.containsKey(user)) {
            stillAlive.run();
            hear(PAUSE);
            if (System.nanoTime() > deadline) {
                waiting.remove(user);
                problems.add("%s was told nothing within %d s", user.id(), LIMIT.toSeconds());
            }
        }
    }

    private void hear(Duration patience) {
        for (Recommendations heard : reader.hear(patience)) {
            UserId user = UserId.of(heard);
            told.put(user, heard);
            Long since = waiting.remove(user);
            if (since != null) {
                millis.add(System.currentTimeMillis() - since);
            }
            check(user, heard);
        }
    }

    private void check(UserId user, Recommendations heard) {
        if (heard.getItems().isEmpty()) {
            problems.add("%s was recommended nothing", user.id());
        }
        heard.getItems().forEach(item -> {
            StoredPoint point = points.get(new DocumentKey(user.tenant(), item.getId()));
            if (point == null) {
                problems.add("%s was recommended %s, which is none of the tenant's", user.id(), item.getId());
            } else if (point.duplicate() != null) {
                problems.add("%s was recommended %s, which is a duplicate", user.id(), item.getId());
            }
            if (seen.getOrDefault(user, Set.of()).contains(item.getId())) {
                problems.add("%s was recommended %s, which was seen before", user.id(), item.getId());
            }
        });
    }

    private AudienceResult.@Nullable Shown shown(UserId user) {
        Recommendations last = told.get(user);
        if (last == null) {
            return null;
        }
        List<String> items =
                last.getItems().stream().map(RecommendedItem::getId).toList();
        return new AudienceResult.Shown(last, known(user.tenant(), last.getBasedOn()), known(user.tenant(), items));
    }

    private List<StoredPoint> known(String tenant, List<String> ids) {
        return ids.stream()
                .map(id -> points.get(new DocumentKey(tenant, id)))
                .filter(point -> point != null)
                .toList();
    }
}
