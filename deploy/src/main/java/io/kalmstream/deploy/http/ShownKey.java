package io.kalmstream.deploy.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kalmstream.deploy.http.Refusal.Reason;
import java.security.MessageDigest;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The key that callers must show: as a bearer token, as OpenAI's clients do, or as {@code api-key}, as Qdrant's do. */
record ShownKey(@Nullable Password expected) {
    private static final String BEARER = "bearer ";

    void require(Call call) {
        if (expected == null) {
            return;
        }
        String authorization = call.header("authorization");
        String shown = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : call.header("api-key");
        // In a time that does not tell how much of it was right.
        if (!MessageDigest.isEqual(
                shown.getBytes(UTF_8), expected.value().strip().getBytes(UTF_8))) {
            throw new Refusal(
                    Reason.UNAUTHORIZED,
                    shown.isEmpty()
                            ? "Show the key of http.api.key: `Authorization: Bearer KEY`, or `api-key: KEY`"
                            : "The API key is not the one of http.api.key");
        }
    }
}
