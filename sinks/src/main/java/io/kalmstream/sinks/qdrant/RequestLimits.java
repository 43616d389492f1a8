package io.kalmstream.sinks.qdrant;

import io.qdrant.client.grpc.Collections.StrictModeConfig;

/**
 * How much may go into a request: as configured, or less where the collection's strict mode allows less.
 *
 * @param changes of a write
 * @param keys in one condition of a filter
 * @param queries of a search
 * @param page points of one answer of a scroll
 * @param hits of one query
 * @param ef candidates that one query keeps while it follows the graph
 * @param oversampling how many times the hits wanted are taken by their quantized scores, to choose from by the exact ones
 */
record RequestLimits(int changes, int keys, int queries, int page, int hits, int ef, double oversampling) {
    private static final double OVERSAMPLING = 2;

    static RequestLimits of(QdrantSettings settings) {
        int most = settings.maxPointsPerRequest();
        return new RequestLimits(most, most, most, most, Integer.MAX_VALUE, Integer.MAX_VALUE, OVERSAMPLING);
    }

    /** A write's changes may end up in one upsert, or in one condition that names them all. */
    RequestLimits within(StrictModeConfig strict) {
        if (!strict.getEnabled()) {
            return this;
        }
        long condition = strict.hasConditionMaxSize() ? strict.getConditionMaxSize() : Long.MAX_VALUE;
        long upsert = strict.hasUpsertMaxBatchsize() ? strict.getUpsertMaxBatchsize() : Long.MAX_VALUE;
        long search = strict.hasSearchMaxBatchsize() ? strict.getSearchMaxBatchsize() : Long.MAX_VALUE;
        long limit = strict.hasMaxQueryLimit() ? strict.getMaxQueryLimit() : Long.MAX_VALUE;
        long ef = strict.hasSearchMaxHnswEf() ? strict.getSearchMaxHnswEf() : Long.MAX_VALUE;
        double most = strict.hasSearchMaxOversampling() ? strict.getSearchMaxOversampling() : OVERSAMPLING;
        return new RequestLimits(
                least(changes, Math.min(condition, upsert)),
                least(keys, condition),
                least(queries, search),
                least(page, limit),
                least(hits, limit),
                least(this.ef, ef),
                Math.min(oversampling, most));
    }

    /** A limit of 0 lets nothing through; we ask for 1, so that the server says so. */
    private static int least(int wanted, long allowed) {
        return Math.clamp(allowed, 1, wanted);
    }
}
