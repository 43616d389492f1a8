package io.kalmstream.encoder.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The right to write one blob: against other threads by a semaphore, which a file lock does not keep out, and against other processes by a
 * lock on a file. Whoever waits for it may be interrupted.
 */
final class BlobLock implements AutoCloseable {
    /** Never shrinks: one entry a blob that this process has fetched. */
    private static final ConcurrentHashMap<Path, Semaphore> IN_PROCESS = new ConcurrentHashMap<>();

    private final Semaphore mine;
    private final FileChannel file;

    private BlobLock(Semaphore mine, FileChannel file) {
        this.mine = mine;
        this.file = file;
    }

    static BlobLock acquire(Path path) throws IOException, InterruptedException {
        Path absolute = path.toAbsolutePath().normalize();
        Semaphore mine = IN_PROCESS.computeIfAbsent(absolute, _ -> new Semaphore(1));
        mine.acquire();
        try {
            return new BlobLock(mine, locked(absolute));
        } catch (FileLockInterruptionException e) {
            mine.release();
            boolean _ = Thread.interrupted();
            InterruptedException interrupted = new InterruptedException("interrupted while waiting for " + path);
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException | RuntimeException e) {
            mine.release();
            throw e;
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        Files.createDirectories(RepoCache.parent(path));
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The file stays: to remove it would let a third one in beside a second one that waits for it. */
    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            mine.release();
        }
    }
}
