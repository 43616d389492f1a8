package io.kalmstream.deploy.worker;

import io.kalmstream.topology.window.StoreBreaker;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Pauses the topology while the vector store or the schema registry is down (KIP-834), where Kafka Streams makes its consumer itself: with
 * the younger group protocol. See {@link HeldConsumer}.
 *
 * <p>Threads: any.
 */
record PauseWhileDown(KafkaStreams streams) implements StoreBreaker.Listener {
    @Override
    public void opened(String why) {
        streams.pause();
    }

    @Override
    public void closed() {
        streams.resume();
    }
}
