package io.kalmstream.sinks.qdrant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of which none is a default. */
final class TestingSettings {
    static final CollectionSettings OTHER = with(new Quantization.Scalar(0.95f, true));

    private TestingSettings() {}

    static CollectionSettings with(Quantization quantization) {
        return new CollectionSettings(
                null,
                new VectorSettings(VectorDatatype.FLOAT16, false, new HnswSettings(32, 200, 8, true), quantization),
                new ShardSettings(2, 2, 2),
                new PayloadSettings(
                        false,
                        false,
                        List.of(
                                PayloadIndex.parse("attributes.price:float"),
                                PayloadIndex.parse("attributes.brand:keyword"),
                                PayloadIndex.parse("attributes.stock:integer"),
                                PayloadIndex.parse("attributes.sold:bool"),
                                PayloadIndex.parse("attributes.since:datetime"),
                                PayloadIndex.parse("attributes.serial:uuid"),
                                PayloadIndex.parse("text:text"))));
    }

    static CollectionSettings with(CollectionSettings settings, @Nullable String alias) {
        return new CollectionSettings(alias, settings.vectors(), settings.shards(), settings.payload());
    }
}
