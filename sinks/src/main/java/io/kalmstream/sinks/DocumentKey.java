package io.kalmstream.sinks;

import static java.util.Objects.requireNonNull;

/** Who a point is: ids are unique within a tenant. */
public record DocumentKey(String tenant, String id) {
    public DocumentKey {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(id, "id is null");
    }
}
