package io.kalmstream.deploy.endtoend;

import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.qdrant.QdrantContainer;
import org.testcontainers.utility.DockerImageName;

/** With Kafka's and Qdrant's own images, where there is Docker. */
final class ContainersIT extends EndToEndContract {
    private static final Logger log = LoggerFactory.getLogger(ContainersIT.class);
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.3.1");
    private static final DockerImageName QDRANT = DockerImageName.parse("qdrant/qdrant:v1.18.3");

    private static KafkaContainer kafka;
    private static QdrantContainer qdrant;

    @BeforeAll
    static void start() {
        boolean docker = DockerClientFactory.instance().isDockerAvailable();
        if (!docker) {
            log.warn("NOT TESTED: a worker against the images {} and {}, for want of Docker", KAFKA, QDRANT);
        }
        assumeThat(docker).as("Docker, to run %s and %s", KAFKA, QDRANT).isTrue();
        kafka = new KafkaContainer(KAFKA);
        qdrant = new QdrantContainer(QDRANT);
        kafka.start();
        qdrant.start();
    }

    @AfterAll
    static void stop() {
        if (qdrant != null) {
            qdrant.stop();
        }
        if (kafka != null) {
            kafka.stop();
        }
    }

    @Override
    String bootstrap() {
        return kafka.getBootstrapServers();
    }

    @Override
    String qdrant() {
        return "http://%s:%d".formatted(qdrant.getHost(), qdrant.getGrpcPort());
    }
}
