package io.kalmstream.encoder.batch;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.TokenizedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where rows wait: texts by source, then tokenized rows in the look-ahead, then one batch prepared for the device.
 *
 * <p>Threads: any. The one lock guards everything here and is held for no call to a tokenizer, a device, a listener or a future.
 */
final class Pipeline {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition sourceHasRoom = lock.newCondition();
    private final Condition tokenizersHaveWork = lock.newCondition();
    private final Condition deviceHasWork = lock.newCondition();

    private final int maxWaitingPerSource;
    private final int lookAheadRows;
    private final SourcesInTurn sources = new SourcesInTurn();
    private final LengthOrderedLookAhead lookAhead;
    private final Set<Submission> open = new HashSet<>();
    private List<Row> prepared = List.of();
    private int tokenizing;
    private boolean deviceReady;
    private boolean deviceBusy;
    /** Set when it has ended: what to tell who comes later. */
    private @Nullable Supplier<EncoderException> ended;

    Pipeline(BatchBudget budget, TokenCap cap, int maxWaitingPerSource) {
        this.maxWaitingPerSource = maxWaitingPerSource;
        this.lookAheadRows = budget.lookAheadRows();
        this.lookAhead = new LengthOrderedLookAhead(budget, cap);
    }

    /**
     * Lets a submission in; waits while its source has too many texts waiting.
     *
     * @throws EncoderException the pipeline has ended
     */
    void admit(Submission submission) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ended == null && isFullFor(submission)) {
                sourceHasRoom.await();
            }
            if (ended != null) {
                throw ended.get();
            }
            open.add(submission);
            sources.add(submission);
            tokenizersHaveWork.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFullFor(Submission submission) {
        int waiting = sources.waiting(submission.source);
        return waiting > 0 && waiting + submission.rows() > maxWaitingPerSource;
    }

    /** For a tokenizer thread: the next text, or null when the pipeline has ended. Prepares batches on the way. */
    @Nullable
    WaitingText nextText() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (ended == null) {
                prepare();
                WaitingText text = pollText();
                if (text != null) {
                    return text;
                }
                if (!prepare()) {
                    tokenizersHaveWork.await();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable WaitingText pollText() {
        if (lookAhead.size() + tokenizing >= lookAheadRows && !sources.hasUrgent()) {
            return null;
        }
        WaitingText text = sources.poll();
        sourceHasRoom.signalAll();
        if (text != null) {
            tokenizing++;
        }
        return text;
    }

    void tokenized(WaitingText text, TokenizedText tokens) {
        lock.lock();
        try {
            tokenizing--;
            if (ended == null) {
                lookAhead.add(new Row(text.submission(), text.index(), tokens, text.turn()));
            }
            prepare();
        } finally {
            lock.unlock();
        }
    }

    /** The text was answered without the device, or its submission has failed. */
    void rejected() {
        lock.lock();
        try {
            tokenizing--;
            prepare();
        } finally {
            lock.unlock();
        }
    }

    /** For the device thread: says that the device is ready, waits for a batch; empty when the pipeline has ended. */
    List<Row> nextBatch() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            deviceReady = true;
            while (ended == null) {
                prepare();
                if (!prepared.isEmpty()) {
                    List<Row> batch = prepared;
                    prepared = List.of();
                    deviceReady = false;
                    deviceBusy = true;
                    tokenizersHaveWork.signalAll();
                    return batch;
                }
                deviceHasWork.await();
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** For the device thread: the batch is encoded or has failed. Comes before its rows are answered, so that who has them sees an idle device. */
    void batchDone() {
        lock.lock();
        try {
            deviceBusy = false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Chooses the next batch, as late as it can: while the device is busy, a batch that other rows may still join stays open.
     *
     * @return whether it did
     */
    private boolean prepare() {
        if (!prepared.isEmpty() || lookAhead.size() == 0) {
            return false;
        }
        boolean lastRowsAreHere = sources.isEmpty() && tokenizing == 0;
        boolean now =
                deviceReady ? lastRowsAreHere || lookAhead.fillsABatch() : lastRowsAreHere && lookAhead.fillsABatch();
        if (!now && !lookAhead.isFull()) {
            return false;
        }
        prepared = lookAhead.takeBatch();
        deviceHasWork.signal();
        tokenizersHaveWork.signalAll();
        return true;
    }

    /** Nobody waits for the submission any more. */
    void over(Submission submission) {
        lock.lock();
        try {
            open.remove(submission);
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return sources.waiting() + tokenizing + lookAhead.size() + prepared.size();
        } finally {
            lock.unlock();
        }
    }

    boolean idle() {
        lock.lock();
        try {
            return !deviceBusy && prepared.isEmpty() && lookAhead.size() == 0 && tokenizing == 0 && sources.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param why what whoever comes later is told
     * @return what nobody will answer any more; nothing if it had ended before
     */
    List<Submission> end(Supplier<EncoderException> why) {
        lock.lock();
        try {
            if (ended == null) {
                ended = why;
            }
            sourceHasRoom.signalAll();
            tokenizersHaveWork.signalAll();
            deviceHasWork.signalAll();
            List<Submission> unanswered = new ArrayList<>(open);
            open.clear();
            return unanswered;
        } finally {
            lock.unlock();
        }
    }
}
