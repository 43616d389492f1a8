package io.kalmstream.sinks.qdrant;

import static io.kalmstream.sinks.Samples.key;
import static io.kalmstream.sinks.Samples.point;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.Fence;
import io.kalmstream.sinks.Samples;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * Measures what the fence costs: the same points, in requests of 256, without it, with the conditions, and with the look afterwards
 * too. The three take turns, so that a busy machine or a server that optimises is unkind to all alike. Arguments: the server's URL,
 * points (50,000), dimensions (384).
 */
final class GuardCost {
    private static final int PIECE = 256;
    private static final Random RANDOM = new Random(1);

    private final String collection = "cost-" + UUID.randomUUID();
    private final int dimensions;
    private final QdrantSettings settings;
    private final QdrantConnection connection;
    private final QdrantReader reader;
    private long sequence;

    private GuardCost(String url, int dimensions) {
        this.dimensions = dimensions;
        this.settings = QdrantSettings.of(url, null);
        this.connection = new QdrantConnection(settings);
        this.reader = new QdrantReader(
                collection,
                settings,
                connection,
                new Retries(RetryBudget.DEFAULT, Ticker.system(new CountDownLatch(1)), new SplittableRandom()),
                () -> RequestLimits.of(settings));
    }

    private enum Way {
        BARE,
        CONDITIONS,
        CONDITIONS_AND_LOOK
    }

    public static void main(String[] arguments) {
        int points = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50_000;
        int dimensions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 384;
        new GuardCost(arguments[0], dimensions).run(points);
    }

    private void run(int points) {
        try (QdrantStore store = new QdrantStore(new CollectionSpec(collection, dimensions, "m@1"), settings);
                connection) {
            store.ensureCollection();
            measure("new points", points);
            measure("points that are there", points);
            measure("points that are there", points);
            connection
                    .collections()
                    .delete(DeleteCollection.newBuilder()
                            .setCollectionName(collection)
                            .build());
        }
    }

    private void measure(String what, int points) {
        Map<Way, Long> nanos = new EnumMap<>(Way.class);
        Way[] ways = Way.values();
        for (int start = 0, piece = 0; start < points; start += PIECE, piece++) {
            Way way = ways[piece % ways.length];
            List<DocumentKey> keys = new ArrayList<>();
            UpdateBatchPoints request = request(start, way, keys);
            long begin = System.nanoTime();
            connection.points().updateBatch(request);
            if (way == Way.CONDITIONS_AND_LOOK) {
                reader.fences(keys);
            }
            nanos.merge(way, System.nanoTime() - begin, Long::sum);
        }
        double each = (double) points / ways.length;
        double bare = nanos.getOrDefault(Way.BARE, 0L);
        nanos.forEach((way, spent) -> System.out.printf(
                "%-24s %-20s %8.0f points/s, %.3f of bare%n", what, way, each / spent * 1e9, bare / spent));
    }

    private UpdateBatchPoints request(int start, Way way, List<DocumentKey> keys) {
        Fence fence = new Fence("cost/0", 1, ++sequence);
        RowEncoder encoder = new RowEncoder(dimensions);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < PIECE; i++) {
            DocumentKey key = key("document-" + (start + i));
            keys.add(key);
            rows.add(encoder.encode(
                    i,
                    new Change.Upsert(point(
                            key,
                            Samples.NOON,
                            "some words that are as long as those of a short headline, number " + i,
                            Samples.randomUnit(RANDOM, dimensions))),
                    fence));
        }
        UpdateBatchPoints request = new UpdateRequests(collection, fence).request(rows);
        if (way != Way.BARE) {
            return request;
        }
        UpdateBatchPoints.Builder bare = request.toBuilder();
        bare.getOperationsBuilder(0).getUpsertBuilder().clearUpdateFilter();
        return bare.build();
    }
}
