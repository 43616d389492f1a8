package io.kalmstream.deploy;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Where the installation keeps what is not on the class path.
 *
 * @param folder the {@code deploy} folder
 */
public record Home(Path folder) {
    /** System property that names the folder; the launcher sets it. */
    public static final String PROPERTY = "kalmstream.home";

    public Home {
        requireNonNull(folder, "folder is null");
    }

    /** The launcher's folder, or the current one. */
    public static Home find() {
        return new Home(
                Path.of(System.getProperty(PROPERTY, "deploy")).toAbsolutePath().normalize());
    }

    /** Sample events and queries. */
    public Path samples() {
        return folder.resolve("samples");
    }

    /** The schema registry's program, unpacked by the build. */
    public Path registry() {
        return folder.resolve("target").resolve("registry");
    }
}
