package io.kalmstream.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.TokenizedText;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardsTest {
    @Test
    void cut_anyBatch_putsEachRowIntoOneShard() {
        Random random = Seed.random();
        for (int i = 0; i < 200; i++) {
            List<TokenizedText> batch = texts(IntStream.range(0, 1 + random.nextInt(64))
                    .map(_ -> 1 + random.nextInt(256))
                    .toArray());

            List<Shard> shards = Shards.cut(batch, 1 + random.nextInt(8));

            assertThat(shards.stream().flatMapToInt(shard -> Arrays.stream(shard.rows())))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, batch.size()).boxed().toList());
            assertThat(shards).allSatisfy(shard -> assertThat(shard.rows()).isNotEmpty());
        }
    }

    @Test
    void cut_moreThanAShardForEachThread_givesAllThreadsAsManyAndAlike() {
        List<Shard> shards =
                Shards.cut(texts(IntStream.generate(() -> 50).limit(20).toArray()), 2);

        assertThat(shards)
                .hasSize(4)
                .allSatisfy(shard -> assertThat(shard.rows()).hasSize(5));
    }

    @Test
    void cut_fewTokens_stillGivesEveryThreadWork() {
        assertThat(Shards.cut(texts(10, 10, 10, 10), 4)).hasSize(4);
    }

    @Test
    void cut_fewerTextsThanThreads_makesAShardOfEach() {
        assertThat(Shards.cut(texts(10, 200), 4)).extracting(Shard::rows).containsExactly(new int[] {1}, new int[] {0});
    }

    @Test
    void cut_mixedLengths_putsLikeWithLike() {
        List<Shard> shards = Shards.cut(texts(10, 100, 11, 100, 12, 100, 100, 13), 2);

        assertThat(shards.getFirst().rows()).containsExactly(1, 3, 5);
        assertThat(shards.getLast().rows()).containsExactly(6, 7, 4, 2, 0);
    }

    private static List<TokenizedText> texts(int... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> new TokenizedText(new int[length], false))
                .toList();
    }
}
