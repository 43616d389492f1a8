package io.kalmstream.encoder.hub;

/** What identifies a user to the Hub. It is never printed. */
public final class HubToken {
    private final String secret;

    /** @param secret one line of printable ASCII, as the Hub gives it */
    public HubToken(String secret) {
        if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new HubException(
                    HubException.Fault.REFUSED,
                    "HF_TOKEN is not a token: it has white space or other unprintable characters");
        }
        this.secret = secret;
    }

    String headerValue() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "[hidden]";
    }
}
