package io.kalmstream.deploy.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Where everything is kept: a folder the user named, which stays, or a temporary one, which goes when it is closed. */
public final class DataFolder implements AutoCloseable {
    private final Path path;
    private final boolean temporary;

    private DataFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * @param named created if it is missing; null for a temporary folder
     * @throws ConfigException it cannot be created, or not be written to
     */
    public static DataFolder open(@Nullable Path named) {
        try {
            if (named == null) {
                return new DataFolder(Files.createTempDirectory("kalmstream-"), true);
            }
            Path folder = Files.createDirectories(named.toAbsolutePath().normalize());
            if (!Files.isWritable(folder)) {
                throw new ConfigException("The data folder " + folder + " cannot be written to");
            }
            return new DataFolder(folder, false);
        } catch (IOException e) {
            throw new ConfigException(
                    "The data folder%s cannot be made: %s".formatted(named == null ? "" : " " + named, reason(e)));
        }
    }

    /** A file system's exceptions name a path and little else. */
    private static String reason(IOException failure) {
        return switch (failure) {
            case FileAlreadyExistsException e -> "there is a file at " + e.getFile();
            case AccessDeniedException e -> "writing to " + e.getFile() + " is not allowed";
            default -> String.valueOf(failure.getMessage());
        };
    }

    public Path path() {
        return path;
    }

    boolean temporary() {
        return temporary;
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try {
            Files.walkFileTree(path, new Removal());
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + path + " could not be removed whole", e);
        }
    }

    /** Links are removed, not followed. */
    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
