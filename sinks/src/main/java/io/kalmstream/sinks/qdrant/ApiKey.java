package io.kalmstream.sinks.qdrant;

/** A secret that does not print itself. */
public final class ApiKey {
    private final String secret;

    public ApiKey(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("the API key is blank; leave it out if the server wants none");
        }
        this.secret = secret;
    }

    String reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
