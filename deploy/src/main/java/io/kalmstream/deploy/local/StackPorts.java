package io.kalmstream.deploy.local;

/** Ports of 127.0.0.1; 0 for any free one. */
public record StackPorts(int kafka, int registry, int qdrant) {}
