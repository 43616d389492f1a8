package io.kalmstream.sinks.qdrant;

import org.jspecify.annotations.Nullable;

/**
 * The graph in which nearest vectors are found.
 *
 * @param m links of a point; 0 builds no graph over all points, for collections that are only asked tenant by tenant
 * @param efConstruct candidates looked at for each link: more makes a better graph, slower
 * @param payloadM links among the points that share an indexed value, a tenant say; null for as many as {@code m}
 * @param onDisk whether the graph is read from disk
 */
public record HnswSettings(int m, int efConstruct, @Nullable Integer payloadM, boolean onDisk) {
    /**
     * Qdrant's own graph (m 16, ef_construct 100): right for vectors of some hundred numbers. In memory: it takes some 150 bytes a
     * point, and a search walks it at random, which a disk is slow at.
     */
    public static final HnswSettings DEFAULT = new HnswSettings(16, 100, null, false);

    private static final int MOST_LINKS = 10_000;
    private static final int LEAST_CANDIDATES = 4;

    public HnswSettings {
        requireLinks(CollectionSetting.HNSW_M, m);
        if (payloadM != null) {
            requireLinks(CollectionSetting.HNSW_PAYLOAD_M, payloadM);
        }
        if (efConstruct < LEAST_CANDIDATES) {
            throw CollectionSetting.HNSW_EF_CONSTRUCT.refuse(
                    "must be at least %d, is %d".formatted(LEAST_CANDIDATES, efConstruct));
        }
    }

    /** Links among the points that share an indexed value. */
    int linksWithin() {
        return payloadM == null ? m : payloadM;
    }

    private static void requireLinks(CollectionSetting setting, int links) {
        if (links < 0 || links > MOST_LINKS) {
            throw setting.refuse("must be from 0 to %d, is %d".formatted(MOST_LINKS, links));
        }
    }
}
