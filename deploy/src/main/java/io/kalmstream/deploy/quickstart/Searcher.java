package io.kalmstream.deploy.quickstart;

import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.VectorStore;
import io.kalmstream.topology.event.ComposedText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Answers texts with the nearest documents, on the worker's own device. */
final class Searcher {
    private static final String SOURCE = "queries";

    private final DeviceBatcher batcher;
    private final VectorStore store;

    Searcher(DeviceBatcher batcher, VectorStore store) {
        this.batcher = batcher;
        this.store = store;
    }

    /** Hits of each query, best first. */
    List<List<Neighbour>> search(List<ExampleQuery> queries, int limit) throws InterruptedException {
        List<EncodeOutcome> outcomes = encode(
                queries.stream().map(query -> ComposedText.of(query.text())).toList());
        List<NearestQuery> nearest = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            nearest.add(new NearestQuery(vector(outcomes.get(i)), queries.get(i).tenant(), limit, -1, false));
        }
        return store.nearest(nearest);
    }

    private List<EncodeOutcome> encode(List<String> texts) throws InterruptedException {
        try {
            return batcher.submit(SOURCE, Side.QUERY, texts).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The example searches could not be encoded", e.getCause());
        }
    }

    private static float[] vector(EncodeOutcome outcome) {
        return switch (outcome) {
            case EncodeOutcome.Encoded encoded -> encoded.vector();
            case EncodeOutcome.Rejected rejected ->
                throw new IllegalStateException("The model cannot encode a query: " + rejected.reason());
        };
    }
}
