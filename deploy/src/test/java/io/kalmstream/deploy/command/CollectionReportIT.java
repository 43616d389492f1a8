package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.kalmstream.deploy.config.CollectionKeys;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.qdrant.CollectionSettings;
import io.kalmstream.sinks.qdrant.QdrantSettings;
import io.kalmstream.sinks.qdrant.QdrantStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a worker's log says of a collection that is not as configured. */
final class CollectionReportIT {
    private final CollectionSpec spec = new CollectionSpec("report-" + UUID.randomUUID(), 4, "model@1");
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private TestingServer server;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        server = TestingServer.start(data);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() throws IOException, ExecutionException, InterruptedException {
        root.detachAppender(log);
        server.drop(spec.name());
        server.close();
    }

    @Test
    void everyDifference_isSaidOnceAStart_withBothValues() {
        try (QdrantStore store = open(Map.of())) {
            store.ensureCollection();
            assertThat(warnings()).isEmpty();
        }

        try (QdrantStore store = open(Map.of("qdrant.hnsw.m", "32", "qdrant.vectors.datatype", "float16"))) {
            store.ensureCollection();
            store.ensureCollection();
        }

        assertThat(warnings())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).contains(spec.name(), server.url()))
                .anySatisfy(line -> assertThat(line)
                        .contains("qdrant.hnsw.m is configured as 32, found is 16", "`kalmstream collection apply`"))
                .anySatisfy(line -> assertThat(line)
                        .contains("qdrant.vectors.datatype is configured as float16, found is float32", "another"));
    }

    private QdrantStore open(Map<String, String> keys) {
        CollectionSettings settings = CollectionKeys.settings(keys);
        return new QdrantStore(spec, settings, QdrantSettings.of(server.url(), null));
    }

    private List<String> warnings() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("is configured as"))
                .toList();
    }
}
