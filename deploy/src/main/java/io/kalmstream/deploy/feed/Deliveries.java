package io.kalmstream.deploy.feed;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the producer says of the records of one feed, and keeps the first failure.
 *
 * <p>Threads: callbacks come from the producer's thread and the feeding one.
 */
final class Deliveries {
    private final FeedListener listener;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong tombstones = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicReference<@Nullable FeedException> failure = new AtomicReference<>();

    Deliveries(FeedListener listener) {
        this.listener = requireNonNull(listener, "listener is null");
    }

    Callback of(FeedRecord record) {
        return (where, error) -> {
            switch (error) {
                case null -> {
                    count(record);
                    listener.sent(record, where);
                }
                case RecordTooLargeException tooLarge -> {
                    refused.incrementAndGet();
                    listener.refused(record, "Line %d: %s".formatted(record.line(), tooLarge.getMessage()));
                }
                default ->
                    failure.compareAndSet(
                            null, new FeedException(record.line(), String.valueOf(error.getMessage()), error));
            }
        };
    }

    void throwFailure() {
        FeedException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    FeedSummary summary() {
        return new FeedSummary(events.get(), tombstones.get(), broken.get(), refused.get());
    }

    private void count(FeedRecord record) {
        AtomicLong counter = switch (record) {
            case FeedRecord.Event _, FeedRecord.Interacted _ -> events;
            case FeedRecord.Tombstone _ -> tombstones;
            case FeedRecord.Broken _ -> broken;
        };
        counter.incrementAndGet();
    }
}
