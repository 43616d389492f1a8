package io.kalmstream.topology.window;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.CumulativeCount;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.streams.StreamsMetrics;
import org.jspecify.annotations.Nullable;

/**
 * Counts a worker's windows and their events by the reason they closed for, among Kafka Streams' own metrics: {@code
 * kalmstream-window:closed-total} and {@code kalmstream-window:events-total}, with the label {@code reason}. All tasks count
 * together: one that moves away leaves no series behind.
 *
 * <p>Threads: all stream threads.
 */
final class WindowMetrics {
    private static final String GROUP = "kalmstream-window";
    private static final String REASON = "reason";

    private final Map<CloseReason, Sensor> windows = new EnumMap<>(CloseReason.class);
    private final Map<CloseReason, Sensor> events = new EnumMap<>(CloseReason.class);

    WindowMetrics(StreamsMetrics metrics) {
        for (CloseReason reason : CloseReason.values()) {
            String label = reason.name().toLowerCase(Locale.ROOT);
            Map<String, String> labels = Map.of(REASON, label);
            Sensor closed = metrics.addSensor(GROUP + ".closed." + label, Sensor.RecordingLevel.INFO);
            closed.add(
                    new MetricName("closed-total", GROUP, "Windows closed for this reason", labels),
                    new CumulativeCount());
            windows.put(reason, closed);
            Sensor held = metrics.addSensor(GROUP + ".events." + label, Sensor.RecordingLevel.INFO);
            held.add(
                    new MetricName("events-total", GROUP, "Events of windows closed for this reason", labels),
                    new CumulativeSum());
            events.put(reason, held);
        }
    }

    void closed(CloseReason reason, int rows) {
        record(windows.get(reason), 1);
        record(events.get(reason), rows);
    }

    private static void record(@Nullable Sensor sensor, double value) {
        if (sensor != null) {
            sensor.record(value);
        }
    }
}
