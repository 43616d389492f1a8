package io.kalmstream.topology.window;

record CloseOnRecords(int max) implements ClosePolicy {
    @Override
    public boolean closes(OpenWindow window) {
        return window.rows() >= max;
    }

    @Override
    public CloseReason reason() {
        return CloseReason.RECORDS;
    }
}
