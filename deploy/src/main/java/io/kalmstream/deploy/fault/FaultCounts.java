package io.kalmstream.deploy.fault;

/**
 * What has happened on a line since it was started.
 *
 * @param connections accepted, those refused included
 * @param refused reset as soon as they were made, also because the server could not be reached
 * @param cut reset after they had been made
 * @param requestBytes that reached the server
 * @param replyBytes that reached a client
 * @param heldBytes that met a black hole
 * @param lostBytes of replies that were thrown away
 * @param delayedBytes that were given a delay
 * @param pacedBytes that had to wait for bandwidth
 */
public record FaultCounts(
        long connections,
        long refused,
        long cut,
        long requestBytes,
        long replyBytes,
        long heldBytes,
        long lostBytes,
        long delayedBytes,
        long pacedBytes) {}
