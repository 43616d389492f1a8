package io.kalmstream.sinks.embedded.catalog;

import io.kalmstream.sinks.embedded.collection.StoredCollection;
import io.kalmstream.sinks.embedded.collection.Tuning;
import io.kalmstream.sinks.embedded.payload.FilterTranslator;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.OptimizerStatus;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Collections.UpdateQueueInfo;
import io.qdrant.client.grpc.Common.Filter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.lucene.search.MatchAllDocsQuery;

/**
 * A collection in use: its points and its description, which is the part of Qdrant's collection info that has to be remembered.
 *
 * <p>Threads: any number at once.
 */
public final class OpenCollection implements Closeable {
    private static final String DESCRIPTION = "description.pb";

    private final Path folder;
    private final StoredCollection points;
    private volatile CollectionInfo description;

    private OpenCollection(Path folder, StoredCollection points, CollectionInfo description) {
        this.folder = folder;
        this.points = points;
        this.description = description;
    }

    static OpenCollection create(Path folder, CollectionConfig config, Tuning tuning) throws IOException {
        Files.createDirectories(folder);
        CollectionInfo description =
                CollectionInfo.newBuilder().setConfig(config).build();
        AtomicFile.write(folder.resolve(DESCRIPTION), description.toByteArray());
        return open(folder, tuning);
    }

    static OpenCollection open(Path folder, Tuning tuning) throws IOException {
        CollectionInfo description = CollectionInfo.parseFrom(Files.readAllBytes(folder.resolve(DESCRIPTION)));
        StoredCollection points = StoredCollection.open(
                folder, description.getConfig().getParams().getVectorsConfig(), tuning);
        return new OpenCollection(folder, points, description);
    }

    public StoredCollection points() {
        return points;
    }

    /** What Qdrant says of a collection, with the numbers of this moment. */
    public CollectionInfo info() {
        CollectionInfo known = description;
        long count = points.count(MatchAllDocsQuery.INSTANCE);
        CollectionInfo.Builder info = known.toBuilder()
                .setStatus(CollectionStatus.Green)
                .setOptimizerStatus(OptimizerStatus.newBuilder().setOk(true))
                .setSegmentsCount(Math.max(1, points.segments()))
                .setPointsCount(count)
                .setIndexedVectorsCount(count)
                .setUpdateQueue(UpdateQueueInfo.newBuilder().setLength(0));
        known.getPayloadSchemaMap().forEach((field, schema) -> {
            Filter present = Filter.newBuilder()
                    .addMustNot(ConditionFactory.isEmpty(field))
                    .build();
            long having = points.count(FilterTranslator.translate(present));
            info.putPayloadSchema(field, schema.toBuilder().setPoints(having).build());
        });
        return info.build();
    }

    /** Remembers a payload index; every payload key is indexed anyway. */
    public void addFieldIndex(String field, PayloadSchemaInfo schema) throws IOException {
        describe(known -> known.toBuilder().putPayloadSchema(field, schema).build());
    }

    public void dropFieldIndex(String field) throws IOException {
        describe(known -> known.toBuilder().removePayloadSchema(field).build());
    }

    public void update(UpdateCollection request) throws IOException {
        describe(known -> known.toBuilder()
                .setConfig(CollectionConfigs.update(known.getConfig(), request))
                .build());
    }

    @Override
    public void close() throws IOException {
        points.close();
    }

    private synchronized void describe(UnaryOperator<CollectionInfo> change) throws IOException {
        CollectionInfo next = change.apply(description);
        AtomicFile.write(folder.resolve(DESCRIPTION), next.toByteArray());
        description = next;
    }
}
