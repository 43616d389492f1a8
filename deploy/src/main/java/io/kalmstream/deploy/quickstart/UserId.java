package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.Interaction;
import io.kalmstream.avro.Recommendations;

/** Who a user is. */
record UserId(String tenant, String id) {
    UserId {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(id, "id is null");
    }

    static UserId of(Interaction interaction) {
        return new UserId(interaction.getTenant(), interaction.getUserId());
    }

    static UserId of(Recommendations told) {
        return new UserId(told.getTenant(), told.getUserId());
    }
}
