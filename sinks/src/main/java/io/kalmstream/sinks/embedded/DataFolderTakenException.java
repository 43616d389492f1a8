package io.kalmstream.sinks.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Another embedded Qdrant uses the data folder. */
public final class DataFolderTakenException extends IOException {
    private static final long serialVersionUID = 1;

    DataFolderTakenException(Path data) {
        super("another embedded Qdrant is using the data folder " + data + ": stop it or choose another folder");
    }
}
