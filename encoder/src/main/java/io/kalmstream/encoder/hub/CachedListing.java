package io.kalmstream.encoder.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The listing of a commit on disk, in the form of the Hub's own library ({@code trees/{commit}.json}, since its version 2): a commit never
 * changes, so with its listing one can tell without the network whether a snapshot is complete.
 */
final class CachedListing {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "format_version";
    private static final int KNOWN_VERSION = 1;

    private CachedListing() {}

    static void write(Path file, RemoteListing listing) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put(VERSION, KNOWN_VERSION);
        ObjectNode files = root.putObject("files");
        for (RemoteFile remote : listing.files()) {
            ObjectNode entry = files.putObject(remote.path());
            entry.put("size", remote.size());
            entry.put("blob_id", remote.blob());
            if (!remote.checksum().hex().equals(remote.blob())) {
                entry.put("lfs_sha256", remote.checksum().hex());
                entry.put("lfs_size", remote.size());
            }
        }
        RepoCache.write(file, JSON.writeValueAsBytes(root));
    }

    /** Empty when there is none that can be used. */
    static Optional<RemoteListing> read(Path file, String commit) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (root.path(VERSION).asInt() != KNOWN_VERSION) {
                return Optional.empty();
            }
            List<RemoteFile> files = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : root.path("files").properties()) {
                files.add(remote(entry.getKey(), entry.getValue()));
            }
            return Optional.of(new RemoteListing(commit, files));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static RemoteFile remote(String path, JsonNode entry) {
        String blob = entry.path("blob_id").asText();
        String large = entry.path("lfs_sha256").asText();
        return new RemoteFile(path, entry.path("size").asLong(-1), new Checksum(large.isEmpty() ? blob : large), blob);
    }
}
