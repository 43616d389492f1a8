package io.kalmstream.deploy.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how far the workers are: what of the input they have committed, and what of that has not ended.
 *
 * <p>Threads: one.
 */
final class Drain implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final List<TopicPartition> PARTITIONS = IntStream.range(0, Names.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(Names.EVENTS, partition))
            .toList();

    private final SoakStack stack;
    private final Nemesis nemesis;
    private final Admin admin;
    private @Nullable PendingWatch pending;
    private String behind = "nothing was asked yet";

    Drain(SoakStack stack, Nemesis nemesis) {
        this.stack = stack;
        this.nemesis = nemesis;
        this.admin = stack.broker().admin();
    }

    /** @return whether the first events were worked on in time */
    boolean awaitFirst(Duration limit) throws IOException, InterruptedException {
        return await(limit, () -> committed().values().stream().anyMatch(offset -> offset > 0));
    }

    /** @return whether everything was worked on in time */
    boolean awaitAll(Duration limit) throws IOException, InterruptedException {
        return await(limit, () -> {
            Map<TopicPartition, Long> committed = committed();
            Map<TopicPartition, Long> ends = ends();
            if (!committed.equals(ends)) {
                behind = "committed %s of %s".formatted(committed, ends);
                return false;
            }
            int left = pending().read();
            behind = left + " events are pending";
            return left == 0;
        });
    }

    /** What was not yet done at the last look. */
    String behind() {
        return behind;
    }

    private boolean await(Duration limit, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            nemesis.tick(System.nanoTime());
            try {
                if (condition.holds()) {
                    return true;
                }
            } catch (ExecutionException e) {
                log.info("cannot be asked now", e);
            }
            Thread.sleep(LOOK);
        }
        return false;
    }

    private PendingWatch pending() {
        PendingWatch watch = pending == null ? new PendingWatch(stack.broker().bootstrap()) : pending;
        pending = watch;
        return watch;
    }

    private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> found = admin.listConsumerGroupOffsets(Names.APPLICATION)
                .partitionsToOffsetAndMetadata()
                .get();
        for (TopicPartition partition : PARTITIONS) {
            OffsetAndMetadata offset = found.get(partition);
            committed.put(partition, offset == null ? 0 : offset.offset());
        }
        return committed;
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        PARTITIONS.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    @Override
    public void close() {
        admin.close();
        if (pending != null) {
            pending.close();
        }
    }

    /** Asks the broker. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws ExecutionException, InterruptedException;
    }
}
