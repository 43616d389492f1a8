package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.avro.Recommendations;
import io.kalmstream.sinks.StoredPoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What users were told.
 *
 * @param problems what does not add up, as sentences
 * @param shown to somebody who had done something; null if nobody had
 */
public record AudienceResult(
        AudienceReport report,
        List<String> problems,
        @Nullable Shown shown) {
    /** Nobody did anything. */
    public static final AudienceResult NONE = new AudienceResult(AudienceReport.NONE, List.of(), null);

    public AudienceResult {
        requireNonNull(report, "report is null");
        problems = List.copyOf(problems);
    }

    /**
     * What one user was told last.
     *
     * @param liked what it is based on
     * @param items in the order of {@code told}
     */
    public record Shown(Recommendations told, List<StoredPoint> liked, List<StoredPoint> items) {
        public Shown {
            requireNonNull(told, "told is null");
            liked = List.copyOf(liked);
            items = List.copyOf(items);
        }
    }
}
