package io.kalmstream.deploy.bench;

import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import java.util.List;

/**
 * A way into a store.
 *
 * <p>Threads: any number at once, each with a writer of its own.
 */
interface StoreLane extends AutoCloseable {
    /**
     * Returns when all points are durable and can be searched.
     *
     * @param fence of the points
     */
    void write(Fence fence, List<Point> points);

    /** Drops the collection too. */
    @Override
    void close();
}
