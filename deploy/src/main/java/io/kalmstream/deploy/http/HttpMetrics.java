package io.kalmstream.deploy.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Times calls by route and status. Addresses that are none of ours count together: callers bring no labels. */
record HttpMetrics(MeterRegistry registry) {
    static final String NO_ROUTE = "none";

    void answered(String route, int status, long nanos) {
        Timer.builder("kalmstream.http.requests")
                .description("Calls over HTTP")
                .tags("route", route, "status", String.valueOf(status))
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }
}
