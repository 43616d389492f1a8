package io.kalmstream.encoder.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The threads that compute the shards of a batch, for as long as a model is open: the calling thread and helpers of its own. Each takes
 * the next shard when it has finished one. A shard is computed by one thread from end to end, so nobody waits for anybody between two
 * operators, and there are never more threads than asked for.
 *
 * <p>Threads: {@link #run} by one at a time; {@link #close} when it is not under way.
 */
final class ShardThreads implements AutoCloseable {
    private final List<Helper> helpers = new ArrayList<>();

    /** What is done with a shard; {@code worker} counts from 0 and is computing nothing else. */
    interface Work {
        void encode(int worker, Shard shard);
    }

    /** @param threads the calling one included */
    ShardThreads(int threads) {
        for (int i = 1; i < threads; i++) {
            helpers.add(new Helper(i));
        }
    }

    int count() {
        return helpers.size() + 1;
    }

    /**
     * Returns when no thread works on the shards any more, also if this thread is interrupted, which it then still is: native code
     * cannot be left in the middle. After a failure, shards that nobody has begun stay undone.
     *
     * @throws RuntimeException as the first failing shard did, on whatever thread
     */
    void run(List<Shard> shards, Work work) {
        int needed = Math.min(helpers.size(), shards.size() - 1);
        ShardRound round = new ShardRound(shards, work, needed);
        helpers.subList(0, needed).forEach(helper -> helper.rounds.add(round));
        round.takeShards(0);
        round.awaitHelpers();
        round.throwFailure();
    }

    @Override
    public void close() {
        helpers.forEach(helper -> helper.thread.interrupt());
        boolean interrupted = false;
        for (Helper helper : helpers) {
            while (helper.thread.isAlive()) {
                try {
                    helper.thread.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Helper implements Runnable {
        /** At most one: the next round begins when every helper has left the last. */
        private final BlockingQueue<ShardRound> rounds = new ArrayBlockingQueue<>(1);

        private final int worker;
        private final Thread thread;

        Helper(int worker) {
            this.worker = worker;
            this.thread =
                    Thread.ofPlatform().name("kalm-encoder-" + worker).daemon().unstarted(this);
            thread.start();
        }

        @Override
        public void run() {
            try {
                while (true) {
                    rounds.take().help(worker);
                }
            } catch (InterruptedException _) {
                // Only close() interrupts this thread.
                Thread.currentThread().interrupt();
            }
        }
    }
}
