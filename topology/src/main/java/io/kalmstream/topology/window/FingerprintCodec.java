package io.kalmstream.topology.window;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A fingerprint in the documents store: version, text hash (32 bytes), attributes hash (32 bytes), model, event time (seconds,
 * nanoseconds), offset.
 */
final class FingerprintCodec {
    private static final byte VERSION = 1;
    private static final int HASH_BYTES = 32;

    private FingerprintCodec() {}

    static byte[] encode(Fingerprint fingerprint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.write(HexFormat.of().parseHex(fingerprint.textHash()));
            out.write(HexFormat.of().parseHex(fingerprint.attributesHash()));
            out.writeUTF(fingerprint.model());
            Instant occurredAt = fingerprint.occurredAt();
            out.writeLong(occurredAt.getEpochSecond());
            out.writeInt(occurredAt.getNano());
            out.writeLong(fingerprint.offset());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static Fingerprint decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            CodecVersion.check("documents", in.readByte(), VERSION);
            return new Fingerprint(
                    HexFormat.of().formatHex(in.readNBytes(HASH_BYTES)),
                    HexFormat.of().formatHex(in.readNBytes(HASH_BYTES)),
                    in.readUTF(),
                    Instant.ofEpochSecond(in.readLong(), in.readInt()),
                    in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "an entry of store 'documents' is damaged: %d bytes".formatted(bytes.length), e);
        }
    }
}
