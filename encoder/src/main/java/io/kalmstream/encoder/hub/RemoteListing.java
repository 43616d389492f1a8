package io.kalmstream.encoder.hub;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Hub says a revision is: the answer of {@code /api/models/{id}/revision/{revision}?blobs=true}.
 *
 * @param commit the revision stands for
 * @param files all of them
 */
record RemoteListing(String commit, List<RemoteFile> files) {
    private static final ObjectMapper JSON = new ObjectMapper();

    RemoteListing {
        requireNonNull(commit, "commit is null");
        files = List.copyOf(files);
    }

    /** @throws HubException the answer is not a listing, or names files outside of the repository */
    static RemoteListing parse(HubModel model, byte[] answer) {
        try {
            JsonNode root = JSON.readTree(answer);
            String commit = root.path("sha").asText();
            if (!HubModel.isCommit(commit)) {
                throw unusable(model, "it names no commit", null);
            }
            List<RemoteFile> files = new ArrayList<>();
            for (JsonNode file : root.path("siblings")) {
                files.add(file(model, file));
            }
            return new RemoteListing(commit, files);
        } catch (IOException e) {
            throw unusable(model, "it is not JSON", e);
        }
    }

    private static RemoteFile file(HubModel model, JsonNode file) {
        String path = file.path("rfilename").asText();
        if (!RemoteFile.isInside(path)) {
            throw unusable(model, "it names a file outside of the repository", null);
        }
        JsonNode large = file.path("lfs");
        String blob = file.path("blobId").asText();
        String checksum = large.isObject() ? large.path("sha256").asText() : blob;
        JsonNode size = large.isObject() ? large.path("size") : file.path("size");
        if (!Checksum.isForm(checksum) || !size.isIntegralNumber() || size.asLong() < 0) {
            throw unusable(model, "it lacks size or checksum of " + path, null);
        }
        return new RemoteFile(path, size.asLong(), new Checksum(checksum), blob);
    }

    private static HubException unusable(HubModel model, String why, @Nullable Throwable cause) {
        return new HubException(
                HubException.Fault.DAMAGED,
                "The Hub's listing of " + model + " cannot be used: " + why + "; is HF_ENDPOINT a Hugging Face Hub?",
                cause);
    }
}
