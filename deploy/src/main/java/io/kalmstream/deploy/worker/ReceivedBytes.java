package io.kalmstream.deploy.worker;

import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** What brokers have sent to the consumers of events, heartbeats' answers included. Threads: any. */
record ReceivedBytes(KafkaStreams streams) implements DoubleSupplier {
    /** Of the consumers that restore state, whose names end alike. */
    private static final String RESTORING = "-restore-consumer";

    @Override
    public double getAsDouble() {
        double sum = 0;
        for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
            if (isOurs(metric.getKey()) && metric.getValue().metricValue() instanceof Double bytes) {
                sum += bytes;
            }
        }
        return sum;
    }

    private static boolean isOurs(MetricName name) {
        String client = name.tags().getOrDefault("client-id", "");
        return name.name().equals("incoming-byte-total")
                && name.group().equals("consumer-metrics")
                && client.endsWith("-consumer")
                && !client.endsWith(RESTORING);
    }
}
