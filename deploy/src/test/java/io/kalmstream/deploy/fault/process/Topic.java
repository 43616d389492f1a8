package io.kalmstream.deploy.fault.process;

import io.kalmstream.deploy.dlq.TopicScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is committed in a topic. */
final class Topic {
    /** At the end of a topic a broker would wait for more. */
    private static final String NO_WAIT = "5";

    private Topic() {}

    static List<ConsumerRecord<byte[], byte[]>> read(String bootstrap, String name) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicScan scan = TopicScan.open(clients(bootstrap))) {
            scan.readAll(scan.ends(scan.partitions(name)), records::add);
        }
        return records;
    }

    static Map<String, String> clients(String bootstrap) {
        return Map.of("bootstrap.servers", bootstrap, "fetch.max.wait.ms", NO_WAIT);
    }
}
