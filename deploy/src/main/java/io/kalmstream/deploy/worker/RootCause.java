package io.kalmstream.deploy.worker;

/** What a failure comes down to. */
final class RootCause {
    private RootCause() {}

    static Throwable of(Throwable failure) {
        Throwable last = failure;
        // Causes can form a ring; no real chain is this long.
        Throwable cause = failure.getCause();
        for (int depth = 0; cause != null && depth < 50; depth++) {
            last = cause;
            cause = cause.getCause();
        }
        return last;
    }

    /** Class and message, on one line. */
    static String inWords(Throwable failure) {
        Throwable root = of(failure);
        String message = root.getMessage();
        String name = root.getClass().getSimpleName();
        return message == null || message.isBlank()
                ? name
                : name + ": " + message.replaceAll("\\s+", " ").strip();
    }
}
