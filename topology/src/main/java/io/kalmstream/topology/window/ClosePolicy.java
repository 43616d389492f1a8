package io.kalmstream.topology.window;

/** One reason to close a window. Asked only about windows that are not empty. */
interface ClosePolicy {
    boolean closes(OpenWindow window);

    CloseReason reason();
}
