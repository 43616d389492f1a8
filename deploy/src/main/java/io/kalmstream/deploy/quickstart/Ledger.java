package io.kalmstream.deploy.quickstart;

import io.kalmstream.deploy.feed.FeedListener;
import io.kalmstream.deploy.feed.FeedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Writes down what was sent, and says what is wrong with lines while it happens.
 *
 * <p>Threads: any.
 */
final class Ledger implements FeedListener {
    private final Meanings meanings;
    private final Consumer<String> complaints;
    private final Runnable afterEach;
    private final List<Sent> sent = new ArrayList<>();
    private final Problems refused = new Problems();

    Ledger(Meanings meanings, Consumer<String> complaints, Runnable afterEach) {
        this.meanings = meanings;
        this.complaints = complaints;
        this.afterEach = afterEach;
    }

    @Override
    public synchronized void sent(FeedRecord record, RecordMetadata where) {
        Meaning meaning = meanings.of(record);
        sent.add(new Sent(new Place(where.topic(), where.partition(), where.offset()), meaning));
        if (record instanceof FeedRecord.Broken broken) {
            complaints.accept(
                    "Line %d: %s; it goes to the dead letters as it stands".formatted(broken.line(), broken.reason()));
        }
        afterEach.run();
    }

    @Override
    public synchronized void refused(FeedRecord record, String reason) {
        complaints.accept(reason);
        refused.add("line %d was not sent: it is too large", record.line());
    }

    /** In the order of the broker's answers, which is the order within each partition. */
    synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    /**
     * Lines that never reached Kafka, or that there were none, as sentences.
     *
     * @param sources where the lines came from, for people
     */
    synchronized List<String> problems(String sources) {
        List<String> sentences = refused.sentences();
        return sent.isEmpty() && sentences.isEmpty()
                ? List.of("there is no event in " + sources + ": nothing was fed")
                : sentences;
    }
}
