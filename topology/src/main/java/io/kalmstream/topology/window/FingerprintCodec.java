package io.kalmstream.topology.window;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A fingerprint in the documents store: version, text hash (32 bytes), attributes hash (32 bytes), model, collection, event time
 * (seconds, nanoseconds), offset. Version 1 had no collection.
 */
final class FingerprintCodec {
    private static final byte WITHOUT_COLLECTION = 1;
    private static final byte VERSION = 2;
    private static final int HASH_BYTES = 32;
    private static final int FIXED_BYTES =
            1 + 2 * HASH_BYTES + 2 * Short.BYTES + Long.BYTES + Integer.BYTES + Long.BYTES;

    private FingerprintCodec() {}

    static byte[] encode(Fingerprint fingerprint) {
        byte[] model = fingerprint.model().getBytes(StandardCharsets.UTF_8);
        byte[] collection = fingerprint.collection().getBytes(StandardCharsets.UTF_8);
        Instant occurredAt = fingerprint.occurredAt();
        return ByteBuffer.allocate(FIXED_BYTES + model.length + collection.length)
                .put(VERSION)
                .put(HexFormat.of().parseHex(fingerprint.textHash()))
                .put(HexFormat.of().parseHex(fingerprint.attributesHash()))
                .putShort((short) model.length)
                .put(model)
                .putShort((short) collection.length)
                .put(collection)
                .putLong(occurredAt.getEpochSecond())
                .putInt(occurredAt.getNano())
                .putLong(fingerprint.offset())
                .array();
    }

    static Fingerprint decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != WITHOUT_COLLECTION) {
                CodecVersion.check("documents", version, VERSION);
            }
            return new Fingerprint(
                    HexFormat.of().formatHex(in.readNBytes(HASH_BYTES)),
                    HexFormat.of().formatHex(in.readNBytes(HASH_BYTES)),
                    string(in),
                    version == WITHOUT_COLLECTION ? "" : string(in),
                    Instant.ofEpochSecond(in.readLong(), in.readInt()),
                    in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "an entry of store 'documents' is damaged: %d bytes".formatted(bytes.length), e);
        }
    }

    private static String string(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
    }
}
