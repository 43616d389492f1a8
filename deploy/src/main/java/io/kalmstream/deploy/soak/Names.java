package io.kalmstream.deploy.soak;

import io.kalmstream.topology.window.TaskStores;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** What the parts of a run call each other. */
final class Names {
    static final String APPLICATION = "soak";
    static final String EVENTS = "soak.events";
    static final String LETTERS = "soak.dead-letters";
    static final String DUPLICATES = "soak.duplicates";
    static final String VECTORS = "soak.vectors";
    static final String PENDING = APPLICATION + "-" + TaskStores.PENDING + "-changelog";
    static final int PARTITIONS = 4;
    /** Enough for texts of different words to be far apart. */
    static final int DIMENSIONS = 32;

    /** Header: number of the event. */
    static final String NUMBER = "soak.number";
    /** Header of a planted bad record: the code its dead letter must have. */
    static final String CODE = "soak.code";

    private Names() {}

    static List<NewTopic> topics() {
        Map<String, String> settings =
                Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1", TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "2097152");
        return Stream.of(EVENTS, LETTERS, DUPLICATES, VECTORS)
                .map(name -> new NewTopic(name, PARTITIONS, (short) 1).configs(settings))
                .toList();
    }
}
