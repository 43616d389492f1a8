package io.kalmstream.encoder.hub;

import io.kalmstream.encoder.hub.HubException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Says before a download that the disk is too small, not after most of it. */
final class DiskSpace {
    private DiskSpace() {}

    /** @param folder need not exist yet */
    static void require(Path folder, long bytes) throws IOException {
        Path existing = folder;
        while (!Files.exists(existing)) {
            existing = RepoCache.parent(existing);
        }
        long free = Files.getFileStore(existing).getUsableSpace();
        if (free < bytes) {
            throw new HubException(
                    Fault.REFUSED,
                    "The download needs %s in %s and %s is free; make room, or set HF_HUB_CACHE to a folder on another disk"
                            .formatted(gigabytes(bytes), folder, gigabytes(free)));
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
