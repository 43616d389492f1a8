package io.kalmstream.sinks.embedded.collection;

import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorsFactory.vectors;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import io.kalmstream.sinks.embedded.TestingSeed;
import io.kalmstream.sinks.embedded.payload.PayloadSelection;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.DeletePoints;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.OverwritePayload;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.SetPayload;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random operations on a collection and on a map; now and then the folder is copied as a dying process would leave it. */
class CrashIT {
    private static final int OPERATIONS = 600;
    private static final int IDS = 40;
    private static final int CRASHES = 15;
    private static final Tuning OFTEN = new Tuning(10, 37, 1 << 20);
    private static final VectorsConfig ONE_NUMBER = VectorsConfig.newBuilder()
            .setParams(VectorParams.newBuilder().setSize(1).setDistance(Distance.Euclid))
            .build();

    @TempDir
    private Path folder;

    private final TestingSeed seed = TestingSeed.create();
    private final Random random = seed.random();
    private final Map<Long, Point> model = new TreeMap<>();

    @Test
    void open_copyOfALiveFolder_hasEveryOperationAndNoOther() throws IOException {
        Path live = folder.resolve("live");
        try (StoredCollection collection = StoredCollection.open(live, ONE_NUMBER, OFTEN)) {
            for (int i = 0; i < OPERATIONS; i++) {
                apply(collection);
                if (i % (OPERATIONS / CRASHES) == 0) {
                    Path copy = folder.resolve("copy-" + i);
                    copy(live, copy);
                    try (StoredCollection crashed = StoredCollection.open(copy, ONE_NUMBER, OFTEN)) {
                        assertThat(read(crashed))
                                .as("after %s operations, %s", i, seed)
                                .isEqualTo(model);
                    }
                }
            }
            assertThat(read(collection)).as(seed.toString()).isEqualTo(model);
        }
        try (StoredCollection reopened = StoredCollection.open(live, ONE_NUMBER, OFTEN)) {
            assertThat(read(reopened)).as(seed.toString()).isEqualTo(model);
        }
    }

    private void apply(StoredCollection collection) {
        long number = random.nextInt(IDS);
        Value tag = value(random.nextInt(5));
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                float vector = random.nextInt();
                collection.update(List.of(upsert(number, vector, tag)));
                model.put(number, new Point(vector, Map.of("tag", tag)));
            }
            case 2 -> {
                collection.update(List.of(delete(ids(number))));
                model.remove(number);
            }
            case 3 -> {
                collection.update(List.of(delete(tagged(tag))));
                model.values().removeIf(point -> tag.equals(point.payload.get("tag")));
            }
            case 4 -> {
                collection.update(List.of(set(tagged(tag), "seen", value(number))));
                model.replaceAll(
                        (_, point) -> tag.equals(point.payload.get("tag")) ? point.with("seen", value(number)) : point);
            }
            default -> overwrite(collection, number, tag);
        }
    }

    private void overwrite(StoredCollection collection, long number, Value tag) {
        try {
            collection.update(List.of(PointsUpdateOperation.newBuilder()
                    .setOverwritePayload(
                            OverwritePayload.newBuilder().putPayload("tag", tag).setPointsSelector(ids(number)))
                    .build()));
            assertThat(model).as(seed.toString()).containsKey(number);
        } catch (StatusRuntimeException e) {
            assertThat(e).hasMessageContaining("No point with id " + number);
            assertThat(model).as(seed.toString()).doesNotContainKey(number);
        }
        model.computeIfPresent(number, (_, point) -> new Point(point.vector, Map.of("tag", tag)));
    }

    private static Map<Long, Point> read(StoredCollection collection) {
        Map<Long, Point> points = new TreeMap<>();
        Fetch all = new Fetch(new PayloadSelection.All(), new VectorSelection.All());
        for (FoundPoint found : collection.scroll(MatchAllDocsQuery.INSTANCE, null, IDS, all)) {
            float[] vector = requireNonNull(requireNonNull(found.vectors()).get(""));
            points.put(found.key().low(), new Point(vector[0], found.payload()));
        }
        return points;
    }

    /** Files that a merge in the background removes meanwhile are left out: no commit refers to them. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.endsWith("write.lock")) {
                    try {
                        Files.copy(file, to.resolve(from.relativize(file).toString()));
                    } catch (NoSuchFileException e) {
                        return visitFileFailed(file, e);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static PointsUpdateOperation upsert(long number, float vector, Value tag) {
        return PointsUpdateOperation.newBuilder()
                .setUpsert(PointStructList.newBuilder()
                        .addPoints(PointStruct.newBuilder()
                                .setId(id(number))
                                .setVectors(vectors(vector))
                                .putPayload("tag", tag)))
                .build();
    }

    private static PointsUpdateOperation set(PointsSelector selector, String key, Value value) {
        return PointsUpdateOperation.newBuilder()
                .setSetPayload(SetPayload.newBuilder().putPayload(key, value).setPointsSelector(selector))
                .build();
    }

    private static PointsUpdateOperation delete(PointsSelector selector) {
        return PointsUpdateOperation.newBuilder()
                .setDeletePoints(DeletePoints.newBuilder().setPoints(selector))
                .build();
    }

    private static PointsSelector ids(long number) {
        return PointsSelector.newBuilder()
                .setPoints(PointsIdsList.newBuilder().addIds(id(number)))
                .build();
    }

    private static PointsSelector tagged(Value tag) {
        return PointsSelector.newBuilder()
                .setFilter(Filter.newBuilder().addMust(ConditionFactory.match("tag", tag.getIntegerValue())))
                .build();
    }

    private record Point(float vector, Map<String, Value> payload) {
        Point with(String key, Value value) {
            Map<String, Value> more = new HashMap<>(payload);
            more.put(key, value);
            return new Point(vector, more);
        }
    }
}
