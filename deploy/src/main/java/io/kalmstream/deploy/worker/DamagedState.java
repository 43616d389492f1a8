package io.kalmstream.deploy.worker;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores on the local disk that cannot be read any more. They are copies of what Kafka has, and Kafka Streams does not throw them away
 * by itself: each start would fail like the one before. So the damage is noted, and the next start begins with an empty folder and a
 * restore.
 *
 * <p>Threads: {@link #note} from any, {@link #repair} before Kafka Streams is started.
 */
record DamagedState(Path stateFolder) {
    private static final Logger log = LoggerFactory.getLogger(DamagedState.class);
    private static final String FILE = "damaged";

    DamagedState {
        requireNonNull(stateFolder, "stateFolder is null");
    }

    static boolean isReason(Throwable failure) {
        // Causes can form a ring; no real chain is this long.
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 50; depth++) {
            if (cause instanceof RocksDBException rocks && isCorruption(rocks.getStatus())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isCorruption(@Nullable Status status) {
        return status != null && status.getCode() == Status.Code.Corruption;
    }

    /** Returns whether the failure says that the state is damaged; then the next start knows. */
    boolean note(Throwable failure) {
        if (!isReason(failure)) {
            return false;
        }
        try {
            Files.createDirectories(stateFolder);
            Files.writeString(stateFolder.resolve(FILE), RootCause.inWords(failure) + "\n");
        } catch (IOException e) {
            log.error("{} is damaged and cannot be written to: empty it before the next start", stateFolder, e);
        }
        return true;
    }

    /** Empties the state if it was found damaged. */
    void repair(KafkaStreams streams) {
        Path note = stateFolder.resolve(FILE);
        if (Files.exists(note)) {
            log.warn("The state in {} was damaged when the worker last ran; it is restored from Kafka", stateFolder);
            streams.cleanUp();
            try {
                Files.delete(note);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
