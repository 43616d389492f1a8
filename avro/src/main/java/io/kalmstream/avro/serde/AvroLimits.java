package io.kalmstream.avro.serde;

import java.util.Map;
import java.util.Properties;
import org.apache.avro.SystemLimitException;

/**
 * Avro's own limits, which are as good as off by default. {@link PayloadCheck} refuses what is out of proportion to its bytes
 * before Avro sees it; these stand behind it, and before whatever else reads Avro in this JVM.
 */
final class AvroLimits {
    /** Longest record anybody can configure to be decoded, and so longest string or bytes in one. */
    static final int MAX_BYTES = 64 << 20;

    static final int MAX_ITEMS = 16 << 20;

    private static final Map<String, Integer> LIMITS = Map.of(
            SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, MAX_BYTES,
            SystemLimitException.MAX_STRING_LENGTH_PROPERTY, MAX_BYTES,
            SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, MAX_ITEMS,
            SystemLimitException.MAX_COLLECTION_ALLOCATION_PROPERTY, MAX_ITEMS,
            SystemLimitException.MAX_DECOMPRESS_LENGTH_PROPERTY, MAX_BYTES);

    private AvroLimits() {}

    /** Avro reads them once, before it reads its first value: what reads or writes calls this first. */
    static void set() {
        set(System.getProperties());
    }

    /** What was given on the command line stays. */
    static void set(Properties properties) {
        LIMITS.forEach((key, limit) -> properties.putIfAbsent(key, Integer.toString(limit)));
    }
}
