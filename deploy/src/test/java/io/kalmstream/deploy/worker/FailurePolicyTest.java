package io.kalmstream.deploy.worker;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderException.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

final class FailurePolicyTest {
    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    private Path state;

    private FailurePolicy policy;

    @BeforeEach
    void start() {
        policy =
                new FailurePolicy(new ReplacementBudget(2, Duration.ofMinutes(1), nanos::get), new DamagedState(state));
    }

    @Test
    void replaces_whatMayPass_untilTheBudgetIsSpent() {
        assertThat(policy.handle(new TimeoutException("1"))).isEqualTo(REPLACE_THREAD);
        assertThat(policy.handle(new TimeoutException("2"))).isEqualTo(REPLACE_THREAD);
        assertThat(policy.fatal()).isEmpty();
        assertThat(policy.handle(new TimeoutException("3"))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.fatal()).get().isInstanceOf(TimeoutException.class);
    }

    @Test
    void replacesAgain_whenTheBudgetsTimeIsOver() {
        policy.handle(new TimeoutException("1"));
        policy.handle(new TimeoutException("2"));
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(policy.handle(new TimeoutException("3"))).isEqualTo(REPLACE_THREAD);
    }

    /** Another thread of this process would meet the same device. */
    @ParameterizedTest
    @EnumSource(names = {"LOST", "HUNG", "MODEL", "BATCH"})
    void ends_atOnce_whenTheDeviceIsGone(Fault fault) {
        assertThat(policy.handle(new StreamsException("wrapped", new EncoderException(fault, "scripted"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.fatal()).isPresent();
    }

    @Test
    void replaces_whenTheDeviceIsOutOfMemory() {
        assertThat(policy.handle(new EncoderException(Fault.OUT_OF_MEMORY, "scripted")))
                .isEqualTo(REPLACE_THREAD);
    }

    @Test
    void ends_atOnce_onDamagedState_andLeavesANoteForTheNextStart() {
        RocksDBException cause =
                new RocksDBException("size mismatch", new Status(Status.Code.Corruption, Status.SubCode.None, "7.sst"));
        ProcessorStateException damage = new ProcessorStateException("Error opening store", cause);
        assertThat(policy.handle(damage)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(FailureKind.of(damage)).isEqualTo(FailureKind.TRANSIENT);
        assertThat(state.resolve("damaged")).content().contains("RocksDBException", "size mismatch");
    }

    @Test
    void ends_atOnce_onABug() {
        assertThat(policy.handle(new IllegalStateException("bug"))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(policy.fatal()).get().isInstanceOf(IllegalStateException.class);
    }
}
