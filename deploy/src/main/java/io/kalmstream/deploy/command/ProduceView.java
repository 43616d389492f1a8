package io.kalmstream.deploy.command;

import io.kalmstream.deploy.feed.FeedListener;
import io.kalmstream.deploy.feed.FeedRecord;
import io.kalmstream.deploy.quickstart.Progress;
import java.io.PrintWriter;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Says how many lines are sent and which are broken.
 *
 * <p>Threads: any.
 */
final class ProduceView implements FeedListener, AutoCloseable {
    private final Progress progress;
    private long sent;

    ProduceView(PrintWriter err, Terminal terminal) {
        this.progress = terminal.progress(err, ProgressUnit.EVENTS);
    }

    @Override
    public synchronized void sent(FeedRecord record, RecordMetadata where) {
        sent++;
        progress.at(sent, sent);
        if (record instanceof FeedRecord.Broken broken) {
            progress.say("Line %d: %s; it is sent as it stands".formatted(broken.line(), broken.reason()));
        }
    }

    @Override
    public synchronized void refused(FeedRecord record, String reason) {
        progress.say(reason);
    }

    @Override
    public synchronized void close() {
        progress.close();
    }
}
