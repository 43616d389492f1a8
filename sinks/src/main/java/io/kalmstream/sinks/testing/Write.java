package io.kalmstream.sinks.testing;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.Fence;
import java.util.List;

/**
 * A call of {@code apply} that came through.
 *
 * @param applied the changes that were made, in order; refused and stale ones are left out
 */
public record Write(Fence fence, List<Change> applied) {
    public Write {
        requireNonNull(fence, "fence is null");
        applied = List.copyOf(applied);
    }
}
