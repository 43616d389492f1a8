package io.kalmstream.deploy.feed;

/**
 * What a feed did.
 *
 * @param events lines sent as events or interactions, those without id or text among them
 * @param tombstones lines sent as deletions
 * @param broken lines sent as they stood, because they are no JSON objects
 * @param refused lines of any of these kinds that were too large to be sent at all
 */
public record FeedSummary(long events, long tombstones, long broken, long refused) {
    public long sent() {
        return events + tombstones + broken;
    }
}
