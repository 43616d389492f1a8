package io.kalmstream.deploy.quickstart;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.Topics;
import java.nio.file.Path;

/**
 * Where everything is.
 *
 * @param kafka bootstrap address
 * @param registry base URL of the Confluent API
 * @param qdrant gRPC address
 * @param http base URL of the worker's answers
 * @param interactions topic of what users do
 * @param recommendations topic of what they should see
 * @param temporary whether the data folder goes when the quickstart ends
 */
public record Addresses(
        String kafka,
        String registry,
        String qdrant,
        String http,
        Topics topics,
        String interactions,
        String recommendations,
        String collection,
        Path data,
        boolean temporary,
        Path log) {
    public Addresses {
        requireNonNull(kafka, "kafka is null");
        requireNonNull(registry, "registry is null");
        requireNonNull(qdrant, "qdrant is null");
        requireNonNull(http, "http is null");
        requireNonNull(topics, "topics is null");
        requireNonNull(interactions, "interactions is null");
        requireNonNull(recommendations, "recommendations is null");
        requireNonNull(collection, "collection is null");
        requireNonNull(data, "data is null");
        requireNonNull(log, "log is null");
    }
}
