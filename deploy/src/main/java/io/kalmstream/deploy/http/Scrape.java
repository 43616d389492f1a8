package io.kalmstream.deploy.http;

import io.kalmstream.deploy.metrics.WorkerMetrics;

/** Answers Prometheus: in OpenMetrics to whoever takes it, else in the older text. */
record Scrape(WorkerMetrics metrics) implements Handler {
    Route route() {
        return Route.open("/metrics", this);
    }

    @Override
    public Answer answer(Call call) {
        String type = call.header("accept").contains("application/openmetrics-text")
                ? WorkerMetrics.OPEN_METRICS
                : WorkerMetrics.PROMETHEUS;
        return Answer.text(200, type, metrics.scrape(type));
    }
}
