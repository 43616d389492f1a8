package io.kalmstream.encoder.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * What is here of a file so far, and the hash over it.
 *
 * <p>Threads: one, the holder of the blob's lock.
 */
final class Partial implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final RemoteFile file;
    private final FileChannel channel;
    private MessageDigest digest;
    private long length;

    private Partial(RemoteFile file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.digest = file.checksum().start(file.size());
    }

    /** Takes up what an earlier download left. */
    static Partial open(Path path, RemoteFile file) throws IOException {
        Partial partial = new Partial(
                file,
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            partial.readBack();
            return partial;
        } catch (IOException | RuntimeException e) {
            partial.close();
            throw e;
        }
    }

    private void readBack() throws IOException {
        if (channel.size() > file.size()) {
            startOver();
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            length += buffer.remaining();
            digest.update(buffer);
            buffer.clear();
        }
    }

    long length() {
        return length;
    }

    boolean isWhole() {
        return length == file.size();
    }

    void startOver() throws IOException {
        channel.truncate(0);
        channel.position(0);
        digest = file.checksum().start(file.size());
        length = 0;
    }

    void append(ByteBuffer bytes) throws IOException {
        if (length + bytes.remaining() > file.size()) {
            throw new HubException(
                    HubException.Fault.DAMAGED,
                    file.path() + " is longer than the " + file.size() + " bytes that the Hub lists for it");
        }
        length += bytes.remaining();
        digest.update(bytes.duplicate());
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // Not a fault of the line: trying again does not help.
            throw new HubException(
                    HubException.Fault.REFUSED, file.path() + " cannot be written to the cache: " + e.getMessage(), e);
        }
    }

    /** Whether the content is the one that was promised; asked once. */
    boolean isRight() {
        return file.checksum().isOf(digest);
    }

    /** Down to the disk: the next thing that happens to it is that it gets its real name. */
    void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
