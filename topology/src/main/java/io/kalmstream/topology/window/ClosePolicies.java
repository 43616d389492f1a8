package io.kalmstream.topology.window;

import java.util.List;
import java.util.Optional;

/** Policies in the order they are asked. */
record ClosePolicies(List<ClosePolicy> policies) {
    ClosePolicies {
        policies = List.copyOf(policies);
    }

    Optional<CloseReason> closing(OpenWindow window) {
        if (window.isEmpty()) {
            return Optional.empty();
        }
        for (ClosePolicy policy : policies) {
            if (policy.closes(window)) {
                return Optional.of(policy.reason());
            }
        }
        return Optional.empty();
    }
}
