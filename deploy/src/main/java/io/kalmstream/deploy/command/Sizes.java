package io.kalmstream.deploy.command;

import java.util.Locale;

/** Bytes, for people: in powers of ten, as disks and downloads are counted. */
final class Sizes {
    private Sizes() {}

    static String of(long bytes) {
        if (bytes < 1_000) {
            return bytes + " bytes";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
