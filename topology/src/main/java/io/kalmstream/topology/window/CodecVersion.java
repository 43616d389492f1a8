package io.kalmstream.topology.window;

/** Refuses state that another release has written in a way this one cannot read. */
public final class CodecVersion {
    private CodecVersion() {}

    public static void check(String store, byte found, byte readable) {
        if (found != readable) {
            throw new IllegalStateException(
                    "store '%s' has an entry of version %d, this release reads version %d: run the release that wrote it"
                            .formatted(store, found, readable));
        }
    }
}
