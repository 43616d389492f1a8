package io.kalmstream.topology;

import static java.util.stream.Collectors.toMap;

import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.sinks.testing.TestingVectorStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws events, sends them, and knows what must be left when all of them have ended. */
final class LatestEvents {
    /** Fails in the encoder where {@link #script} was told so. */
    private static final String POISON = "poison";

    private static final List<String> TENANTS = List.of("", "x", "y");
    private static final List<String> TEXTS = List.of("red", "green", "blue", "red and green", " ", POISON);
    private static final int IDS = 5;

    private final Map<DocumentKey, Document> latest = new HashMap<>();
    private final Random random;

    LatestEvents(Random random) {
        this.random = random;
    }

    /** Makes the pipeline's encoder fail as these events expect. */
    static void script(PipelineDriver pipeline) {
        pipeline.encoder.failOn(POISON);
    }

    void sendTo(PipelineDriver pipeline) {
        String tenant = TENANTS.get(random.nextInt(TENANTS.size()));
        String id = "id" + random.nextInt(IDS);
        switch (random.nextInt(10)) {
            case 0 -> {
                pipeline.delete(id);
                latest.keySet().removeIf(key -> key.id().equals(id));
            }
            case 1, 2 -> {
                pipeline.delete(tenant, id);
                latest.remove(new DocumentKey(tenant, id));
            }
            default -> {
                String text = TEXTS.get(random.nextInt(TEXTS.size()));
                Map<String, Object> attributes = Map.of("stars", (long) random.nextInt(2));
                pipeline.send(tenant, id, text, attributes);
                if (!text.isBlank() && !text.equals(POISON)) {
                    latest.put(new DocumentKey(tenant, id), new Document(text, attributes));
                }
            }
        }
    }

    Map<DocumentKey, Document> latest() {
        return latest;
    }

    static Map<DocumentKey, Document> in(TestingVectorStore store) {
        return store.all()
                .collect(toMap(
                        point -> point.key(), point -> new Document(String.valueOf(point.text()), point.attributes())));
    }

    record Document(String text, Map<String, Object> attributes) {}
}
