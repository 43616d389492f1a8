package io.kalmstream.sinks.embedded.payload;

import io.kalmstream.sinks.embedded.wire.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A payload path as the beginning of index terms. No path is a prefix of another one followed by a term kind: every key carries its
 * length, and the tags used here are not term kinds. Long paths are replaced by their hash, as Lucene's terms are bounded.
 *
 * @param bytes do not change
 */
record TermPath(byte[] bytes) {
    private static final byte KEY = 1;
    private static final byte ITEMS = 2;
    private static final byte HASHED = 3;
    private static final int LONGEST = 400;

    static final TermPath ROOT = new TermPath(new byte[0]);

    /** Refuses paths that name one item of an array: only "every item" is indexed. */
    static TermPath of(PayloadPath path) {
        TermPath result = ROOT;
        for (PayloadPath.Step step : path.steps()) {
            result = switch (step) {
                case PayloadPath.Step.Key key -> result.key(key.name());
                case PayloadPath.Step.Items _ -> result.items();
                case PayloadPath.Step.Index _ -> throw Refusal.unsupported("filter on one position of an array");
            };
        }
        return result;
    }

    TermPath key(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream longer = start(text.length + 5);
        longer.write(KEY);
        for (int shift = 24; shift >= 0; shift -= 8) {
            longer.write(text.length >>> shift);
        }
        longer.writeBytes(text);
        return bounded(longer.toByteArray());
    }

    TermPath items() {
        ByteArrayOutputStream longer = start(1);
        longer.write(ITEMS);
        return bounded(longer.toByteArray());
    }

    private ByteArrayOutputStream start(int more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + more);
        out.writeBytes(bytes);
        return out;
    }

    private static TermPath bounded(byte[] path) {
        if (path.length <= LONGEST) {
            return new TermPath(path);
        }
        byte[] hash = Sha256.of(path);
        byte[] replaced = new byte[hash.length + 1];
        replaced[0] = HASHED;
        System.arraycopy(hash, 0, replaced, 1, hash.length);
        return new TermPath(replaced);
    }
}
