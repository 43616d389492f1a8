package io.kalmstream.topology.window;

record CloseOnTokens(long max) implements ClosePolicy {
    @Override
    public boolean closes(OpenWindow window) {
        return window.tokens() >= max;
    }

    @Override
    public CloseReason reason() {
        return CloseReason.TOKENS;
    }
}
