package io.kalmstream.deploy.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.worker.Condition;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers probes. It asks nobody who could keep it waiting. */
record Health(Supplier<Optional<Condition>> worker) {
    List<Route> routes() {
        return List.of(
                Route.open("/health/started", _ -> answer(Verdict.started(worker.get()))),
                Route.open("/health/live", _ -> answer(Verdict.live(worker.get()))),
                Route.open("/health/ready", _ -> answer(Verdict.ready(worker.get()))));
    }

    private static Answer answer(Verdict verdict) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", verdict.yes() ? "up" : "down");
        body.putArray("reasons").add(verdict.reason());
        return Answer.json(verdict.yes() ? 200 : 503, body);
    }
}
