package io.kalmstream.deploy.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Drawn events as an input topic would hold them. */
final class Drawn {
    static final long FIRST_MILLIS = 1_700_000_000_000L;

    private Drawn() {}

    static List<ConsumerRecord<byte[], byte[]>> events(long seed, int count) {
        EventDraws draws = new EventDraws(seed, FIRST_MILLIS);
        Map<Integer, Long> offsets = new HashMap<>();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ProducerRecord<byte[], byte[]> event = draws.next();
            long offset = offsets.merge(event.partition(), 1L, Long::sum) - 1;
            records.add(new ConsumerRecord<>(
                    event.topic(),
                    event.partition(),
                    offset,
                    event.timestamp(),
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    event.key(),
                    event.value(),
                    event.headers(),
                    Optional.empty()));
        }
        return records;
    }

    static Expectation expectation(List<ConsumerRecord<byte[], byte[]>> events) {
        Expectation expectation = new Expectation();
        events.forEach(expectation::add);
        return expectation;
    }
}
