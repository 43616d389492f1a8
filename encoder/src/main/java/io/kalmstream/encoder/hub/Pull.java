package io.kalmstream.encoder.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One revision on its way into the cache, file by file. */
final class Pull {
    private final HubModel model;
    private final String commit;
    private final List<RemoteFile> files;
    private final RepoCache cache;
    private final PullListener listener;
    private final long bytes;
    private final Map<String, Long> present = new HashMap<>();

    Pull(HubModel model, String commit, List<RemoteFile> files, RepoCache cache, PullListener listener) {
        this.model = model;
        this.commit = commit;
        this.files = files;
        this.cache = cache;
        this.listener = listener;
        this.bytes = files.stream().mapToLong(RemoteFile::size).sum();
    }

    /** Says what is to be done, and refuses it when the disk is too small. */
    void begin() throws IOException {
        for (RemoteFile file : files) {
            present.put(file.path(), here(file));
        }
        listener.begins(model, commit, files.size(), bytes, present());
        DiskSpace.require(cache.snapshot(commit), bytes - present());
    }

    private long here(RemoteFile file) throws IOException {
        if (cache.has(commit, file) || RepoCache.isWhole(cache.blob(file.checksum()), file)) {
            return file.size();
        }
        return Files.exists(cache.partial(file.checksum()))
                ? Math.min(file.size(), Files.size(cache.partial(file.checksum())))
                : 0;
    }

    void fetch(RemoteFile file, BlobDownload download, URI uri) throws IOException, InterruptedException {
        if (cache.has(commit, file)) {
            return;
        }
        download.fetch(file, commit, uri, here -> {
            present.put(file.path(), here);
            listener.at(file.path(), present(), bytes);
        });
        cache.show(commit, file);
    }

    private long present() {
        return present.values().stream().mapToLong(Long::longValue).sum();
    }
}
