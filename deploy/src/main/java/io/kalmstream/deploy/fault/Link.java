package io.kalmstream.deploy.fault;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: the client's to us, ours to the server, and a pump each way.
 *
 * <p>Threads: any; four of its own, which end with it.
 */
final class Link {
    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private static final int DIRECTIONS = 2;

    private final Socket client;
    private final Socket server;
    private final Tally tally;
    private final Consumer<Link> whenOver;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();
    private final AtomicInteger running = new AtomicInteger(DIRECTIONS);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param whenOver told once, when no byte will pass any more */
    Link(Socket client, Socket server, Tally tally, Consumer<Link> whenOver) {
        this.client = client;
        this.server = server;
        this.tally = tally;
        this.whenOver = whenOver;
    }

    /** Does nothing when it has been cut already. */
    synchronized void start(Lane requests, Lane replies) {
        if (!over.get()) {
            run(new Pump(client, server, requests, tally, tally.requestBytes));
            run(new Pump(server, client, replies, tally, tally.replyBytes));
        }
    }

    private void run(Pump pump) {
        threads.execute(() -> {
            try {
                pump.read();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        threads.execute(() -> {
            try {
                pump.write(this);
                if (running.decrementAndGet() == 0) {
                    end();
                }
            } catch (IOException e) {
                log.debug("one side is gone, and so is the other now", e);
                end();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** A part of what the server said is missing: the rest is of no use to the client. */
    void lose(Duration cutAfter) {
        if (lost.compareAndSet(false, true)) {
            Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(cutAfter);
                    cut();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    boolean hasLost() {
        return lost.get();
    }

    /** Resets both sides. Returns whether there was something to cut. */
    boolean cut() {
        if (over.get()) {
            return false;
        }
        // Counted first: who sees the reset sees the count.
        tally.cut.increment();
        end();
        return true;
    }

    private synchronized void end() {
        if (over.compareAndSet(false, true)) {
            reset(client);
            reset(server);
            threads.shutdownNow();
            whenOver.accept(this);
        }
    }

    /** Closes so that the other side sees a reset and not an end. */
    static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            log.debug("was closed already", e);
        }
    }
}
