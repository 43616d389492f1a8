package io.kalmstream.sinks.qdrant;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How what stands beside a vector is kept and found.
 *
 * @param onDisk whether payloads are read from disk
 * @param tenantIndex whether the points of a tenant are kept together, and searches of one tenant read those only
 * @param indexes beside those of our own ({@code tenant} and whatever conditions of ours name)
 */
public record PayloadSettings(boolean onDisk, boolean tenantIndex, List<PayloadIndex> indexes) {
    /** From disk, as Qdrant does: texts are large, and read only for the hits. With tenants, since our own searches ask by them. */
    public static final PayloadSettings DEFAULT = new PayloadSettings(true, true, List.of());

    public PayloadSettings {
        indexes = List.copyOf(indexes);
        Set<String> fields = new HashSet<>(FieldIndexes.ourFields());
        for (PayloadIndex index : indexes) {
            if (!fields.add(index.field())) {
                throw CollectionSetting.PAYLOAD_INDEXES.refuse(
                        "'%s' is %s".formatted(index.field(), duplicate(index.field())));
            }
        }
    }

    private static String duplicate(String field) {
        return FieldIndexes.ourFields().contains(field) ? "indexed by KalmStream itself" : "named twice";
    }
}
