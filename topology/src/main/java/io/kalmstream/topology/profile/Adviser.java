package io.kalmstream.topology.profile;

import io.kalmstream.avro.Recommendations;
import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.sinks.RecommendQuery;
import io.kalmstream.sinks.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the vector store what users should see.
 *
 * <p>Threads: store threads.
 */
final class Adviser {
    /** Written so that the schema registry's outages are met here, and not by the stream thread that tells. */
    private static final Recommendations SAMPLE = Recommendations.newBuilder()
            .setUserId("")
            .setItems(List.of())
            .setBasedOn(List.of())
            .setGeneratedAt(Instant.EPOCH)
            .build();

    private final Recommending settings;
    private final ProfileParts parts;

    Adviser(Recommending settings, ProfileParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    /**
     * @return one for each of the first users; none for those for whom there is no answer now
     * @throws StoreException the store could not be asked, and trying again is of no use
     */
    List<Advice> advise(Map<UserKey, Profile> users) {
        List<Advice> advice = new ArrayList<>();
        try {
            requireSchema();
            users.forEach((user, profile) -> advice.add(advise(user, profile)));
        } catch (StoreException e) {
            if (e.fault() != StoreException.Fault.WORLD) {
                throw e;
            }
            parts.breaker().trip(String.valueOf(e.getMessage()));
        } catch (RegistryUnavailableException e) {
            parts.breaker().registryIsDown(e, this::requireSchema);
        }
        return advice;
    }

    private void requireSchema() {
        byte[] _ = parts.outputs().serialize(settings.recommendations(), SAMPLE);
    }

    private Advice advise(UserKey user, Profile profile) {
        Optional<RecommendQuery> asked = profile.query(user.tenant(), settings.rules());
        return new Advice(
                user,
                profile,
                asked.stream()
                        .flatMap(query -> query.positives().stream())
                        .map(RecommendQuery.Example::id)
                        .toList(),
                asked.map(parts.store()::recommend).orElse(List.of()));
    }
}
