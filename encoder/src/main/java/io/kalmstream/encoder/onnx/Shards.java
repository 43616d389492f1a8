package io.kalmstream.encoder.onnx;

import io.kalmstream.encoder.TokenizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts a device batch into shards of about as many tokens each, so that the threads end together. Texts of like length go together:
 * a shard is padded to its own longest text, not to the batch's.
 */
final class Shards {
    /** What a layer makes of so many tokens stays in a core's own cache; with more, MiniLM is 3 to 8 % slower. */
    private static final int TOKENS = 256;

    private Shards() {}

    /** @return each row in one shard; the longest texts first */
    static List<Shard> cut(List<TokenizedText> batch, int threads) {
        int[] longestFirst = longestFirst(batch);
        long tokens = batch.stream().mapToLong(TokenizedText::length).sum();
        long rounds = Math.ceilDiv(tokens, (long) TOKENS * threads);
        // A multiple of the threads: a shard more would leave all but one of them waiting.
        long count = Math.min(batch.size(), rounds * threads);
        List<Shard> shards = new ArrayList<>();
        long before = 0;
        int from = 0;
        for (int i = 0; i < longestFirst.length; i++) {
            before += batch.get(longestFirst[i]).length();
            boolean last = i + 1 == longestFirst.length;
            if (last || before * count >= tokens * (shards.size() + 1)) {
                shards.add(new Shard(Arrays.copyOfRange(longestFirst, from, i + 1)));
                from = i + 1;
            }
        }
        return shards;
    }

    private static int[] longestFirst(List<TokenizedText> batch) {
        Integer[] rows = new Integer[batch.size()];
        Arrays.setAll(rows, i -> i);
        Arrays.sort(
                rows,
                Comparator.comparingInt((Integer row) -> batch.get(row).length())
                        .reversed());
        return Arrays.stream(rows).mapToInt(Integer::intValue).toArray();
    }
}
