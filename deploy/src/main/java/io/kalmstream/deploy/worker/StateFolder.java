package io.kalmstream.deploy.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who may, and how much space there is: what one looks for first when a folder cannot be written to. */
final class StateFolder {
    private static final Path OURSELVES = Path.of("/proc/self");

    private StateFolder() {}

    /** Like {@code user worker (uid 65532), 12 MiB free}. */
    static String inWords(Path folder) {
        return "user %s%s, %s free".formatted(System.getProperty("user.name"), uid(), free(folder));
    }

    private static String uid() {
        try {
            return " (uid " + Files.getAttribute(OURSELVES, "unix:uid") + ")";
        } catch (IOException | UnsupportedOperationException _) {
            return "";
        }
    }

    private static String free(Path folder) {
        Path place = folder.toAbsolutePath();
        while (place.getParent() != null && !Files.exists(place)) {
            place = place.getParent();
        }
        try {
            return (Files.getFileStore(place).getUsableSpace() >> 20) + " MiB";
        } catch (IOException e) {
            return "unknown space (" + e + ")";
        }
    }
}
