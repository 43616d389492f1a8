package io.kalmstream.encoder.hub;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the Hub and its cache are. The variables are those of the Hub's own library
 * (huggingface.co/docs/huggingface_hub/package_reference/environment_variables).
 *
 * @param endpoint without a slash at its end
 * @param cache the folder that has {@code models--*}
 * @param token sent to the endpoint and to no other host
 * @param offline whether nothing may be asked over the network
 * @param links whether snapshots may be symbolic links
 */
public record HubSettings(URI endpoint, Path cache, Optional<HubToken> token, boolean offline, boolean links) {
    private static final String PUBLIC_HUB = "https://huggingface.co";
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

    public HubSettings {
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(cache, "cache is null");
        requireNonNull(token, "token is null");
    }

    public static HubSettings fromEnvironment() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** @param home of the user */
    static HubSettings of(Map<String, String> environment, Path home) {
        Path base = first(environment, "HF_HOME")
                .map(value -> path(value, home))
                .orElseGet(() -> first(environment, "XDG_CACHE_HOME")
                        .map(value -> path(value, home))
                        .orElseGet(() -> home.resolve(".cache"))
                        .resolve("huggingface"));
        return new HubSettings(
                endpoint(first(environment, "HF_ENDPOINT").orElse(PUBLIC_HUB)),
                first(environment, "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")
                        .map(value -> path(value, home))
                        .orElseGet(() -> base.resolve("hub"))
                        .toAbsolutePath(),
                token(environment, home, base),
                isTrue(environment, "HF_HUB_OFFLINE") || isTrue(environment, "TRANSFORMERS_OFFLINE"),
                !isTrue(environment, "HF_HUB_DISABLE_SYMLINKS"));
    }

    private static Optional<HubToken> token(Map<String, String> environment, Path home, Path base) {
        return first(environment, "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
                .or(() -> read(first(environment, "HF_TOKEN_PATH")
                        .map(value -> path(value, home))
                        .orElseGet(() -> base.resolve("token"))))
                .map(HubToken::new);
    }

    private static Optional<String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            throw new HubException(HubException.Fault.REFUSED, "The token file " + file + " cannot be read", e);
        }
    }

    private static URI endpoint(String value) {
        URI uri = toUri(value.replaceAll("/+$", ""));
        if (uri == null
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
            throw new HubException(HubException.Fault.REFUSED, "HF_ENDPOINT is not an address like " + PUBLIC_HUB);
        }
        return uri;
    }

    private static @Nullable URI toUri(String value) {
        try {
            return URI.create(value);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Path path(String value, Path home) {
        return value.equals("~") || value.startsWith("~/")
                ? home.resolve(value.substring(1).replaceFirst("^/", ""))
                : Path.of(value);
    }

    private static Optional<String> first(Map<String, String> environment, String... names) {
        for (String name : names) {
            String value = environment.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static boolean isTrue(Map<String, String> environment, String name) {
        return TRUE.contains(environment.getOrDefault(name, "").strip().toUpperCase(Locale.ROOT));
    }
}
