package io.kalmstream.sinks.qdrant;

/** The server does not accept something in the request; the message is its {@link ServerWords}. Never leaves the package. */
final class Refusal extends Exception {
    Refusal(String words, Throwable cause) {
        super(words, cause);
    }
}
