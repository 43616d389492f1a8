package io.kalmstream.sinks.duplicates;

import static java.util.Objects.requireNonNull;

import io.kalmstream.sinks.Change;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.NearestQuery;
import io.kalmstream.sinks.Neighbour;
import io.kalmstream.sinks.StoredPoint;
import io.kalmstream.sinks.StoredVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets one thread at a time go on by one call; whose turn it is, is drawn. */
final class Turns implements AutoCloseable {
    private static final ThreadLocal<Integer> CURRENT = new ThreadLocal<>();

    private final Random random;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SynchronousQueue<Said> said = new SynchronousQueue<>();
    private final ThreadLocal<SynchronousQueue<Boolean>> turn = ThreadLocal.withInitial(SynchronousQueue::new);

    Turns(Random random) {
        this.random = random;
    }

    /** Until all are done. */
    void run(List<Runnable> programs) {
        List<Future<?>> futures = new ArrayList<>();
        Map<Integer, SynchronousQueue<Boolean>> waiting = new HashMap<>();
        for (int i = 0; i < programs.size(); i++) {
            int number = i;
            futures.add(threads.submit(() -> {
                CURRENT.set(number);
                try {
                    programs.get(number).run();
                } finally {
                    say(new Said(number, null));
                }
            }));
            // In turn, so that who is first does not depend on the machine.
            hear(waiting);
        }
        while (!waiting.isEmpty()) {
            List<Integer> numbers = waiting.keySet().stream().sorted().toList();
            int chosen = numbers.get(random.nextInt(numbers.size()));
            SynchronousQueue<Boolean> go = requireNonNull(waiting.remove(chosen));
            try {
                go.put(true);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            hear(waiting);
        }
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("a program failed", e);
            }
        }
    }

    /** Called by a program before each of its steps. */
    void await() {
        SynchronousQueue<Boolean> mine = turn.get();
        say(new Said(CURRENT.get(), mine));
        try {
            mine.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void say(Said word) {
        try {
            said.put(word);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void hear(Map<Integer, SynchronousQueue<Boolean>> waiting) {
        try {
            Said word = said.take();
            if (word.turn() != null) {
                waiting.put(word.number(), word.turn());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same store, each call a step. */
    DuplicateStore slowly(DuplicateStore store) {
        return new DuplicateStore() {
            @Override
            public List<List<Neighbour>> nearest(List<NearestQuery> queries) {
                await();
                return store.nearest(queries);
            }

            @Override
            public List<Optional<StoredPoint>> get(List<DocumentKey> keys) {
                await();
                return store.get(keys);
            }

            @Override
            public <T> T duplicatesOf(List<DocumentKey> canonicals, Function<Stream<StoredVector>, T> reading) {
                await();
                return store.duplicatesOf(canonicals, reading);
            }

            @Override
            public Set<DocumentKey> mark(List<Change.MarkDuplicate> marks) {
                await();
                return store.mark(marks);
            }
        };
    }

    @Override
    public void close() {
        threads.close();
    }

    /** A program waits for its turn, or (null) has ended. */
    private record Said(int number, @Nullable SynchronousQueue<Boolean> turn) {}
}
