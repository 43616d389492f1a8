package io.kalmstream.sinks.embedded.catalog;

import io.kalmstream.sinks.embedded.wire.Refusal;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names there are at one moment. Every change answers a new state.
 *
 * @param lastFolder number of the newest folder ever given to a collection
 * @param folders collection name to folder number
 * @param aliases alias to collection name
 */
record Names(long lastFolder, NavigableMap<String, Long> folders, NavigableMap<String, String> aliases) {
    static final Names NONE = new Names(0, new TreeMap<>(), new TreeMap<>());
    private static final int LONGEST = 255;
    private static final String FORBIDDEN = "<>:\"/\\|?*\0\u001F";

    Names {
        folders = new TreeMap<>(folders);
        aliases = new TreeMap<>(aliases);
    }

    /** The folder of a collection, by its name or an alias; null where there is none. */
    @Nullable
    Long folder(String nameOrAlias) {
        return folders.get(aliases.getOrDefault(nameOrAlias, nameOrAlias));
    }

    Names create(String name) {
        checkName(name);
        if (folders.containsKey(name)) {
            throw Refusal.collectionExists(name);
        }
        if (aliases.containsKey(name)) {
            throw Refusal.wrongInput(
                    "Can't create collection with name " + name + ". Alias with the same name already exists");
        }
        Names names = new Names(lastFolder + 1, folders, aliases);
        names.folders.put(name, lastFolder + 1);
        return names;
    }

    /** Its aliases go with it. */
    Names drop(String name) {
        Names names = copy();
        names.folders.remove(name);
        names.aliases.values().removeIf(name::equals);
        return names;
    }

    /** An alias that points elsewhere is redirected. */
    Names alias(String alias, String collection) {
        checkName(alias);
        if (!folders.containsKey(collection)) {
            throw Refusal.noCollection(collection);
        }
        if (folders.containsKey(alias)) {
            throw Refusal.collectionExists(alias);
        }
        Names names = copy();
        names.aliases.put(alias, collection);
        return names;
    }

    Names renameAlias(String from, String to) {
        checkName(to);
        String collection = aliases.get(from);
        if (collection == null) {
            throw Refusal.notFound("Alias " + from + " does not exists!");
        }
        if (folders.containsKey(to)) {
            throw Refusal.collectionExists(to);
        }
        return dropAlias(from).alias(to, collection);
    }

    Names dropAlias(String alias) {
        Names names = copy();
        names.aliases.remove(alias);
        return names;
    }

    private Names copy() {
        return new Names(lastFolder, folders, aliases);
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            throw Refusal.wrongInput("a name must have between 1 and " + LONGEST + " characters, got " + name.length());
        }
        if (name.chars().anyMatch(each -> FORBIDDEN.indexOf(each) >= 0)) {
            throw Refusal.wrongInput("a collection name cannot contain any of < > : \" / \\ | ? *");
        }
    }
}
