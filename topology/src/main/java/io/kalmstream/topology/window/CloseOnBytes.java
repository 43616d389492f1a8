package io.kalmstream.topology.window;

record CloseOnBytes(long max) implements ClosePolicy {
    @Override
    public boolean closes(OpenWindow window) {
        return window.bytes() >= max;
    }

    @Override
    public CloseReason reason() {
        return CloseReason.BYTES;
    }
}
