package io.kalmstream.topology.profile;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.window.DocumentKeyCodec;

/** Who a user is: ids are unique within a tenant. In a store it is written as a document's key is. */
record UserKey(String tenant, String id) {
    UserKey {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(id, "id is null");
    }

    byte[] bytes() {
        return DocumentKeyCodec.encode(new DocumentKey(tenant, id));
    }

    static UserKey of(byte[] bytes) {
        DocumentKey key = DocumentKeyCodec.decode(bytes);
        return new UserKey(key.tenant(), key.id());
    }
}
