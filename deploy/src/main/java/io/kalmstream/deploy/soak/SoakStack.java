package io.kalmstream.deploy.soak;

import io.kalmstream.deploy.fault.TcpFault;
import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run works with: the broker, the vector store, the line to it, and the workers, which are not started yet.
 *
 * <p>Threads: one.
 */
record SoakStack(
        BrokerProcess broker,
        @Nullable EmbeddedQdrant embedded,
        int storePort,
        TcpFault line,
        String collection,
        List<WorkerProcess> workers,
        Findings findings)
        implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SoakStack.class);
    private static final int WORKERS = 3;

    /** Returns when broker and vector store serve and the topics are there. */
    static SoakStack start(SoakSettings settings) throws IOException, InterruptedException {
        BrokerProcess broker = new BrokerProcess(settings.data().resolve("kafka"), settings.logs());
        @Nullable EmbeddedQdrant embedded = null;
        try {
            broker.start();
            if (settings.qdrantPort() == 0) {
                embedded = EmbeddedQdrant.start(
                        new EmbeddedQdrantSettings(settings.data().resolve("qdrant"), "127.0.0.1", 0));
            }
            int storePort = embedded == null ? settings.qdrantPort() : embedded.port();
            broker.awaitUp();
            createTopics(broker);
            return assemble(settings, broker, embedded, storePort);
        } catch (IOException | InterruptedException | RuntimeException e) {
            broker.close();
            if (embedded != null) {
                embedded.close();
            }
            throw e;
        }
    }

    private static SoakStack assemble(
            SoakSettings settings, BrokerProcess broker, @Nullable EmbeddedQdrant embedded, int storePort)
            throws IOException {
        TcpFault line = TcpFault.start(storePort);
        String collection = "kalmstream-soak-%d-%d".formatted(settings.seed(), System.currentTimeMillis());
        Findings findings = new Findings();
        List<WorkerProcess> workers = new ArrayList<>();
        for (int number = 1; number <= WORKERS; number++) {
            Path state = settings.data().resolve("state-" + number);
            List<String> arguments = new ArrayList<>(
                    List.of(broker.bootstrap(), Integer.toString(line.port()), collection, state.toString()));
            if (number == WORKERS) {
                arguments.add("dynamic-member");
            }
            workers.add(new WorkerProcess(number, arguments, settings.logs(), findings));
        }
        return new SoakStack(broker, embedded, storePort, line, collection, List.copyOf(workers), findings);
    }

    private static void createTopics(BrokerProcess broker) throws InterruptedException {
        try (Admin admin = broker.admin()) {
            admin.createTopics(Names.topics()).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics could not be created: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        workers.forEach(WorkerProcess::close);
        broker.close();
        line.close();
        if (embedded != null) {
            try {
                embedded.close();
            } catch (IOException e) {
                log.warn("The embedded Qdrant could not be closed", e);
            }
        }
    }
}
