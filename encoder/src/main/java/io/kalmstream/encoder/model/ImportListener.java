package io.kalmstream.encoder.model;

/** Hears how far an import is. Called by the thread that imports. */
@FunctionalInterface
public interface ImportListener {
    ImportListener NONE = (_, _, _) -> {};

    /**
     * @param tensor that was just written
     * @param bytes written so far
     * @param total that will be written
     */
    void written(String tensor, long bytes, long total);
}
