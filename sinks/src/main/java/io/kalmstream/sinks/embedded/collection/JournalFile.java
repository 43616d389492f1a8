package io.kalmstream.sinks.embedded.collection;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * One file of records: a header (magic, format), then per record its length, its CRC-32C and its bytes. A record that is cut short or
 * does not match its checksum is where the process died while writing it: the file ends there.
 */
final class JournalFile implements AutoCloseable {
    private static final int MAGIC = 0x4B53514A;
    private static final int FORMAT = 1;
    static final int HEADER = 2 * Integer.BYTES;
    private static final int PREFIX = 2 * Integer.BYTES;

    private final Path path;
    private final FileChannel channel;

    private JournalFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static JournalFile create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        JournalFile file = new JournalFile(path, channel);
        file.write(ByteBuffer.allocate(HEADER).putInt(MAGIC).putInt(FORMAT).flip());
        return file;
    }

    /** Goes on behind the last whole record, cutting off what follows it. */
    static JournalFile reopen(Path path, long end) throws IOException {
        if (end < HEADER) {
            Files.delete(path);
            return create(path);
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        channel.truncate(end);
        channel.position(end);
        return new JournalFile(path, channel);
    }

    /** Hands over every whole record and answers where the last one ends; less than {@link #HEADER} if not even the header is whole. */
    static long read(Path path, Records records) throws IOException {
        long size = Files.size(path);
        if (size < HEADER) {
            return 0;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            checkHeader(path, in.readInt(), in.readInt());
            long end = HEADER;
            while (size - end >= PREFIX) {
                int length = in.readInt();
                int checksum = in.readInt();
                if (length < 0 || length > size - end - PREFIX) {
                    return end;
                }
                byte[] record = in.readNBytes(length);
                if (checksum(record) != checksum) {
                    return end;
                }
                records.accept(record);
                end += PREFIX + length;
            }
            return end;
        }
    }

    void append(byte[] record) throws IOException {
        long start = channel.position();
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX + record.length);
        bytes.putInt(record.length).putInt(checksum(record)).put(record).flip();
        try {
            write(bytes);
        } catch (IOException e) {
            // A full disk must not leave half a record in the way of the next one.
            channel.truncate(start);
            throw e;
        }
    }

    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void checkHeader(Path path, int magic, int format) throws IOException {
        if (magic != MAGIC) {
            throw new IOException(path + " is not a journal of an embedded Qdrant");
        }
        if (format != FORMAT) {
            throw new IOException(path + " has journal format " + format + ", this build reads format " + FORMAT
                    + ": use the build that wrote it, or another data folder");
        }
    }

    private static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record);
        return (int) crc.getValue();
    }

    @FunctionalInterface
    interface Records {
        void accept(byte[] record) throws IOException;
    }
}
