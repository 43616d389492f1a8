package io.kalmstream.deploy.bench;

import io.kalmstream.deploy.local.FreePort;
import io.kalmstream.deploy.quickstart.Closer;
import io.kalmstream.deploy.quickstart.DataFolder;
import io.kalmstream.deploy.quickstart.Progress;
import io.kalmstream.sinks.Point;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How many points a second our adapter brings into a Qdrant, and how many Qdrant's client library does alone. Both write the same
 * points in the same requests to the same server, each into a collection of its own. They take turns within a round, and who begins
 * changes from turn to turn, so that whatever else the machine and the server do hits both. A round is measured after one that only
 * warms up; points are made outside of the time measured.
 *
 * <p>Threads: one, and one for each request under way.
 */
public final class StoreBench {
    private static final String LOOPBACK = "127.0.0.1";
    private static final long SEED = 1;
    /** Of a turn: long against its beginning and its end, when not all requests are under way. */
    private static final int REQUESTS_EACH = 10;

    private static final int WARM_UP_TURNS = 3;

    private final StoreBenchSettings settings;
    private final Progress progress;

    public StoreBench(StoreBenchSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    public StoreReport run() throws IOException, InterruptedException {
        try (Closer closer = new Closer()) {
            StoreServer server = closer.add(new StoreServer(qdrant(closer), settings.dimensions()));
            StoreTurns turns = closer.add(new StoreTurns(settings.batch(), settings.inFlight()));
            String title = server.title();
            List<Long> adapter = new ArrayList<>();
            List<Long> bare = new ArrayList<>();
            int turn = settings.batch() * settings.inFlight() * REQUESTS_EACH;
            int warmUp = Math.min(settings.points(), WARM_UP_TURNS * turn);
            Round _ = round(server, turns, warmUp, turn, "warm-up");
            for (int number = 1; number <= settings.rounds(); number++) {
                Round round = round(server, turns, settings.points(), turn, "round " + number);
                adapter.add(round.adapter());
                bare.add(round.bare());
            }
            return new StoreReport(
                    settings, title, Speed.of(settings.points(), adapter), Speed.of(settings.points(), bare));
        }
    }

    /** @param adapter nanoseconds that it took, and so on */
    private record Round(long adapter, long bare) {}

    private Round round(StoreServer server, StoreTurns turns, int points, int turn, String name)
            throws InterruptedException {
        StorePoints source = new StorePoints(new SplittableRandom(SEED), settings.dimensions());
        long adapter = 0;
        long bare = 0;
        try (StoreLane ours = new StoreLaneAdapter(server);
                StoreLane theirs = new StoreLaneBare(server)) {
            boolean first = true;
            for (int done = 0; done < points; done += turn) {
                List<Point> next = source.make(done, Math.min(turn, points - done));
                if (first) {
                    adapter += turns.take(ours, next);
                    bare += turns.take(theirs, next);
                } else {
                    bare += turns.take(theirs, next);
                    adapter += turns.take(ours, next);
                }
                first = !first;
                progress.at(done + next.size(), points);
            }
        }
        progress.say("%s: adapter %.0f points/s, client library alone %.0f points/s"
                .formatted(name, points / (adapter / 1e9), points / (bare / 1e9)));
        return new Round(adapter, bare);
    }

    private QdrantSettings qdrant(Closer closer) throws IOException {
        return switch (settings.store()) {
            case BenchStore.Null _ -> throw new IllegalStateException("no store cannot be measured");
            case BenchStore.Server(QdrantSettings server) -> server;
            case BenchStore.Embedded _ -> {
                DataFolder data = closer.add(DataFolder.open(null));
                EmbeddedQdrant qdrant = closer.add(EmbeddedQdrant.start(
                        new EmbeddedQdrantSettings(data.path().resolve("qdrant"), LOOPBACK, FreePort.orElseAny(0))));
                yield QdrantSettings.of("http://" + LOOPBACK + ":" + qdrant.port(), null);
            }
        };
    }
}
