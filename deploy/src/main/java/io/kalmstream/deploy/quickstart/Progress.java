package io.kalmstream.deploy.quickstart;

/**
 * Hears how far a long job is.
 *
 * <p>Threads: any.
 */
public interface Progress extends AutoCloseable {
    /** Something worth a line has happened. */
    void say(String line);

    /**
     * @param done so far
     * @param total as far as it is known
     */
    void at(long done, long total);

    @Override
    void close();
}
