package io.kalmstream.deploy.bench;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.StoreReply;
import io.kalmstream.sinks.VectorStore;
import java.util.List;

/** The way of a worker. */
final class StoreLaneAdapter implements StoreLane {
    private final StoreServer server;
    private final CollectionSpec spec;
    private final VectorStore store;

    StoreLaneAdapter(StoreServer server) {
        this.server = server;
        this.spec = server.create();
        this.store = server.open(spec);
    }

    @Override
    public void write(Fence fence, List<Point> points) {
        StoreReply reply = store.apply(
                fence, points.stream().<Change>map(Change.Upsert::new).toList());
        if (!(reply instanceof StoreReply.Applied)) {
            throw new IllegalStateException("the benchmark's points are not all in the store: " + reply);
        }
    }

    @Override
    public void close() {
        store.close();
        server.drop(spec);
    }
}
