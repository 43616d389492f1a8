package io.kalmstream.sinks.qdrant;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How a collection is made. One that is there is used as it is: what differs is reported, and changed only by {@link
 * CollectionAdmin}. Strict mode is the server's and is left alone.
 *
 * @param alias the name applications use; null for the collection's own
 */
public record CollectionSettings(
        @Nullable String alias, VectorSettings vectors, ShardSettings shards, PayloadSettings payload) {
    public static final CollectionSettings DEFAULT =
            new CollectionSettings(null, VectorSettings.DEFAULT, ShardSettings.DEFAULT, PayloadSettings.DEFAULT);

    public CollectionSettings {
        requireNonNull(vectors, "vectors is null");
        requireNonNull(shards, "shards is null");
        requireNonNull(payload, "payload is null");
        if (alias != null && alias.isBlank()) {
            throw CollectionSetting.ALIAS.refuse(
                    "is blank; leave it out where applications use the collection's own name");
        }
    }
}
