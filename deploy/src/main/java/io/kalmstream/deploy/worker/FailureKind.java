package io.kalmstream.deploy.worker;

import io.kalmstream.avro.serde.RegistryRefusedException;
import io.kalmstream.avro.serde.RegistryUnavailableException;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.topology.window.InFlightLimitException;
import io.kalmstream.topology.window.NotOwnerException;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.jspecify.annotations.Nullable;

/** Whose turn it is when a stream thread has died. */
public enum FailureKind {
    /** The world's: trying again may help. */
    TRANSIENT,
    /**
     * Trying again may help, in another process only: a call that does not return holds the device, or another process has this one's
     * name in the group and must not be thrown out.
     */
    RESTART,
    /** The device does not work any more, or the disk. */
    DEVICE,
    /** Somebody must change a setting. */
    CONFIGURATION,
    /** Ours. */
    BUG;

    private static final List<String> DISK =
            List.of("No space left on device", "File too large", "Disk quota exceeded", "Read-only file system");

    /** Looks through the causes, outermost first: the first that is known decides. */
    public static FailureKind of(Throwable failure) {
        FailureKind kind = known(decisive(failure));
        return kind == null ? BUG : kind;
    }

    /** The cause that decides; where none is known, the innermost. */
    static Throwable decisive(Throwable failure) {
        // Causes can form a ring; no real chain is this long.
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 50; depth++) {
            if (known(cause) != null) {
                return cause;
            }
            cause = cause.getCause();
        }
        return RootCause.of(failure);
    }

    /** By the system's own words, which are all that Java has of them. */
    private static @Nullable FailureKind ofSystem(String message) {
        if (message.contains("Too many open files")) {
            return CONFIGURATION;
        }
        return DISK.stream().anyMatch(message::contains) ? DEVICE : null;
    }

    private static @Nullable FailureKind known(Throwable failure) {
        return switch (failure) {
            case StoreException e ->
                switch (e.fault()) {
                    case WORLD -> TRANSIENT;
                    case CONFIGURATION -> CONFIGURATION;
                    case BUG -> BUG;
                };
            case EncoderException e ->
                switch (e.fault()) {
                    case OUT_OF_MEMORY, STOPPED -> TRANSIENT;
                    case HUNG -> RESTART;
                    case BATCH, LOST -> DEVICE;
                    case MODEL -> CONFIGURATION;
                };
            case RegistryUnavailableException _,
                    InFlightLimitException _,
                    NotOwnerException _,
                    TaskMigratedException _,
                    RetriableException _ -> TRANSIENT;
            // The coordinator has ended the transaction, say because nothing was heard for too long: a new producer
            // begins another.
            case InvalidTxnStateException _,
                    InvalidProducerEpochException _,
                    InvalidPidMappingException _,
                    ProducerFencedException _,
                    OutOfOrderSequenceException _,
                    TransactionAbortedException _ -> TRANSIENT;
            // It was thought dead and its successor is there; or it came back while the broker was restarted, which
            // then
            // remembers an earlier self of it. If it goes on, a state folder was copied.
            case FencedInstanceIdException _ -> RESTART;
            // A producer's batch took too long; it has no class of its own.
            case KafkaException e
            when String.valueOf(e.getMessage()).contains("safe to abort the transaction") -> TRANSIENT;
            case RegistryRefusedException _,
                    MissingSourceTopicException _,
                    AuthorizationException _,
                    AuthenticationException _,
                    RecordTooLargeException _,
                    ConfigException _ -> CONFIGURATION;
            // The next start restores what is damaged.
            case ProcessorStateException e -> DamagedState.isReason(e) ? TRANSIENT : DEVICE;
            case IOException e -> ofSystem(String.valueOf(e.getMessage()));
            // Of a thread, or of memory outside the heap: the JVM has not ended for it.
            case OutOfMemoryError _ -> CONFIGURATION;
            default -> null;
        };
    }
}
