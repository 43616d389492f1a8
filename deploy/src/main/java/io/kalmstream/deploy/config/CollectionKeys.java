package io.kalmstream.deploy.config;

import io.kalmstream.sinks.qdrant.CollectionSetting;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.sinks.qdrant.HnswSettings;
import io.kalmstream.sinks.qdrant.PayloadIndex;
import io.kalmstream.sinks.qdrant.PayloadSettings;
import io.kalmstream.sinks.qdrant.Quantization;
import io.kalmstream.sinks.qdrant.ShardSettings;
import io.kalmstream.sinks.qdrant.VectorDatatype;
import io.kalmstream.sinks.qdrant.VectorSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** How a collection is made. */
public final class CollectionKeys {
    static final KeyGroup GROUP = new KeyGroup(
            "collection",
            "How the collection is made where it is missing; `collection plan` compares it with one that is there.",
            CollectionDefinition.define());

    private final Map<String, String> given;
    private final Values values;
    private final Problems problems;

    private CollectionKeys(Map<String, String> given, Values values, Problems problems) {
        this.given = given;
        this.values = values;
        this.problems = problems;
    }

    /**
     * @param given other keys are passed over
     * @throws ConfigException values that make no sense, by themselves or together; the message names them all
     */
    public static CollectionSettings settings(Map<String, String> given) {
        return Problems.refuseAny(problems -> settings(given, problems));
    }

    static Optional<CollectionSettings> settings(Map<String, String> given, Problems problems) {
        Values values = Values.of(GROUP, given, problems);
        return values.areValid() ? new CollectionKeys(given, values, problems).read() : Optional.empty();
    }

    private Optional<CollectionSettings> read() {
        Optional<Quantization> quantization = problems.sensible(this::quantization);
        Optional<HnswSettings> hnsw = problems.sensible(() -> new HnswSettings(
                values.number(CollectionSetting.HNSW_M.key()),
                values.number(CollectionSetting.HNSW_EF_CONSTRUCT.key()),
                number(CollectionSetting.HNSW_PAYLOAD_M),
                flag(CollectionSetting.HNSW_ON_DISK)));
        Optional<ShardSettings> shards = problems.sensible(() -> new ShardSettings(
                number(CollectionSetting.SHARD_NUMBER),
                number(CollectionSetting.REPLICATION_FACTOR),
                number(CollectionSetting.WRITE_CONSISTENCY_FACTOR)));
        Optional<PayloadSettings> payload = problems.sensible(() -> new PayloadSettings(
                flag(CollectionSetting.ON_DISK_PAYLOAD),
                flag(CollectionSetting.TENANT_INDEX),
                values.list(CollectionSetting.PAYLOAD_INDEXES.key()).stream()
                        .map(PayloadIndex::parse)
                        .toList()));
        Optional<VectorSettings> vectors = problems.sensible(() -> new VectorSettings(
                VectorDatatype.valueOf(text(CollectionSetting.DATATYPE).toUpperCase(Locale.ROOT)),
                flag(CollectionSetting.VECTORS_ON_DISK),
                hnsw.orElse(HnswSettings.DEFAULT),
                quantization.orElse(Quantization.NONE)));
        if (vectors.isEmpty() || shards.isEmpty() || payload.isEmpty()) {
            return Optional.empty();
        }
        String alias = text(CollectionSetting.ALIAS);
        return problems.sensible(() ->
                new CollectionSettings(alias.isEmpty() ? null : alias, vectors.get(), shards.get(), payload.get()));
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
                        (float) values.fraction(CollectionSetting.QUANTIZATION_QUANTILE.key()), alwaysRam);
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

    private String text(CollectionSetting setting) {
        return values.text(setting.key());
    }

    private boolean flag(CollectionSetting setting) {
        return values.flag(setting.key());
    }

    private @Nullable Integer number(CollectionSetting setting) {
        return values.maybeNumber(setting.key()).orElse(null);
    }
}
