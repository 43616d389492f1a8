package io.kalmstream.deploy.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Takes every record at once, but for those the test wants to fail. */
final class TestingProducer extends MockProducer<byte[], byte[]> {
    private final Map<Integer, RuntimeException> failures = new HashMap<>();
    private int sent;

    TestingProducer() {
        super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param number of the record, from 1 */
    void fail(int number, RuntimeException failure) {
        failures.put(number, failure);
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        Future<RecordMetadata> outcome = super.send(record, callback);
        sent++;
        RuntimeException failure = failures.get(sent);
        boolean completed = failure == null ? completeNext() : errorNext(failure);
        if (!completed) {
            throw new IllegalStateException("nothing to complete");
        }
        return outcome;
    }
}
