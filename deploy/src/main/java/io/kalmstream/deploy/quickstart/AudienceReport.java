package io.kalmstream.deploy.quickstart;

import java.util.Collection;

/**
 * What became of interactions.
 *
 * @param answered those after which their user was told something
 * @param recommendedP50 milliseconds from an interaction's timestamp until the answer was committed and read
 */
public record AudienceReport(long interactions, long answered, long recommendedP50, long recommendedP99) {
    /** Nobody did anything. */
    public static final AudienceReport NONE = new AudienceReport(0, 0, 0, 0);

    static AudienceReport of(long interactions, Collection<Long> millis) {
        Percentiles percentiles = new Percentiles(millis);
        return new AudienceReport(interactions, millis.size(), percentiles.at(50), percentiles.at(99));
    }

    /** For people. */
    public String sentence() {
        return "%d interactions, %d answered with recommendations after %d ms (p50), %d ms (p99)."
                .formatted(interactions, answered, recommendedP50, recommendedP99);
    }
}
