package io.kalmstream.topology.window;

import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * An event in the pending store: version, topic, partition, offset, timestamp, number of headers, headers (name, value), key,
 * value. Byte strings are their length (-1: null) and their bytes.
 */
final class RawEventCodec {
    private static final byte VERSION = 1;
    private static final int FIXED_BYTES = 1 + Short.BYTES + Integer.BYTES + Long.BYTES + Long.BYTES + Integer.BYTES;

    private RawEventCodec() {}

    static byte[] encode(RawEvent event) {
        byte[] topic = event.origin().topic().getBytes(StandardCharsets.UTF_8);
        Header[] headers = event.headers().toArray();
        byte[][] names = new byte[headers.length][];
        int size = FIXED_BYTES + topic.length + size(event.key()) + size(event.value());
        for (int i = 0; i < headers.length; i++) {
            names[i] = headers[i].key().getBytes(StandardCharsets.UTF_8);
            size += size(names[i]) + size(headers[i].value());
        }
        ByteBuffer out = ByteBuffer.allocate(size)
                .put(VERSION)
                .putShort((short) topic.length)
                .put(topic)
                .putInt(event.origin().partition())
                .putLong(event.origin().offset())
                .putLong(event.origin().timestamp())
                .putInt(headers.length);
        for (int i = 0; i < headers.length; i++) {
            write(out, names[i]);
            write(out, headers[i].value());
        }
        write(out, event.key());
        write(out, event.value());
        return out.array();
    }

    static RawEvent decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            CodecVersion.check("pending", in.readByte(), VERSION);
            Origin origin = new Origin(in.readUTF(), in.readInt(), in.readLong(), in.readLong());
            return new RawEvent(origin, readHeaders(in), read(in), read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "an entry of store 'pending' is damaged: %d bytes".formatted(bytes.length), e);
        }
    }

    private static Headers readHeaders(DataInputStream in) throws IOException {
        // A record is the public way to get headers.
        Headers headers = new Record<byte[], byte[]>(null, null, 0).headers();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            byte[] name = read(in);
            if (name == null) {
                throw new IOException("a header without a name");
            }
            headers.add(new String(name, StandardCharsets.UTF_8), read(in));
        }
        return headers;
    }

    private static int size(byte @Nullable [] bytes) {
        return Integer.BYTES + (bytes == null ? 0 : bytes.length);
    }

    private static void write(ByteBuffer out, byte @Nullable [] bytes) {
        out.putInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.put(bytes);
        }
    }

    private static byte @Nullable [] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == -1) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("%d bytes announced, %d there".formatted(length, bytes.length));
        }
        return bytes;
    }
}
