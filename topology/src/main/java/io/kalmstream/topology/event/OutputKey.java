package io.kalmstream.topology.event;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Keys of what is told to Kafka about a tenant's documents and users. */
public final class OutputKey {
    private OutputKey() {}

    /** The id, behind its tenant if it has one: unlike ids, keys of all tenants meet. No tenant's key starts with a slash. */
    public static byte[] of(String tenant, String id) {
        String encoded = URLEncoder.encode(tenant, StandardCharsets.UTF_8);
        boolean alone = encoded.isEmpty() && id.indexOf('/') < 0;
        return (alone ? id : encoded + "/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
