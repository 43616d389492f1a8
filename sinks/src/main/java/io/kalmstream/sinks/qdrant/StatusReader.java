package io.kalmstream.sinks.qdrant;

import io.kalmstream.sinks.CollectionSpec;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.StrictModeConfig;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a server says of a collection, in our words. */
final class StatusReader {
    private StatusReader() {}

    static CollectionStatus read(String name, String server, List<String> aliases, CollectionInfo info) {
        return new CollectionStatus(
                name,
                server,
                info.getStatus().name().toLowerCase(Locale.ROOT),
                info.getOptimizerStatus().getOk()
                        ? "ok"
                        : info.getOptimizerStatus().getError(),
                info.getPointsCount(),
                info.getIndexedVectorsCount(),
                info.getSegmentsCount(),
                info.getUpdateQueue().getLength(),
                info.getUpdateQueue().getDeferredPoints(),
                aliases,
                vectors(info.getConfig().getParams().getVectorsConfig()),
                text(info, CollectionGuard.MODEL_STAMP),
                text(info, CollectionGuard.IDENTITY),
                settings(info),
                indexes(info),
                strict(info.getConfig().getStrictModeConfig()));
    }

    private static Map<String, String> vectors(VectorsConfig config) {
        Map<String, String> vectors = new TreeMap<>();
        if (config.hasParams()) {
            vectors.put("", words(config.getParams()));
        }
        config.getParamsMap().getMapMap().forEach((name, params) -> vectors.put(name, words(params)));
        return vectors;
    }

    private static String words(VectorParams params) {
        return params.getSize() + ", " + params.getDistance().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(CollectionInfo info, String key) {
        Value value = info.getConfig().getMetadataOrDefault(key, Value.getDefaultInstance());
        return value.hasStringValue() ? value.getStringValue() : null;
    }

    private static Map<String, String> settings(CollectionInfo info) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (info.getConfig().getParams().getVectorsConfig().getParamsMap().containsMap(CollectionSpec.VECTOR)) {
            SettingValues.found(info.getConfig()).forEach((setting, value) -> settings.put(setting.key(), value));
        }
        return settings;
    }

    private static List<CollectionStatus.Index> indexes(CollectionInfo info) {
        return new TreeMap<>(info.getPayloadSchemaMap())
                .entrySet().stream()
                        .map(index -> new CollectionStatus.Index(
                                index.getKey(),
                                FieldIndexes.type(index.getValue()),
                                index.getValue().getPoints()))
                        .toList();
    }

    /** Every limit there is, those of newer servers included where this client knows them. */
    private static Map<String, String> strict(StrictModeConfig config) {
        Map<String, String> limits = new LinkedHashMap<>();
        if (config.getEnabled()) {
            config.getAllFields().forEach((field, value) -> limits.put(field.getName(), String.valueOf(value)));
        }
        return limits;
    }
}
