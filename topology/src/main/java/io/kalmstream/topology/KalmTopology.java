package io.kalmstream.topology;

import io.kalmstream.topology.window.Outputs;
import io.kalmstream.topology.window.PipelineParts;
import io.kalmstream.topology.window.WindowProcessorSupplier;
import io.kalmstream.topology.window.WindowSettings;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The topology. Every node and store has a name of its own choosing: they are part of topic names and metrics and stay as they are.
 *
 * <pre>
 *  inputs --> events --> window --> dead-letters
 *                          |  +---> duplicates
 *                          +-- pending, documents (stores)
 * </pre>
 */
public final class KalmTopology {
    static final String EVENTS = "events";
    static final String WINDOW = "window";
    static final String DEAD_LETTERS = "dead-letters";
    static final String DUPLICATES = "duplicates";

    private KalmTopology() {}

    /** @param parts stay open; close them after the streams client */
    public static Topology build(PipelineSettings settings, PipelineParts parts) {
        Topics topics = settings.topics();
        WindowSettings window = new WindowSettings(
                settings.window(),
                settings.inFlight(),
                settings.maxTextChars(),
                settings.duplicates(),
                settings.keepText(),
                new Outputs(DEAD_LETTERS, DUPLICATES, topics.duplicates()));
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                EVENTS,
                new NeverFailOnTimestamp(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.inputs().toArray(String[]::new));
        topology.addProcessor(WINDOW, new WindowProcessorSupplier(window, parts), EVENTS);
        topology.addSink(
                DEAD_LETTERS, topics.deadLetters(), new ByteArraySerializer(), new ByteArraySerializer(), WINDOW);
        topology.addSink(DUPLICATES, topics.duplicates(), new ByteArraySerializer(), new ByteArraySerializer(), WINDOW);
        return topology;
    }
}
