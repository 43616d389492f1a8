package io.kalmstream.topology.window;

import static java.util.stream.Collectors.toCollection;

import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.Decoded;
import io.kalmstream.topology.event.Failure;
import io.kalmstream.topology.event.RawEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task's way from events to settled events; see the package's picture.
 *
 * <p>Threads: the stream thread only.
 */
final class TaskPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(TaskPipeline.class);

    private static final Duration LONGEST_SLICE = Duration.ofMillis(100);

    private final TaskParts parts;
    private final LongSupplier nanos;
    /** In the pending store, and on their way into the window: first those that are decoded, then the others. */
    private final Deque<Row> decoded = new ArrayDeque<>();

    private final Deque<RawEvent> backlog = new ArrayDeque<>();

    private OpenWindow open = new OpenWindow();
    private boolean replayed;
    private int toldEvents;
    private long toldBytes;

    TaskPipeline(TaskParts parts, LongSupplier nanos) {
        this.parts = parts;
        this.nanos = nanos;
    }

    /** Takes an event in. When this returns it is pending or settled. */
    void accept(RawEvent event) {
        boolean mayWrite = mayWrite();
        take(event, mayWrite);
        if (mayWrite) {
            admit(true);
            poll();
        }
        tellHeld();
    }

    /** Does what time and other threads make possible. */
    void tick() {
        if (mayWrite()) {
            admit(false);
            close(parts.closeOverTime());
            deleteAgain();
            poll();
        }
        tellHeld();
    }

    /** Whether the task is its partition's committed owner; then its last owner's events are let in, and what is done is settled. */
    private boolean mayWrite() {
        if (!parts.ownership().check()) {
            return false;
        }
        replay();
        poll();
        return true;
    }

    /** Whether there is nothing to do until the next event comes. */
    boolean isIdle() {
        return replayed
                && decoded.isEmpty()
                && backlog.isEmpty()
                && open.isEmpty()
                && parts.inFlight().windows() == 0;
    }

    private void deleteAgain() {
        Instant now = parts.clock().instant();
        if (parts.inFlight().windows() <= 1 || parts.tombstones().isOverdue(now)) {
            List<DocumentKey> keys = parts.tombstones()
                    .toDeleteAgain(now, key -> parts.inFlight().contains(key) || open.contains(key));
            if (!keys.isEmpty()) {
                parts.inFlight().start(WindowPlan.deleteAgain(keys));
            }
        }
    }

    /** @return whether no write to the vector store is under way any more */
    boolean close(Duration atMost) {
        if (!open.isEmpty()) {
            say(CloseReason.SHUTDOWN);
        }
        parts.inFlight().cancel();
        tellHeld(0, 0);
        return parts.gate().close(atMost);
    }

    private void tellHeld() {
        tellHeld(
                open.held() + parts.inFlight().rows(),
                open.bytes() + parts.inFlight().bytes());
    }

    private void tellHeld(int events, long bytes) {
        if (events != toldEvents || bytes != toldBytes) {
            parts.listener().heldChanged(events - toldEvents, bytes - toldBytes);
            toldEvents = events;
            toldBytes = bytes;
        }
    }

    /**
     * Lets the events of the task's last owner in, in their order, before any new one. Not while the task is initialised: there
     * nothing can be forwarded.
     */
    private void replay() {
        if (replayed) {
            return;
        }
        List<RawEvent> events = parts.pending().all();
        backlog.addAll(events);
        replayed = true;
        if (!events.isEmpty()) {
            LOG.info("replays {} pending events", events.size());
        }
    }

    /** Before the replay an event is only kept: that is how it gets its place behind the others. */
    private void take(RawEvent event, boolean line) {
        Optional<Failure> oversized = parts.intake().oversized(event);
        if (oversized.isPresent()) {
            parts.settler().fail(event, oversized.get());
            return;
        }
        parts.pending().put(event);
        if (line) {
            backlog.add(event);
        }
    }

    private Row row(RawEvent event, Decoded.Usable decoded) {
        return switch (decoded) {
            case Decoded.Document document ->
                new Row(event, document, parts.tokens().of(document.text()));
            case Decoded.Deletion deletion -> new Row(event, deletion, 0);
        };
    }

    /** @param wait for room, as long as the thread may */
    private void admit(boolean wait) {
        while (isNextDecoded() && hasRoom(decoded.getFirst(), wait)) {
            Row row = decoded.removeFirst();
            open.add(row, decided(row.decoded()), nanos.getAsLong());
            close(parts.closeOnSize());
        }
    }

    /** Decodes until there is a row; what is nobody's event ends at once. */
    private boolean isNextDecoded() {
        while (decoded.isEmpty() && !backlog.isEmpty()) {
            RawEvent event = backlog.getFirst();
            Optional<Decoded> read = read(event);
            if (read.isEmpty()) {
                return false;
            }
            backlog.removeFirst();
            switch (read.get()) {
                case Decoded.Undecodable(Failure failure) -> parts.settler().fail(event, failure);
                case Decoded.Usable usable -> decoded.add(row(event, usable));
            }
        }
        return !decoded.isEmpty();
    }

    /** Nothing while the schema registry does not answer: that is no fault of the event, which waits with all after it. */
    private Optional<Decoded> read(RawEvent event) {
        if (parts.breaker().isOpen()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parts.intake().read(event));
        } catch (RegistryUnavailableException e) {
            parts.breaker().registryIsDown(e, () -> parts.intake().read(event));
            return Optional.empty();
        }
    }

    /** A deletion without a tenant is about every tenant that has the id, or is about to have it. */
    private Set<DocumentKey> decided(Decoded.Usable event) {
        return switch (event) {
            case Decoded.Document document -> Set.of(document.key());
            case Decoded.Deletion deletion -> decided(deletion);
        };
    }

    private Set<DocumentKey> decided(Decoded.Deletion deletion) {
        String id = deletion.id();
        if (deletion.tenant() != null) {
            return Set.of(new DocumentKey(deletion.tenant(), id));
        }
        Set<String> tenants = new TreeSet<>(parts.documents().tenants(id));
        tenants.addAll(parts.inFlight().tenants(id));
        tenants.addAll(open.tenants(id));
        if (tenants.isEmpty()) {
            // Unknown here, yet the store may have it, say from before this state was lost.
            tenants.add("");
        }
        return tenants.stream().map(tenant -> new DocumentKey(tenant, id)).collect(toCollection(LinkedHashSet::new));
    }

    /** Without room the row stays where it is, in the state already, and the next look may find some. */
    private boolean hasRoom(Row row, boolean wait) {
        Duration waited = Duration.ZERO;
        boolean progress = false;
        while (isFullFor(row)) {
            if (parts.inFlight().windows() == 0 && open.isEmpty()) {
                // Larger than the limit all by itself: it goes alone.
                return true;
            }
            if (parts.inFlight().windows() == 0) {
                close(CloseReason.IN_FLIGHT);
                continue;
            }
            Duration left = parts.waits().left();
            if (!wait || parts.breaker().isOpen() || !left.isPositive()) {
                if (wait && !progress && waited.compareTo(parts.limits().maxWait()) >= 0) {
                    blame();
                }
                return false;
            }
            // In slices: a thread that waits is not one that is away.
            Duration slice = left.compareTo(LONGEST_SLICE) < 0 ? left : LONGEST_SLICE;
            long begin = nanos.getAsLong();
            boolean done = parts.inFlight().awaitHead(slice);
            parts.waits().spend(done ? Duration.ofNanos(nanos.getAsLong() - begin) : slice);
            waited = done ? waited : waited.plus(slice);
            progress |= done;
            parts.ownership().check();
            poll();
        }
        return true;
    }

    /** Nothing has moved for as long as a task may wait: a store that is slow is waited for as if it were down, a device is not. */
    private void blame() {
        if (!parts.inFlight().headIsAtStore()) {
            throw new InFlightLimitException(full(parts.limits()));
        }
        parts.breaker()
                .trip("a write has not been answered for " + parts.limits().maxWait());
    }

    private boolean isFullFor(Row row) {
        InFlightLimits limits = parts.limits();
        return open.held() + parts.inFlight().rows() >= limits.maxRecords()
                || open.bytes() + parts.inFlight().bytes() + row.bytes() > limits.maxBytes();
    }

    private String full(InFlightLimits limits) {
        return "%d events of %d bytes are in flight (limits %d and %d) and the oldest window was not encoded within %s: the device is too slow or does not answer; nothing of it was committed"
                .formatted(
                        open.held() + parts.inFlight().rows(),
                        open.bytes() + parts.inFlight().bytes(),
                        limits.maxRecords(),
                        limits.maxBytes(),
                        limits.maxWait());
    }

    private void close(ClosePolicies policies) {
        policies.closing(open).ifPresent(this::close);
    }

    private void close(CloseReason reason) {
        say(reason);
        WindowPlan plan = parts.planner().plan(open);
        open = new OpenWindow();
        plan.unchanged().forEach(row -> parts.settler().settle(row, Settlement.UNCHANGED));
        if (!plan.works().isEmpty()) {
            parts.inFlight().start(plan);
        }
    }

    private void say(CloseReason reason) {
        parts.listener().windowClosed(reason, open.rows());
        parts.metrics().closed(reason, open.rows());
    }

    private void poll() {
        for (Optional<InFlightWindow> done = pollDone(); done.isPresent(); done = pollDone()) {
            takeBack(parts.settler().settle(done.get()));
        }
    }

    /** They come before everything that waits, and before what is on its way already: there they are kept. */
    private void takeBack(List<Row> again) {
        for (Row row : again.reversed()) {
            DocumentKey key = decided(row.decoded()).iterator().next();
            if (!parts.inFlight().keepBefore(key, row) && !open.keepBefore(key, row)) {
                decoded.addFirst(row);
            }
        }
    }

    /** Who is fenced off settles nothing and leaves it to the group to say who owns the partition. */
    private Optional<InFlightWindow> pollDone() {
        try {
            return parts.inFlight().pollDone();
        } catch (StaleWriteException e) {
            String writer = parts.ownership().writer();
            parts.epochs().found(e.younger());
            parts.listener().staleWrite(writer);
            throw new NotOwnerException(
                    "the vector store has a write of '%s' with epoch %d, younger than this worker's: another worker owns the partition, or did so with a clock that is ahead"
                            .formatted(writer, e.younger().epoch()));
        }
    }
}
