package io.kalmstream.deploy.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the topics stay as they were when the worker started. Kafka Streams would try for ever to write to one that was
 * deleted; it makes a deleted changelog anew, without what was in it; and of new partitions of its input it learns minutes later.
 *
 * <p>Threads: one of its own looks; start and close from any.
 */
final class TopicWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    /** A broker that has just started may not know all topics yet. */
    private static final int LOOKS = 3;

    private final WorkerSettings worker;
    private final TopicRoles roles;
    private final Map<String, Integer> before;
    private final Consumer<RuntimeException> end;
    private final BooleanSupplier hasRun;

    private @Nullable Thread looking;

    /**
     * @param before partitions of the topics that others create
     * @param hasRun whether Kafka Streams has made its changelogs by now
     * @param end told once, of what has changed for good
     */
    TopicWatch(
            WorkerSettings worker,
            Map<String, Integer> before,
            BooleanSupplier hasRun,
            Consumer<RuntimeException> end) {
        this.worker = worker;
        this.roles = TopicRoles.of(worker);
        this.before = Map.copyOf(before);
        this.hasRun = hasRun;
        this.end = end;
    }

    synchronized void start() {
        looking = Thread.ofVirtual().name("topic-watch").start(this::look);
    }

    private void look() {
        try (AskedKafka kafka = AskedKafka.open(worker)) {
            List<String> changes = List.of();
            for (int looks = 0; looks < LOOKS; ) {
                Thread.sleep(PAUSE);
                try {
                    changes = changes(kafka);
                    looks = changes.isEmpty() ? 0 : looks + 1;
                } catch (KafkaException e) {
                    // That Kafka does not answer is others' to tell.
                    log.debug("no answer about topics", e);
                }
            }
            end.accept(new ConfigException(String.join("; ", changes)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> changes(AskedKafka kafka) {
        boolean ran = hasRun.getAsBoolean();
        Set<String> denied = new TreeSet<>();
        Map<String, TopicDescription> found = kafka.topics(roles.all(), denied);
        List<String> changes = new ArrayList<>();
        before.forEach((topic, count) -> {
            TopicDescription now = found.get(topic);
            if (now != null && roles.read().contains(topic) && now.partitions().size() != count) {
                changes.add(TopicCheck.repartitioned(
                        worker, topic, count, now.partitions().size()));
            } else if (now == null && !denied.contains(topic)) {
                changes.add("topic %s was deleted while the worker used it; create it again".formatted(topic));
            }
        });
        if (ran) {
            roles.state().stream()
                    .filter(changelog -> !found.containsKey(changelog) && !denied.contains(changelog))
                    .map(this::deleted)
                    .forEach(changes::add);
        }
        return changes;
    }

    private String deleted(String changelog) {
        return changelog.equals(roles.pending())
                ? TopicCheck.pendingLost(worker, changelog)
                : "topic %s was deleted while the worker used it; the next start makes it anew".formatted(changelog);
    }

    @Override
    public synchronized void close() {
        if (looking != null) {
            looking.interrupt();
        }
    }
}
