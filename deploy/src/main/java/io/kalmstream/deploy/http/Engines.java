package io.kalmstream.deploy.http;

import io.kalmstream.deploy.http.Refusal.Reason;
import java.util.Optional;

/** Where calls find the worker. */
@FunctionalInterface
interface Engines {
    /** Empty while there is none, and from the moment it stops. */
    Optional<Engine> now();

    /** @throws Refusal there is none */
    default Engine require() {
        return now().orElseThrow(() ->
                new Refusal(Reason.UNAVAILABLE, "There is no worker here now: it starts or stops, see /health/ready"));
    }
}
