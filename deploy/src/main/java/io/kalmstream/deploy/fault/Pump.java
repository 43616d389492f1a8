package io.kalmstream.deploy.fault;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * One direction of one connection. What is read waits in a queue until it is due, so that a delay costs time and no bandwidth.
 *
 * <p>Threads: one reads, one writes.
 */
final class Pump {
    private static final int CHUNK_BYTES = 16 << 10;
    private static final int QUEUED_CHUNKS = 256;

    private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUED_CHUNKS);
    private final Socket from;
    private final Socket to;
    private final Lane lane;
    private final Tally tally;
    private final LongAdder delivered;

    Pump(Socket from, Socket to, Lane lane, Tally tally, LongAdder delivered) {
        this.from = from;
        this.to = to;
        this.lane = lane;
        this.tally = tally;
        this.delivered = delivered;
    }

    /** Returns when the sender has ended or was reset. */
    void read() throws InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                long delay = lane.latency.nanos();
                if (delay > 0) {
                    tally.delayedBytes.add(read);
                }
                if (lane.gate.isClosed()) {
                    tally.heldBytes.add(read);
                }
                queue.put(new Chunk.Bytes(Arrays.copyOf(buffer, read), System.nanoTime() + delay));
            }
            queue.put(new Chunk.End());
        } catch (IOException _) {
            queue.put(new Chunk.Broken());
        }
    }

    /** Returns when everything is written; fails where the receiver, or the sender, was reset. */
    void write(Link link) throws IOException, InterruptedException {
        while (true) {
            Chunk next = queue.take();
            if (next instanceof Chunk.Bytes chunk) {
                TimeUnit.NANOSECONDS.sleep(chunk.due() - System.nanoTime());
            }
            lane.gate.awaitOpen();
            switch (next) {
                case Chunk.Bytes chunk -> write(chunk.bytes(), link);
                case Chunk.End _ -> {
                    to.shutdownOutput();
                    return;
                }
                case Chunk.Broken _ -> throw new IOException("reset by the other side");
            }
        }
    }

    private void write(byte[] bytes, Link link) throws IOException, InterruptedException {
        Duration cutAfterLoss = lane.cutAfterLoss();
        if (cutAfterLoss != null) {
            tally.lostBytes.add(bytes.length);
            link.lose(cutAfterLoss);
            return;
        }
        long wait = lane.pace.reserve(bytes.length);
        if (wait > 0) {
            tally.pacedBytes.add(bytes.length);
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        to.getOutputStream().write(bytes);
        delivered.add(bytes.length);
    }
}
