package io.kalmstream.topology.window;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** Rows for tests that do not care where they come from. */
final class Rows {
    private Rows() {}

    static Row document(DocumentKey key, String text) {
        return row(new Decoded.Document(key, text, Map.of(), Instant.EPOCH));
    }

    static Row row(Decoded.Usable decoded) {
        byte[] key = decoded.id().getBytes(StandardCharsets.UTF_8);
        return new Row(new RawEvent(new Origin("in", 0, 0, 0), headers(), key, new byte[10]), decoded, tokens(decoded));
    }

    /** A token a character. */
    private static int tokens(Decoded.Usable decoded) {
        return switch (decoded) {
            case Decoded.Document document -> document.text().length();
            case Decoded.Deletion _ -> 0;
        };
    }

    static Headers headers() {
        return new Record<byte[], byte[]>(null, null, 0).headers();
    }
}
