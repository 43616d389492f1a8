package io.kalmstream.topology.window;

record CloseOnChars(long max) implements ClosePolicy {
    @Override
    public boolean closes(OpenWindow window) {
        return window.chars() >= max;
    }

    @Override
    public CloseReason reason() {
        return CloseReason.CHARS;
    }
}
