package io.kalmstream.deploy.http;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A call that is not answered. Its message goes to the caller: a sentence about the call, nothing of what is inside. */
final class Refusal extends RuntimeException {
    private final Reason reason;
    private final @Nullable String parameter;

    Refusal(Reason reason, String message) {
        this(reason, message, null);
    }

    /** @param parameter which of the call's; null for none in particular */
    Refusal(Reason reason, String message, @Nullable String parameter) {
        super(message);
        this.reason = requireNonNull(reason, "reason is null");
        this.parameter = parameter;
    }

    Reason reason() {
        return reason;
    }

    @Nullable
    String parameter() {
        return parameter;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** Why, with the status of HTTP that says so. */
    enum Reason {
        INVALID(400, "The request makes no sense", "invalid_request_error"),
        UNAUTHORIZED(401, "An API key is needed", "authentication_error"),
        NOT_FOUND(404, "There is no such thing", "not_found_error"),
        METHOD_NOT_ALLOWED(405, "The method is not allowed here", "invalid_request_error"),
        TOO_LARGE(413, "The request is too large", "invalid_request_error"),
        UNSUPPORTED_TYPE(415, "The body must be JSON", "invalid_request_error"),
        BUSY(429, "Too many requests at once", "rate_limit_error"),
        INTERNAL(500, "Something is wrong here", "server_error"),
        UNAVAILABLE(503, "Not now", "server_error");

        private final int status;
        private final String title;
        private final String type;

        Reason(int status, String title, String type) {
            this.status = status;
            this.title = title;
            this.type = type;
        }

        int status() {
            return status;
        }

        String title() {
            return title;
        }

        /** As OpenAI calls it. */
        String type() {
            return type;
        }
    }
}
