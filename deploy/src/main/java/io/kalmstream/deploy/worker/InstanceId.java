package io.kalmstream.deploy.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The name under which the group knows a worker from one life to the next. It lives in the state folder and goes where the state goes:
 * two workers never share a folder, so they never share a name either.
 */
final class InstanceId {
    static final String FILE = "instance.id";

    private InstanceId() {}

    /** @throws ConfigException the folder cannot be written to */
    static String of(Path stateFolder) {
        try {
            Files.createDirectories(stateFolder);
            Path file = stateFolder.resolve(FILE);
            Optional<String> known = read(file);
            return known.isPresent() ? known.get() : create(file);
        } catch (IOException e) {
            throw new ConfigException(
                    StreamsConfig.STATE_DIR_CONFIG,
                    stateFolder,
                    "must be a folder that this process can write to: the worker's name in its group is kept there ("
                            + e + "; " + StateFolder.inWords(stateFolder) + ")");
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(Files.readString(file).strip()).toString());
        } catch (IllegalArgumentException _) {
            // Half written, say when the disk was full: a new name costs one rebalance.
            return Optional.empty();
        }
    }

    private static String create(Path file) throws IOException {
        String id = UUID.randomUUID().toString();
        Path whole = Files.writeString(file.resolveSibling(FILE + ".new"), id + "\n");
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return id;
    }
}
