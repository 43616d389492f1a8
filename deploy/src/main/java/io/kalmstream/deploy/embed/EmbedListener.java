package io.kalmstream.deploy.embed;

/**
 * Hears how far a run is.
 *
 * <p>Threads: the one that runs it.
 */
public interface EmbedListener {
    /** @param lines that are written */
    void at(long lines);

    /** @param reason one sentence without the text */
    void rejected(long line, String reason);
}
