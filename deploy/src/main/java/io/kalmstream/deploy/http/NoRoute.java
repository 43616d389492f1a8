package io.kalmstream.deploy.http;

import static java.util.stream.Collectors.joining;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.kalmstream.deploy.http.Refusal.Reason;
import java.util.List;

/** Where nothing is, or not for this method. */
record NoRoute(List<Route> routes, HttpMetrics metrics) implements Handler {
    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        List<Route> here = routes.stream()
                .filter(route -> route.path().equals(request.path().path()))
                .toList();
        Refusal refusal;
        if (here.isEmpty()) {
            refusal = new Refusal(Reason.NOT_FOUND, "There is nothing at this address");
        } else {
            String allowed = here.stream().map(Route::method).sorted().collect(joining(", "));
            response.header(HeaderNames.ALLOW, allowed);
            refusal = new Refusal(Reason.METHOD_NOT_ALLOWED, "Only %s is answered here".formatted(allowed));
        }
        response.header(HeaderValues.CONNECTION_CLOSE);
        metrics.answered(HttpMetrics.NO_ROUTE, refusal.reason().status(), 0);
        Exchange.send((here.isEmpty() ? ErrorShape.PROBLEM : here.getFirst().errors()).of(refusal), response);
    }
}
