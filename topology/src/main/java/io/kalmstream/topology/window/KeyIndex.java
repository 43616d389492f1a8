package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A bag of document keys that knows the tenants of an id. Threads: the stream thread only. */
final class KeyIndex {
    private final Map<String, Map<String, Integer>> tenantsById = new HashMap<>();

    void add(DocumentKey key) {
        tenantsById.computeIfAbsent(key.id(), _ -> new HashMap<>()).merge(key.tenant(), 1, Integer::sum);
    }

    void remove(DocumentKey key) {
        tenantsById.computeIfPresent(key.id(), (_, tenants) -> {
            tenants.computeIfPresent(key.tenant(), (_, count) -> count == 1 ? null : count - 1);
            return tenants.isEmpty() ? null : tenants;
        });
    }

    boolean contains(DocumentKey key) {
        return tenants(key.id()).contains(key.tenant());
    }

    Set<String> tenants(String id) {
        return tenantsById.getOrDefault(id, Map.of()).keySet();
    }
}
