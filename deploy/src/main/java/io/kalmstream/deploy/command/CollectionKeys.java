package io.kalmstream.deploy.command;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.qdrant.CollectionSetting;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.sinks.qdrant.HnswSettings;
import io.kalmstream.sinks.qdrant.PayloadIndex;
import io.kalmstream.sinks.qdrant.PayloadSettings;
import io.kalmstream.sinks.qdrant.Quantization;
import io.kalmstream.sinks.qdrant.ShardSettings;
import io.kalmstream.sinks.qdrant.VectorDatatype;
import io.kalmstream.sinks.qdrant.VectorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The keys of a worker's file that say how a collection is made. */
final class CollectionKeys {
    private static final ConfigDef DEFINITION = CollectionDefinition.define();

    private final Map<String, String> given;
    private final Map<String, Object> values;
    private final List<String> problems = new ArrayList<>();

    private CollectionKeys(Map<String, String> given) {
        this.given = given;
        this.values = DEFINITION.parse(given);
    }

    /** All keys with types, defaults and a sentence each: what a generated table of settings shows. */
    static ConfigDef definition() {
        return new ConfigDef(DEFINITION);
    }

    /**
     * @param given other keys are passed over
     * @throws ConfigException values that make no sense, by themselves or together; the message names them all
     */
    static CollectionSettings settings(Map<String, String> given) {
        CollectionKeys keys = new CollectionKeys(given);
        CollectionSettings settings = keys.read();
        if (settings == null || !keys.problems.isEmpty()) {
            throw new ConfigException(String.join("; ", keys.problems));
        }
        return settings;
    }

    private @Nullable CollectionSettings read() {
        Quantization quantization = sensible(this::quantization);
        HnswSettings hnsw = sensible(() -> new HnswSettings(
                required(CollectionSetting.HNSW_M),
                required(CollectionSetting.HNSW_EF_CONSTRUCT),
                number(CollectionSetting.HNSW_PAYLOAD_M),
                flag(CollectionSetting.HNSW_ON_DISK)));
        ShardSettings shards = sensible(() -> new ShardSettings(
                number(CollectionSetting.SHARD_NUMBER),
                number(CollectionSetting.REPLICATION_FACTOR),
                number(CollectionSetting.WRITE_CONSISTENCY_FACTOR)));
        PayloadSettings payload = sensible(() -> new PayloadSettings(
                flag(CollectionSetting.ON_DISK_PAYLOAD),
                flag(CollectionSetting.TENANT_INDEX),
                list(CollectionSetting.PAYLOAD_INDEXES).stream()
                        .map(PayloadIndex::parse)
                        .toList()));
        VectorSettings vectors = sensible(() -> new VectorSettings(
                VectorDatatype.valueOf(text(CollectionSetting.DATATYPE).toUpperCase(Locale.ROOT)),
                flag(CollectionSetting.VECTORS_ON_DISK),
                hnsw == null ? HnswSettings.DEFAULT : hnsw,
                quantization == null ? Quantization.NONE : quantization));
        if (vectors == null || shards == null || payload == null) {
            return null;
        }
        String alias = text(CollectionSetting.ALIAS);
        return sensible(() -> new CollectionSettings(alias.isEmpty() ? null : alias, vectors, shards, payload));
    }

    private Quantization quantization() {
        String kind = text(CollectionSetting.QUANTIZATION);
        boolean alwaysRam = flag(CollectionSetting.QUANTIZATION_ALWAYS_RAM);
        if (!kind.equals("scalar")) {
            refuse(CollectionSetting.QUANTIZATION_QUANTILE, kind);
        }
        if (!kind.equals("product")) {
            refuse(CollectionSetting.QUANTIZATION_COMPRESSION, kind);
        }
        return switch (kind) {
            case "scalar" ->
                new Quantization.Scalar(
                        ((Number) value(CollectionSetting.QUANTIZATION_QUANTILE)).floatValue(), alwaysRam);
            case "product" ->
                new Quantization.Product(
                        Quantization.Compression.valueOf(
                                text(CollectionSetting.QUANTIZATION_COMPRESSION).toUpperCase(Locale.ROOT)),
                        alwaysRam);
            case "binary" -> new Quantization.Binary(alwaysRam);
            default -> {
                refuse(CollectionSetting.QUANTIZATION_ALWAYS_RAM, kind);
                yield Quantization.NONE;
            }
        };
    }

    private void refuse(CollectionSetting setting, String kind) {
        if (given.containsKey(setting.key())) {
            problems.add("%s is set, but %s is %s, which has no use for it"
                    .formatted(setting.key(), CollectionSetting.QUANTIZATION.key(), kind));
        }
    }

    private <T> @Nullable T sensible(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Object value(CollectionSetting setting) {
        return requireNonNull(values.get(setting.key()), setting.key());
    }

    private String text(CollectionSetting setting) {
        return value(setting).toString();
    }

    private boolean flag(CollectionSetting setting) {
        return (Boolean) value(setting);
    }

    private int required(CollectionSetting setting) {
        return (Integer) value(setting);
    }

    private @Nullable Integer number(CollectionSetting setting) {
        return (Integer) values.get(setting.key());
    }

    @SuppressWarnings("unchecked") // a LIST of ConfigDef is a list of strings
    private List<String> list(CollectionSetting setting) {
        return (List<String>) value(setting);
    }
}
