package io.kalmstream.topology.window;

import io.kalmstream.topology.event.Origin;
import io.kalmstream.topology.event.RawEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private RawEventCodec() {}

    static byte[] encode(RawEvent event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(event.bytes(), 1 << 20));
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(event.origin().topic());
            out.writeInt(event.origin().partition());
            out.writeLong(event.origin().offset());
            out.writeLong(event.origin().timestamp());
            Header[] headers = event.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                write(out, header.key().getBytes(StandardCharsets.UTF_8));
                write(out, header.value());
            }
            write(out, event.key());
            write(out, event.value());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
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

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
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
