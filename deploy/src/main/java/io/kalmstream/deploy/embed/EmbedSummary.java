package io.kalmstream.deploy.embed;

/**
 * @param lines read
 * @param rejected lines that have no vector
 * @param truncated texts that were longer than the model reads
 * @param tokens the device read
 */
public record EmbedSummary(long lines, long rejected, long truncated, long tokens) {}
