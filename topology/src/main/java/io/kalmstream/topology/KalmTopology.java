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
 *                          |  +---> embedded (only when its topic is set)
 *                          +-- pending, documents, guard (stores)
 * </pre>
 */
public final class KalmTopology {
    static final String EVENTS = "events";
    static final String WINDOW = "window";
    static final String DEAD_LETTERS = "dead-letters";
    static final String DUPLICATES = "duplicates";
    static final String EMBEDDED = "embedded";

    private KalmTopology() {}

    /** @param parts stay open; close them after the streams client */
    public static Topology build(PipelineSettings settings, PipelineParts parts) {
        Topics topics = settings.topics();
        WindowSettings window = new WindowSettings(
                settings.window(),
                settings.inFlight(),
                settings.owner(),
                settings.maxTextChars(),
                settings.duplicates(),
                settings.keepText(),
                outputs(settings));
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                EVENTS,
                new SaneTimestamp(parts.clock()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topics.inputs().toArray(String[]::new));
        topology.addProcessor(WINDOW, new WindowProcessorSupplier(window, parts), EVENTS);
        topology.addSink(
                DEAD_LETTERS, topics.deadLetters(), new ByteArraySerializer(), new ByteArraySerializer(), WINDOW);
        topology.addSink(DUPLICATES, topics.duplicates(), new ByteArraySerializer(), new ByteArraySerializer(), WINDOW);
        if (topics.embedded() != null) {
            topology.addSink(EMBEDDED, topics.embedded(), new ByteArraySerializer(), new ByteArraySerializer(), WINDOW);
        }
        return topology;
    }

    private static Outputs outputs(PipelineSettings settings) {
        Topics topics = settings.topics();
        return new Outputs(
                DEAD_LETTERS,
                settings.letters(),
                new Outputs.Output(DUPLICATES, topics.duplicates()),
                topics.embedded() == null ? null : new Outputs.Output(EMBEDDED, topics.embedded()));
    }
}
