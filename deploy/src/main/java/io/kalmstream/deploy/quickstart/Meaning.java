package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.DocumentKey;
import org.jspecify.annotations.Nullable;

/** What a record that was sent must lead to, known before it is sent. */
sealed interface Meaning {
    /** The document is in the store with this text, unless a later record says otherwise. */
    record Document(DocumentKey key, String textHash) implements Meaning {
        public Document {
            requireNonNull(key, "key is null");
            requireNonNull(textHash, "textHash is null");
        }
    }

    /**
     * The document is gone, unless a later record says otherwise.
     *
     * @param tenant null: of every tenant
     */
    record Deletion(String id, @Nullable String tenant) implements Meaning {
        public Deletion {
            requireNonNull(id, "id is null");
        }

        boolean covers(DocumentKey key) {
            return key.id().equals(id) && (tenant == null || tenant.equals(key.tenant()));
        }
    }

    /** It is in the dead letters. */
    record Bad() implements Meaning {}
}
