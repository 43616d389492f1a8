package io.kalmstream.encoder.hub;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.kalmstream.encoder.hub.HubException.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Fetches one file into its blob: goes on where an earlier attempt or process ended, and shows nothing that is not what was promised. */
final class BlobDownload {
    private final HubModel model;
    private final RepoCache cache;
    private final HubHttp http;
    private final Retry retry;

    BlobDownload(HubModel model, RepoCache cache, HubHttp http, Retry retry) {
        this.model = model;
        this.cache = cache;
        this.http = http;
        this.retry = retry;
    }

    /** Hears how many bytes of the file are here. */
    interface Progress {
        void at(long bytes);
    }

    /** @param uri of the file at this commit */
    void fetch(RemoteFile file, String commit, URI uri, Progress progress) throws IOException, InterruptedException {
        Path blob = cache.blob(file.checksum());
        Files.createDirectories(RepoCache.parent(blob));
        try (BlobLock _ = BlobLock.acquire(cache.lock(file.checksum()))) {
            // Somebody else may have fetched it while we waited for the lock.
            if (!RepoCache.isWhole(blob, file)) {
                Path path = cache.partial(file.checksum());
                try (Partial partial = Partial.open(path, file)) {
                    fill(partial, file, commit, uri, progress);
                    partial.sync();
                }
                Files.move(path, blob, ATOMIC_MOVE, REPLACE_EXISTING);
            }
        }
        progress.at(file.size());
    }

    private void fill(Partial partial, RemoteFile file, String commit, URI uri, Progress progress)
            throws IOException, InterruptedException {
        boolean resumed = partial.length() > 0;
        progress.at(partial.length());
        transfer(partial, file, commit, uri, progress);
        if (partial.isRight()) {
            return;
        }
        partial.startOver();
        progress.at(0);
        if (resumed) {
            // The part that was here may have been the bad one.
            transfer(partial, file, commit, uri, progress);
            if (partial.isRight()) {
                return;
            }
            partial.startOver();
        }
        throw new HubException(
                Fault.DAMAGED,
                file.path() + " of " + model + " came with a wrong checksum (expected "
                        + file.checksum().hex()
                        + "); it is not kept. Try again, and check the proxy or mirror between here and the Hub");
    }

    private void transfer(Partial partial, RemoteFile file, String commit, URI uri, Progress progress)
            throws InterruptedException {
        retry.run("Fetching " + file.path() + " of " + model, partial::length, () -> {
            if (!partial.isWhole()) {
                once(partial, commit, uri, progress);
            }
            return partial;
        });
    }

    private void once(Partial partial, String commit, URI uri, Progress progress)
            throws IOException, InterruptedException {
        try (HubAnswer answer = http.get(model, uri, partial.length())) {
            requireCommit(answer, commit);
            if (answer.isBeyondEnd() || answer.start() != partial.length()) {
                partial.startOver();
            }
            if (answer.isBeyondEnd() || (answer.start() != 0 && partial.length() == 0)) {
                throw new IOException("the server cannot go on where the last download ended");
            }
            for (List<ByteBuffer> piece = answer.body().next();
                    piece != null;
                    piece = answer.body().next()) {
                for (ByteBuffer bytes : piece) {
                    partial.append(bytes);
                }
                progress.at(partial.length());
            }
        }
        if (!partial.isWhole()) {
            throw new IOException("the connection ended early");
        }
    }

    private void requireCommit(HubAnswer answer, String commit) {
        String said = answer.header("X-Repo-Commit").orElse(commit);
        if (!said.equals(commit)) {
            throw new HubException(
                    Fault.DAMAGED, "The Hub answers for commit " + said + " of " + model + " when asked for " + commit);
        }
    }
}
