package io.kalmstream.topology;

import io.kalmstream.topology.profile.ProfileParts;
import io.kalmstream.topology.profile.ProfileProcessorSupplier;
import io.kalmstream.topology.profile.Recommending;
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
 *
 *  interactions --> profile --> recommendations, dead-letters (only when its topics are set)
 *                      +-- profiles (store)
 * </pre>
 */
public final class KalmTopology {
    static final String EVENTS = "events";
    static final String WINDOW = "window";
    static final String DEAD_LETTERS = "dead-letters";
    static final String DUPLICATES = "duplicates";
    static final String EMBEDDED = "embedded";
    static final String INTERACTIONS = "interactions";
    static final String PROFILE = "profile";
    static final String RECOMMENDATIONS = "recommendations";
    static final String PROFILE_DEAD_LETTERS = "profile-dead-letters";

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
        addSink(topology, DEAD_LETTERS, topics.deadLetters(), WINDOW);
        addSink(topology, DUPLICATES, topics.duplicates(), WINDOW);
        if (topics.embedded() != null) {
            addSink(topology, EMBEDDED, topics.embedded(), WINDOW);
        }
        return topology;
    }

    /**
     * With recommendations as well.
     *
     * @param shared stays open; close it after the streams client
     */
    public static Topology build(
            PipelineSettings settings, PipelineParts parts, Recommending recommending, ProfileParts shared) {
        Topology topology = build(settings, parts);
        topology.addSource(
                AutoOffsetReset.earliest(),
                INTERACTIONS,
                new SaneTimestamp(shared.clock()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                recommending.interactions());
        topology.addProcessor(
                PROFILE,
                new ProfileProcessorSupplier(
                        recommending, shared, settings.letters(), PROFILE_DEAD_LETTERS, RECOMMENDATIONS),
                INTERACTIONS);
        // A sink of its own: a common one would make the two parts of the topology one, with partitions in step.
        addSink(topology, PROFILE_DEAD_LETTERS, settings.topics().deadLetters(), PROFILE);
        addSink(topology, RECOMMENDATIONS, recommending.recommendations(), PROFILE);
        return topology;
    }

    private static void addSink(Topology topology, String name, String topic, String from) {
        topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), from);
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
