package io.kalmstream.encoder.hub;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.hub.HubException.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models of the Hugging Face Hub on this machine.
 *
 * <p>Threads: any. Two that want the same file fetch it once, in other processes too.
 */
public final class ModelHub {
    private static final Logger LOG = LoggerFactory.getLogger(ModelHub.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HubSettings settings;
    private final Duration patience;
    private final Retry.Pause pause;

    public ModelHub(HubSettings settings) {
        this(settings, PATIENCE, Thread::sleep);
    }

    ModelHub(HubSettings settings, Duration patience, Retry.Pause pause) {
        this.settings = requireNonNull(settings, "settings is null");
        this.patience = patience;
        this.pause = pause;
    }

    /** As the environment says it is. */
    public static ModelHub fromEnvironment() {
        return new ModelHub(HubSettings.fromEnvironment());
    }

    public HubSettings settings() {
        return settings;
    }

    /**
     * The model's folder: from the cache as it is, without asking whether the Hub has a newer one; pulled when it is not there whole.
     *
     * @throws HubException it is not here whole and cannot be pulled
     */
    public Snapshot open(HubModel model, PullListener listener) throws InterruptedException {
        Optional<CachedModel> cached = cached(model);
        if (cached.isPresent() && isKnownWhole(cached.get())) {
            return cached.get().snapshot();
        }
        try {
            return pull(model, listener);
        } catch (HubException e) {
            if (e.fault() != Fault.UNREACHABLE
                    || cached.isEmpty()
                    || !cached.get().missing().isEmpty()) {
                throw e;
            }
            LOG.warn(
                    "Nobody can say whether the cached {} is complete; it is used as it is: {}", model, e.getMessage());
            return cached.get().snapshot();
        }
    }

    /**
     * Brings what the revision is now, as far as it is not here. When offline, what it was when it was last pulled.
     *
     * @throws HubException it cannot be had; what was fetched so far is kept
     */
    public Snapshot pull(HubModel model, PullListener listener) throws InterruptedException {
        if (settings.offline()) {
            return offline(model);
        }
        try (HubHttp http = new HubHttp(settings, patience)) {
            return pull(model, listener, http);
        } catch (IOException e) {
            throw new HubException(
                    Fault.REFUSED, "The cache " + settings.cache() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private Snapshot pull(HubModel model, PullListener listener, HubHttp http)
            throws IOException, InterruptedException {
        Retry retry = new Retry(pause, listener);
        byte[] answer = retry.run(
                "Asking the Hub for " + model,
                () -> 0,
                () -> http.read(
                        model,
                        uri("api/models/" + model.repo() + "/revision/" + quoted(model.revision()) + "?blobs=true")));
        RemoteListing listing = RemoteListing.parse(model, answer);
        List<RemoteFile> wanted = WantedFiles.of(listing.files());
        WantedFiles.requireCheckpoint(model, wanted);
        RepoCache cache = new RepoCache(settings, model);
        Pull pull = new Pull(model, listing.commit(), wanted, cache, listener);
        pull.begin();
        CachedListing.write(cache.listing(listing.commit()), listing);
        BlobDownload download = new BlobDownload(model, cache, http, retry);
        for (RemoteFile file : wanted) {
            pull.fetch(
                    file, download, uri(model.repo() + "/resolve/" + listing.commit() + "/" + quotedPath(file.path())));
        }
        cache.writeRef(model, listing.commit());
        return new Snapshot(model, listing.commit(), cache.snapshot(listing.commit()));
    }

    private Snapshot offline(HubModel model) {
        CachedModel cached = cached(model)
                .orElseThrow(() -> new HubException(
                        Fault.REFUSED,
                        model + " is not in the cache " + settings.cache()
                                + " and HF_HUB_OFFLINE forbids to fetch it; pull it where there is a network"
                                + " and copy the cache"));
        if (!cached.missing().isEmpty()) {
            throw new HubException(
                    Fault.REFUSED,
                    model + " in the cache " + settings.cache() + " lacks " + String.join(", ", cached.missing())
                            + " and HF_HUB_OFFLINE forbids to fetch it");
        }
        return cached.snapshot();
    }

    /** What the cache has of a revision, whole or not. */
    public Optional<CachedModel> cached(HubModel model) {
        RepoCache cache = new RepoCache(settings, model);
        try {
            return cache.commit(model)
                    .filter(commit -> Files.isDirectory(cache.snapshot(commit)))
                    .map(commit -> describe(cache, model, commit, List.of(model.revision())));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Everything in the cache. */
    public List<CachedModel> list() {
        List<CachedModel> all = new ArrayList<>();
        if (!Files.isDirectory(settings.cache())) {
            return all;
        }
        try (Stream<Path> folders = Files.list(settings.cache())) {
            for (String folder : folders.map(path -> String.valueOf(path.getFileName()))
                    .filter(HubModel::isFolder)
                    .sorted()
                    .toList()) {
                list(folder, all);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return all;
    }

    private void list(String folder, List<CachedModel> all) throws IOException {
        HubModel model;
        try {
            model = HubModel.ofFolder(folder, HubModel.DEFAULT_REVISION);
        } catch (HubException _) {
            // Not a folder that a pull makes.
            return;
        }
        RepoCache cache = new RepoCache(settings, model);
        for (Map.Entry<String, List<String>> entry : cache.commits().entrySet()) {
            all.add(describe(cache, new HubModel(model.repo(), entry.getKey()), entry.getKey(), entry.getValue()));
        }
    }

    private static CachedModel describe(RepoCache cache, HubModel model, String commit, List<String> revisions) {
        Path folder = cache.snapshot(commit);
        return new CachedModel(
                new Snapshot(model, commit, folder), revisions, SnapshotFiles.bytes(folder), missing(cache, commit));
    }

    /** By its listing where there is one, and by what its files say of each other. */
    private static List<String> missing(RepoCache cache, String commit) {
        TreeSet<String> missing = new TreeSet<>(SnapshotFiles.missing(cache.snapshot(commit)));
        CachedListing.read(cache.listing(commit), commit)
                .ifPresent(listing -> WantedFiles.of(listing.files()).stream()
                        .filter(file -> !cache.has(commit, file))
                        .forEach(file -> missing.add(file.path())));
        return List.copyOf(missing);
    }

    private boolean isKnownWhole(CachedModel cached) {
        String commit = cached.snapshot().commit();
        RepoCache cache = new RepoCache(settings, cached.snapshot().model());
        return cached.missing().isEmpty()
                && (settings.offline()
                        || CachedListing.read(cache.listing(commit), commit).isPresent());
    }

    private URI uri(String path) {
        return URI.create(settings.endpoint() + "/" + path);
    }

    private static String quotedPath(String path) {
        return Arrays.stream(path.split("/", -1)).map(ModelHub::quoted).collect(Collectors.joining("/"));
    }

    private static String quoted(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HubException unreadable(IOException cause) {
        return new HubException(
                Fault.REFUSED, "The cache " + settings.cache() + " cannot be read: " + cause.getMessage(), cause);
    }
}
