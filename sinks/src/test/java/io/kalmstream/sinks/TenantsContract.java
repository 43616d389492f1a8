package io.kalmstream.sinks;

import static io.kalmstream.sinks.Samples.NOON;
import static io.kalmstream.sinks.Samples.point;
import static io.kalmstream.sinks.Samples.randomUnit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kalmstream.sinks.RecommendQuery.Example;
import io.kalmstream.sinks.RecommendQuery.Strategy;
import io.kalmstream.sinks.testing.TestingVectorStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No tenant sees another's documents, whatever it asks. Random points and questions; -Dseed= repeats a failure. */
interface TenantsContract extends OpenedStore {
    List<String> TENANTS = List.of("", "t1", "t2", "t1 ");

    int IDS = 12;

    @Test
    default void anyQuestion_onlyOwnDocuments_andWhatThePlainStoreAnswers() {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        Random random = new Random(seed);
        VectorStore plain = new TestingVectorStore(spec());
        plain.ensureCollection();
        write(plain, random);

        for (int round = 0; round < 200; round++) {
            String tenant = pick(random, TENANTS);
            float[] vector = randomUnit(random, spec().dimensions());
            NearestQuery nearest = query(vector, tenant, 1 + random.nextInt(IDS), -1, random.nextBoolean());
            RecommendQuery recommend = recommend(random, tenant);
            String repeat = "-Dseed=%d, round %d".formatted(seed, round);

            requireSame(nearest(nearest), plain.nearest(List.of(nearest)).getFirst(), tenant, repeat);
            requireSame(store().recommend(recommend), plain.recommend(recommend), tenant, repeat + ", " + recommend);
            requireUnseen(store().recommend(recommend), recommend, repeat);
            try (Stream<StoredVector> copies = store().duplicatesOf(List.of(new DocumentKey(tenant, pick(random))))) {
                assertThat(copies)
                        .as(repeat)
                        .allMatch(copy -> copy.point().key().tenant().equals(tenant));
            }
        }
    }

    private void write(VectorStore plain, Random random) {
        List<Change> changes = new ArrayList<>();
        for (String tenant : TENANTS) {
            for (int i = 0; i < IDS; i++) {
                if (random.nextInt(4) > 0) {
                    DocumentKey key = new DocumentKey(tenant, "d" + i);
                    float[] vector = randomUnit(random, spec().dimensions());
                    changes.add(new Change.Upsert(point(key, NOON, "same", vector)));
                    if (random.nextInt(4) == 0) {
                        Duplicate mark = new Duplicate(pick(random), 0.98, Duplicate.Kind.NEAR);
                        changes.add(new Change.MarkDuplicate(key, "hash of same", mark));
                    }
                }
            }
        }
        apply(changes.toArray(Change[]::new));
        plain.apply(Samples.fence(), changes);
    }

    private static RecommendQuery recommend(Random random, String tenant) {
        Set<String> excluded = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            excluded.add(pick(random));
        }
        List<Example> positives = new ArrayList<>(examples(random));
        positives.add(new Example(pick(random), 1));
        return new RecommendQuery(
                tenant,
                positives,
                examples(random),
                pick(random, List.of(Strategy.values())),
                excluded,
                1 + random.nextInt(IDS),
                random.nextBoolean(),
                random.nextBoolean() ? 0 : random.nextDouble());
    }

    private static List<Example> examples(Random random) {
        return random.ints(random.nextInt(3), 0, IDS)
                .mapToObj(i -> new Example("d" + i, 0.1 + random.nextInt(5)))
                .toList();
    }

    /** Equal scores may come in any order. */
    private static void requireSame(List<Neighbour> actual, List<Neighbour> expected, String tenant, String repeat) {
        assertThat(actual).as(repeat).allMatch(hit -> hit.point().key().tenant().equals(tenant));
        assertThat(actual).as(repeat).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).score())
                    .as("%s, hit %d", repeat, i)
                    .isCloseTo(expected.get(i).score(), within(1e-4));
        }
    }

    private static void requireUnseen(List<Neighbour> hits, RecommendQuery query, String repeat) {
        Set<String> seen = new HashSet<>(query.excluded());
        query.positives().forEach(example -> seen.add(example.id()));
        query.negatives().forEach(example -> seen.add(example.id()));
        for (Neighbour hit : hits) {
            Duplicate duplicate = hit.point().duplicate();
            assertThat(seen).as(repeat).doesNotContain(hit.point().key().id());
            assertThat(duplicate == null || (!query.canonicalOnly() && !seen.contains(duplicate.of())))
                    .as(repeat)
                    .isTrue();
        }
    }

    private static String pick(Random random) {
        return "d" + random.nextInt(IDS);
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
