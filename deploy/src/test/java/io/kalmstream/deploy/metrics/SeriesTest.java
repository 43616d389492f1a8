package io.kalmstream.deploy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Duplicate;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.window.Settlement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** However many keys and topics there are, what Prometheus keeps of them is as much. */
final class SeriesTest {
    @Test
    void tenThousandKeysAndTopics_areNoSeriesMore() {
        try (WorkerMetrics metrics = new WorkerMetrics("test")) {
            EventMetrics events = new EventMetrics(metrics.registry());
            String before = names(metrics);
            for (int i = 0; i < 10_000; i++) {
                Origin origin = new Origin("topic-" + i, i, i, 0);
                events.settled(origin, Settlement.UPSERTED, Duration.ofMillis(i));
                for (FailureCode code : FailureCode.values()) {
                    events.deadLettered(origin, code);
                }
                events.duplicateFound(
                        new DocumentKey("tenant-" + i, "id-" + i), new Duplicate("id", 1, Duplicate.Kind.EXACT));
            }

            assertThat(names(metrics)).isEqualTo(before);
            assertThat(metrics.scrape()).contains("kalmstream_events_total{outcome=\"upserted\"} 10000.0");
        }
    }

    private static String names(WorkerMetrics metrics) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("kalmstream_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList()
                .toString();
    }
}
