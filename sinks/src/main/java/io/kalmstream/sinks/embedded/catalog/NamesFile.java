package io.kalmstream.sinks.embedded.catalog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;

/** {@link Names} as a properties file, which carries the number of the data folder's format. */
final class NamesFile {
    private static final String FORMAT = "1";
    private static final String FORMAT_KEY = "format";
    private static final String LAST_FOLDER = "last-folder";
    private static final String COLLECTION = "collection.";
    private static final String ALIAS = "alias.";

    private final Path path;

    NamesFile(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    Names read() throws IOException {
        if (!exists()) {
            return Names.NONE;
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(path)) {
            properties.load(in);
        }
        String format = properties.getProperty(FORMAT_KEY, "none");
        if (!format.equals(FORMAT)) {
            throw new IOException(path + " has format " + format + ", this build reads format " + FORMAT
                    + ": use the build that wrote it, or another data folder");
        }
        Names names =
                new Names(Long.parseLong(properties.getProperty(LAST_FOLDER, "0")), new TreeMap<>(), new TreeMap<>());
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key, "");
            if (key.startsWith(COLLECTION)) {
                names.folders().put(key.substring(COLLECTION.length()), Long.valueOf(value));
            } else if (key.startsWith(ALIAS)) {
                names.aliases().put(key.substring(ALIAS.length()), value);
            }
        }
        return names;
    }

    void write(Names names) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(FORMAT_KEY, FORMAT);
        properties.setProperty(LAST_FOLDER, Long.toString(names.lastFolder()));
        names.folders().forEach((name, folder) -> properties.setProperty(COLLECTION + name, Long.toString(folder)));
        names.aliases().forEach((alias, name) -> properties.setProperty(ALIAS + alias, name));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        properties.store(out, "Collections and aliases of an embedded Qdrant");
        AtomicFile.write(path, out.toByteArray());
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
