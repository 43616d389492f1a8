package io.kalmstream.topology.event;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What every tombstone says in the same way, whatever the topic's records are written in. */
public final class Tombstones {
    /** Names the tenant of a tombstone. */
    public static final String TENANT_HEADER = "kalmstream.tenant";

    private Tombstones() {}

    /** Null: of every tenant. */
    public static @Nullable String tenant(Headers headers) {
        Header tenant = headers.lastHeader(TENANT_HEADER);
        return tenant == null || tenant.value() == null ? null : new String(tenant.value(), StandardCharsets.UTF_8);
    }
}
