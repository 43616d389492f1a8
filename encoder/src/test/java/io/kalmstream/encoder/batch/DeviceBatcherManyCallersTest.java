package io.kalmstream.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Seed;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeviceBatcherManyCallersTest {
    private final TestingEncoder encoder = new TestingEncoder(8);

    @Test
    void submit_randomWindowsOfManySources_answersEachTextOnceInItsPlaceWithinTheBudget() {
        Random random = Seed.random();
        for (int round = 0; round < 20; round++) {
            int maxRows = 1 + random.nextInt(40);
            BatchBudget budget = new BatchBudget(1 + random.nextInt(400), maxRows, maxRows + random.nextInt(100));
            Queue<String> overBudget = new ConcurrentLinkedQueue<>();
            BatchListener listener = (rows, tokens, paddedTokens, _) -> {
                if (rows > 1
                        && (rows > budget.maxRows() || paddedTokens > budget.maxTokens() || tokens > paddedTokens)) {
                    overBudget.add(rows + " rows, " + paddedTokens + " tokens in " + budget);
                }
            };
            try (DeviceBatcher batcher = new DeviceBatcher(encoder, budget, 1 + random.nextInt(4), listener)) {
                submitAndCheck(batcher, random);
                assertThat(batcher.idle()).isTrue();
            }
            assertThat(overBudget).isEmpty();
        }
    }

    private void submitAndCheck(DeviceBatcher batcher, Random random) {
        Map<CompletableFuture<List<EncodeOutcome>>, List<String>> windows = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            List<String> texts = randomTexts(random, random.nextInt(60));
            windows.put(batcher.submit("p" + random.nextInt(4), texts), texts);
        }
        windows.forEach((future, texts) -> {
            List<EncodeOutcome> outcomes = future.join();
            assertThat(outcomes).hasSameSizeAs(texts);
            for (int i = 0; i < texts.size(); i++) {
                TokenizedText expected = encoder.tokenize(texts.get(i), Side.DOCUMENT);
                Encoded encoded = (Encoded) outcomes.get(i);
                assertThat(encoded.tokens()).isEqualTo(expected.length());
                assertThat(encoded.vector()).isEqualTo(vector(expected));
            }
        });
    }

    private static float[] vector(TokenizedText text) {
        return new TestingEncoder(8).encode(List.of(text)).getFirst();
    }

    private static List<String> randomTexts(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> "w" + random.nextInt(1_000_000) + " and".repeat(random.nextInt(50)))
                .toList();
    }

    @Test
    void submit_besideAFloodingSource_isServedInTurn() {
        RecordingEncoder recording = new RecordingEncoder(encoder);
        BatchBudget budget = new BatchBudget(100, 10, 40);
        // One tokenizer thread: of two, one that rests with a row in its hands may miss any number of batches.
        try (DeviceBatcher batcher = new DeviceBatcher(recording, budget, 1, BatchListener.NONE)) {
            encoder.hold();
            List<CompletableFuture<?>> flood = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                flood.add(batcher.submit("flood", texts("flood", 100)));
            }
            encoder.awaitHeld();

            CompletableFuture<List<EncodeOutcome>> small = batcher.submit("small", texts("small", 10));
            encoder.release();
            small.join();
            flood.forEach(CompletableFuture::join);
        }

        int word = encoder.tokenize("small", Side.DOCUMENT).ids()[1];
        List<List<TokenizedText>> batches = recording.batches();
        int last = IntStream.range(0, batches.size())
                .filter(i -> batches.get(i).stream().anyMatch(text -> text.ids()[1] == word))
                .max()
                .orElseThrow();
        // At most 10 rows run, 10 are prepared and 40 in the look-ahead; then 10 small ones and 10 others take turns.
        assertThat(batches).hasSizeGreaterThan(200);
        assertThat(last + 1).isLessThanOrEqualTo(8);
    }

    @Test
    void submit_moreThanMayWait_waitsWithoutHoldingOtherSourcesUp() {
        try (DeviceBatcher batcher = new DeviceBatcher(
                encoder, new BatchBudget(30, 1, 1), 1, BatchListener.NONE, 10, Duration.ofSeconds(10), () -> 0)) {
            encoder.hold();
            CompletableFuture<List<EncodeOutcome>> first = batcher.submit("p0", texts("a", 20));
            encoder.awaitHeld();
            CompletableFuture<List<EncodeOutcome>> second = new CompletableFuture<>();
            Thread caller = Thread.ofPlatform()
                    .start(() ->
                            second.complete(batcher.submit("p0", texts("b", 5)).join()));
            while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            CompletableFuture<List<EncodeOutcome>> other = batcher.submit("p1", texts("c", 10));

            encoder.release();

            assertThat(first.join()).hasSize(20);
            assertThat(second.join()).hasSize(5);
            assertThat(other.join()).hasSize(10);
        }
    }

    private static List<String> texts(String word, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> word + " has eight tokens in all " + i)
                .toList();
    }
}
