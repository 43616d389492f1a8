package io.kalmstream.encoder.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Copies of the tiny random checkpoints that the parity tests compare with the reference, to be changed and written to. */
final class TinyCheckpoint {
    private static final String RESOURCES = "/io/kalmstream/encoder/parity/checkpoints/";

    private TinyCheckpoint() {}

    /** @return the folder {@code parent/name} */
    static Path copy(String name, Path parent) {
        Path from = resource(name);
        Path to = parent.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.write(target, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to;
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(TinyCheckpoint.class.getResource(RESOURCES + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
