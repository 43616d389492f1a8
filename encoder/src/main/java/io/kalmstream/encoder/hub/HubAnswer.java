package io.kalmstream.encoder.hub;

import io.kalmstream.encoder.hub.HubException.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server said. Closing it gives up the rest of its body. */
final class HubAnswer implements AutoCloseable {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-.*");

    private final HttpResponse<Flow.Publisher<List<ByteBuffer>>> response;
    private final URI uri;
    private final TimedBody body;

    HubAnswer(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response, URI uri, Duration patience) {
        this.response = response;
        this.uri = uri;
        this.body = TimedBody.of(response.body(), patience);
    }

    TimedBody body() {
        return body;
    }

    boolean isRedirect() {
        return switch (response.statusCode()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    URI location() throws IOException {
        try {
            return URI.create(header("Location").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new IOException(uri.getHost() + " redirects to what is no address", e);
        }
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** Where in the file the body begins. */
    long start() throws IOException {
        if (response.statusCode() != 206) {
            return 0;
        }
        Matcher range = CONTENT_RANGE.matcher(header("Content-Range").orElse(""));
        if (!range.matches()) {
            throw new IOException(uri.getHost() + " answers with a part of the file and does not say which");
        }
        return Long.parseLong(range.group(1));
    }

    /** Whether the server has no byte at the place that was asked for. */
    boolean isBeyondEnd() {
        return response.statusCode() == 416;
    }

    /** @param endpoint whether the Hub itself answered, and not a host that it sent us to */
    HubAnswer orRefusal(HubModel model, boolean endpoint, boolean withToken) throws IOException {
        int status = response.statusCode();
        if (status == 200 || status == 206 || status == 416) {
            return this;
        }
        close();
        // The Hub sends to addresses that are signed for a while: another host's refusal passes with the next address.
        if (!endpoint || status == 408 || status == 429 || status >= 500) {
            throw new TransientFailure(uri.getHost() + " answered " + status, retryAfter());
        }
        throw refusal(model, withToken);
    }

    private HubException refusal(HubModel model, boolean withToken) {
        String code = header("X-Error-Code").orElse("");
        String said = uri.getHost() + " answered " + response.statusCode();
        String page = uri.getScheme() + "://" + uri.getAuthority() + "/" + model.repo();
        if (code.equals("GatedRepo")) {
            return refused(model + " is gated (" + said + "): accept its licence on " + page + " and set HF_TOKEN"
                    + (withToken
                            ? " to a token of that account; the one that is set has no access"
                            : " to a token of that account"));
        }
        if (code.equals("RevisionNotFound")) {
            return refused(model.repo() + " has no revision " + model.revision() + " (" + said + ")");
        }
        return switch (response.statusCode()) {
            case 401, 403 ->
                refused(model + " does not exist, is private or is gated (" + said + "): "
                        + (withToken
                                ? "the token that is set has no access to it; see " + page
                                : "if it exists, set HF_TOKEN to a token that has access; see " + page));
            case 404 -> refused(model + " is not on the Hub (" + said + "); see " + page);
            default -> refused("The Hub refuses " + model + ": " + said);
        };
    }

    private static HubException refused(String message) {
        return new HubException(Fault.REFUSED, message);
    }

    /** RFC 9110, 10.2.3: seconds, or a date, which is read against the server's own. */
    private Optional<Duration> retryAfter() {
        String value = header("Retry-After").orElse("").strip();
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        Optional<Instant> now = date(header("Date").orElse(""));
        return now.isEmpty() ? Optional.empty() : date(value).map(then -> between(now.get(), then));
    }

    private static Duration between(Instant now, Instant then) {
        return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
