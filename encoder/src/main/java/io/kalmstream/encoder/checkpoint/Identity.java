package io.kalmstream.encoder.checkpoint;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a checkpoint is called.
 *
 * @param name without the owner
 * @param commit of Hugging Face, where the folder is in its cache
 */
record Identity(String name, Optional<String> commit) {
    private static final Pattern CACHED = Pattern.compile("models--(?:.*--)?(.+)");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    Identity {
        requireNonNull(name, "name is null");
        requireNonNull(commit, "commit is null");
    }

    /** A folder {@code models--owner--name/snapshots/commit} is in the cache of Hugging Face; any other is called as itself. */
    static Identity of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        int names = absolute.getNameCount();
        if (names >= 3 && absolute.getName(names - 2).toString().equals("snapshots")) {
            Matcher cached = CACHED.matcher(absolute.getName(names - 3).toString());
            String commit = absolute.getName(names - 1).toString();
            if (cached.matches() && COMMIT.matcher(commit).matches()) {
                return new Identity(cached.group(1), Optional.of(commit));
            }
        }
        Path name = absolute.getFileName();
        return new Identity(name == null ? "model" : name.toString(), Optional.empty());
    }
}
