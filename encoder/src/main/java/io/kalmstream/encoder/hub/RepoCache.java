package io.kalmstream.encoder.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One model's folder in the cache: {@code blobs/}, {@code refs/}, {@code snapshots/} and {@code trees/}, as the Hub's own library has
 * them.
 *
 * <p>Threads: any; processes too: whatever appears under a common name is renamed into place.
 */
final class RepoCache {
    private final Path folder;
    private final Path locks;
    private final boolean links;

    RepoCache(HubSettings settings, HubModel model) {
        this.folder = settings.cache().resolve(model.folder());
        this.locks = settings.cache().resolve(".locks").resolve(model.folder());
        this.links = settings.links();
    }

    Path blob(Checksum checksum) {
        return folder.resolve("blobs").resolve(checksum.hex());
    }

    /** What is here of a blob so far. The Hub's library names its own partial files otherwise. */
    Path partial(Checksum checksum) {
        return folder.resolve("blobs").resolve(checksum.hex() + ".kalmstream.incomplete");
    }

    /** Not the file that the Hub's library locks: its locks and Java's do not see each other. */
    Path lock(Checksum checksum) {
        return locks.resolve(checksum.hex() + ".kalmstream.lock");
    }

    Path snapshot(String commit) {
        return folder.resolve("snapshots").resolve(commit);
    }

    Path listing(String commit) {
        return folder.resolve("trees").resolve(commit + ".json");
    }

    /** The commit that a revision stood for when it was last pulled. */
    Optional<String> commit(HubModel model) throws IOException {
        if (model.isPinned()) {
            return Optional.of(model.revision());
        }
        Path ref = folder.resolve("refs").resolve(model.revision());
        return Files.isRegularFile(ref)
                ? Optional.of(Files.readString(ref).strip()).filter(HubModel::isCommit)
                : Optional.empty();
    }

    /** The commits that have a folder, and the names that stand for each. */
    SortedMap<String, List<String>> commits() throws IOException {
        SortedMap<String, List<String>> commits = new TreeMap<>();
        Path snapshots = folder.resolve("snapshots");
        if (!Files.isDirectory(snapshots)) {
            return commits;
        }
        try (Stream<Path> folders = Files.list(snapshots)) {
            for (String commit : folders.map(path -> String.valueOf(path.getFileName()))
                    .filter(HubModel::isCommit)
                    .toList()) {
                commits.put(commit, revisions(commit));
            }
        }
        return commits;
    }

    private List<String> revisions(String commit) throws IOException {
        Path refs = folder.resolve("refs");
        if (!Files.isDirectory(refs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(refs)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            List<String> names = new ArrayList<>();
            for (Path file : files) {
                if (Files.readString(file).strip().equals(commit)) {
                    names.add(refs.relativize(file).toString().replace('\\', '/'));
                }
            }
            return names;
        }
    }

    /** Whether a file is here under its own name, in full length. */
    boolean has(String commit, RemoteFile file) {
        return isWhole(snapshot(commit).resolve(file.path()), file);
    }

    static boolean isWhole(Path path, RemoteFile file) {
        try {
            return Files.isRegularFile(path) && Files.size(path) == file.size();
        } catch (IOException _) {
            return false;
        }
    }

    /** Shows a blob under its own name: as a relative link, or where there are none, as a second name or a copy. */
    void show(String commit, RemoteFile file) throws IOException {
        Path pointer = snapshot(commit).resolve(file.path());
        Path parent = parent(pointer);
        Files.createDirectories(parent);
        Path blob = blob(file.checksum());
        Path fresh = parent.resolve(fresh("pointer"));
        try {
            if (!links || !link(fresh, parent.relativize(blob))) {
                nameOrCopy(fresh, blob);
            }
            Files.move(fresh, pointer, ATOMIC_MOVE, REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static boolean link(Path at, Path to) {
        try {
            Files.createSymbolicLink(at, to);
            return true;
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    private static void nameOrCopy(Path at, Path blob) throws IOException {
        try {
            Files.createLink(at, blob);
        } catch (IOException | UnsupportedOperationException _) {
            Files.copy(blob, at);
        }
    }

    void writeRef(HubModel model, String commit) throws IOException {
        if (!model.isPinned() && !commit(model).equals(Optional.of(commit))) {
            write(folder.resolve("refs").resolve(model.revision()), commit.getBytes(UTF_8));
        }
    }

    static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(parent(file));
        Path fresh = parent(file).resolve(fresh("written"));
        try {
            Files.write(fresh, content);
            Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static String fresh(String what) {
        return "." + what + "-" + UUID.randomUUID() + ".tmp";
    }

    static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException(path + " has no folder. This is a bug.");
        }
        return parent;
    }
}
