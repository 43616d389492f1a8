package io.kalmstream.sinks.embedded.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kalmstream.sinks.embedded.EmbeddedQdrant;
import io.kalmstream.sinks.embedded.EmbeddedQdrantSettings;
import io.kalmstream.sinks.embedded.TestingSeed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same operations to embedded Qdrant and to the server of -Dqdrant.url=http://host:6334: every answer is the same. -Dseed=
 * repeats a run.
 */
final class DifferentialIT {
    private static final Logger LOG = LoggerFactory.getLogger(DifferentialIT.class);

    private static final int OPERATIONS = 5_000;
    private static final int MOST_DIFFERENCES = 10;

    private final TestingSeed seed = TestingSeed.create();
    private final Random random = seed.random();
    private final RandomWrites writes = new RandomWrites(random);
    private final RandomReads reads = new RandomReads(random, writes::id);
    private final RandomQueries queries = new RandomQueries(random, reads, writes::id);
    private final List<String> differences = new ArrayList<>();

    @Test
    void everyOperation_isAnsweredAsByQdrant(@TempDir Path data) throws IOException {
        String url = System.getProperty("qdrant.url", "");
        if (url.isEmpty()) {
            LOG.warn("NOT COMPARED: embedded Qdrant and a real one, for want of a real one; start one and give"
                    + " -Dqdrant.url=");
        }
        assumeThat(url).as("-Dqdrant.url: a real Qdrant to compare with").isNotEmpty();

        try (EmbeddedQdrant embedded = EmbeddedQdrant.start(new EmbeddedQdrantSettings(data, "127.0.0.1", 0));
                Peer ours = new Peer(URI.create("http://127.0.0.1:" + embedded.port()));
                Peer theirs = new Peer(URI.create(url))) {
            LOG.info("comparing with {}, {}", theirs.version(), seed);
            String suffix = UUID.randomUUID().toString();
            List<Space> spaces = List.of(Space.unnamed("one-" + suffix), Space.named("many-" + suffix));
            spaces.forEach(space -> ours.create(space.create()));
            spaces.forEach(space -> theirs.create(space.create()));
            try {
                int compared = run(spaces, ours, theirs);

                assertThat(differences).as("of %d answers, %s", compared, seed).isEmpty();
                LOG.info("{} answers were the same as those of {}, {}", compared, theirs.version(), seed);
            } finally {
                spaces.forEach(space -> theirs.drop(space.collection()));
            }
        }
    }

    /** How many answers were compared. */
    private int run(List<Space> spaces, Peer ours, Peer theirs) {
        int compared = 0;
        for (int i = 0; i < OPERATIONS && differences.size() < MOST_DIFFERENCES; i++) {
            Space space = spaces.get(random.nextInt(spaces.size()));
            boolean write = random.nextInt(4) == 0;
            Operation operation = write ? writes.next(space) : read(space);
            compare(i, operation, ours, theirs);
            compared++;
            if (write) {
                compared++;
                if (!compare(i, RandomReads.everything(space), ours, theirs)) {
                    differences.add("which was left by " + operation);
                    // Every read would differ from here on.
                    return compared;
                }
            }
        }
        return compared;
    }

    private Operation read(Space space) {
        return random.nextInt(3) == 0 ? reads.next(space) : queries.next(space);
    }

    private boolean compare(int number, Operation operation, Peer ours, Peer theirs) {
        Optional<String> difference = Comparison.difference(ours.answer(operation), theirs.answer(operation));
        difference.ifPresent(what -> differences.add("operation " + number + ": " + operation + "\n" + what));
        return difference.isEmpty();
    }
}
