package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A bag of document keys that knows the tenants of an id. Threads: the stream thread only. */
final class KeyIndex {
    /** Nearly every id has one tenant, and one key in here: such an entry is a constant. */
    private final Map<String, Map<String, Integer>> tenantsById = new HashMap<>();

    void add(DocumentKey key) {
        Map<String, Integer> first = tenantsById.putIfAbsent(key.id(), Map.of(key.tenant(), 1));
        if (first != null) {
            Map<String, Integer> tenants = new HashMap<>(first);
            tenants.merge(key.tenant(), 1, Integer::sum);
            tenantsById.put(key.id(), tenants);
        }
    }

    void remove(DocumentKey key) {
        Map<String, Integer> before = tenantsById.getOrDefault(key.id(), Map.of());
        int count = before.getOrDefault(key.tenant(), 0);
        if (count == 0) {
            return;
        }
        if (count == 1 && before.size() == 1) {
            tenantsById.remove(key.id());
            return;
        }
        Map<String, Integer> tenants = new HashMap<>(before);
        if (count == 1) {
            tenants.remove(key.tenant());
        } else {
            tenants.put(key.tenant(), count - 1);
        }
        tenantsById.put(key.id(), tenants);
    }

    boolean contains(DocumentKey key) {
        return tenants(key.id()).contains(key.tenant());
    }

    Set<String> tenants(String id) {
        return tenantsById.getOrDefault(id, Map.of()).keySet();
    }
}
