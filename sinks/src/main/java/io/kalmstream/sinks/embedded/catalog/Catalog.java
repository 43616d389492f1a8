package io.kalmstream.sinks.embedded.catalog;

import io.kalmstream.sinks.embedded.collection.Tuning;
import io.kalmstream.sinks.embedded.wire.Refusal;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CreateCollection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * All collections of a data folder. A collection exists from the moment the names file says so, and its folder is named by a number
 * that is never used again: a folder the names file does not know is what a crash left behind, and is removed. The names file is
 * there before the first collection: where it is missing beside collections it was lost, and nothing is removed.
 *
 * <p>Threads: any number at once; changes of names take turns.
 */
public final class Catalog implements Closeable {
    private final ReentrantLock changing = new ReentrantLock();
    private final Path folders;
    private final Tuning tuning;
    private final NamesFile file;
    private final Map<Long, OpenCollection> open = new ConcurrentHashMap<>();
    private volatile Names names;

    private Catalog(Path data, Tuning tuning) throws IOException {
        this.tuning = tuning;
        folders = Files.createDirectories(data.resolve("collections"));
        file = new NamesFile(data.resolve("names.properties"));
        names = file.read();
    }

    public static Catalog open(Path data, Tuning tuning) throws IOException {
        Catalog catalog = new Catalog(data, tuning);
        try {
            catalog.requireNames();
            catalog.removeLeftovers();
            for (long number : catalog.names.folders().values()) {
                catalog.open.put(number, OpenCollection.open(catalog.folder(number), tuning));
            }
            return catalog;
        } catch (IOException | RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    /** The collection of that name or alias. */
    public OpenCollection get(String nameOrAlias) {
        OpenCollection collection = find(nameOrAlias);
        if (collection == null) {
            throw Refusal.noCollection(nameOrAlias);
        }
        return collection;
    }

    public boolean has(String nameOrAlias) {
        return find(nameOrAlias) != null;
    }

    public Set<String> collections() {
        return names.folders().keySet();
    }

    /** Alias to collection name. */
    public Map<String, String> aliases() {
        return names.aliases();
    }

    public void create(CreateCollection request) throws IOException {
        changing.lock();
        try {
            Names next = names.create(request.getCollectionName());
            CollectionConfig config = CollectionConfigs.create(request);
            IOUtils.rm(folder(next.lastFolder()));
            OpenCollection created = OpenCollection.create(folder(next.lastFolder()), config, tuning);
            try {
                remember(next);
            } catch (IOException e) {
                created.close();
                throw e;
            }
            open.put(next.lastFolder(), created);
        } finally {
            changing.unlock();
        }
    }

    /** Answers whether there was one; an alias names none. */
    public boolean drop(String name) throws IOException {
        changing.lock();
        try {
            Long number = names.folders().get(name);
            if (number == null) {
                return false;
            }
            remember(names.drop(name));
            OpenCollection dropped = open.remove(number);
            if (dropped != null) {
                dropped.close();
            }
            IOUtils.rm(folder(number));
            return true;
        } finally {
            changing.unlock();
        }
    }

    /** All or none. (Qdrant says so too, and 1.18 keeps those before one that it refuses.) */
    public void changeAliases(List<AliasOperations> changes) throws IOException {
        changing.lock();
        try {
            Names next = names;
            for (AliasOperations change : changes) {
                next = changed(next, change);
            }
            remember(next);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        IOUtils.close(open.values());
    }

    private @Nullable OpenCollection find(String nameOrAlias) {
        Long number = names.folder(nameOrAlias);
        return number == null ? null : open.get(number);
    }

    private void remember(Names next) throws IOException {
        file.write(next);
        names = next;
    }

    private Path folder(long number) {
        return folders.resolve("%010d".formatted(number));
    }

    private void requireNames() throws IOException {
        if (file.exists()) {
            return;
        }
        try (Stream<Path> found = Files.list(folders)) {
            long orphans = found.count();
            if (orphans > 0) {
                throw new IOException(file + " is missing, but " + folders + " has " + orphans
                        + " collection folders whose names it knew: restore the file from a backup, or move " + folders
                        + " away to start without these collections");
            }
        }
        file.write(names);
    }

    private void removeLeftovers() throws IOException {
        List<Path> known = names.folders().values().stream().map(this::folder).toList();
        try (Stream<Path> found = Files.list(folders)) {
            for (Path path : found.filter(path -> !known.contains(path)).toList()) {
                IOUtils.rm(path);
            }
        }
    }

    private static Names changed(Names names, AliasOperations change) {
        return switch (change.getActionCase()) {
            case CREATE_ALIAS ->
                names.alias(
                        change.getCreateAlias().getAliasName(),
                        change.getCreateAlias().getCollectionName());
            case RENAME_ALIAS ->
                names.renameAlias(
                        change.getRenameAlias().getOldAliasName(),
                        change.getRenameAlias().getNewAliasName());
            case DELETE_ALIAS -> names.dropAlias(change.getDeleteAlias().getAliasName());
            case ACTION_NOT_SET -> throw Refusal.wrongInput("an alias operation is empty");
        };
    }
}
