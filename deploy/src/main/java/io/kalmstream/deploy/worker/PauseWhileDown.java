package io.kalmstream.deploy.worker;

import io.kalmstream.topology.window.StoreBreaker;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Pauses the topology while the vector store or the schema registry is down (KIP-834): nothing is read that could not be stored, and the worker stays in its
 * group, so that no partition moves. What was read already waits in the tasks.
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
