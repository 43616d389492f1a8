package io.kalmstream.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kalmstream.encoder.batch.EncodeOutcome;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EmbedderTest {
    private static final int BOUND = OrderedOutcomes.WINDOW * OrderedOutcomes.WINDOWS_AHEAD;

    private final TestingEncoder encoder = new TestingEncoder(16);
    private final Embedder embedder = Embedder.of(encoder);

    @AfterEach
    void close() {
        embedder.close();
    }

    @Test
    void embed_oneText_isItsVector() {
        assertThat(embedder.embed("a b c", Side.QUERY)).containsExactly(vector("a b c"));
    }

    @Test
    void embed_noTexts_isNoVectors() {
        assertThat(embedder.embed(List.of(), Side.DOCUMENT)).isEmpty();
        assertThat(embedder.embed(Stream.of(), Side.DOCUMENT)).isEmpty();
    }

    @Test
    void embed_manyTexts_answersInTheirOrder() {
        List<String> texts = texts(5 * BOUND).toList();

        List<float[]> vectors = embedder.embed(texts, Side.DOCUMENT);

        assertThat(vectors).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i += 97) {
            assertThat(vectors.get(i)).containsExactly(vector(texts.get(i)));
        }
    }

    @Test
    void embed_endlessTexts_readsABoundedNumberAhead() {
        AtomicInteger taken = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        Stream<String> endless =
                Stream.generate(() -> "text " + taken.incrementAndGet()).onClose(() -> closed.set(true));

        try (Stream<EncodeOutcome> outcomes = embedder.embed(endless, Side.DOCUMENT)) {
            assertThat(outcomes.limit(3L * BOUND)).hasSize(3 * BOUND);
        }

        assertThat(taken.get()).isBetween(3 * BOUND, 4 * BOUND);
        assertThat(closed).isTrue();
    }

    @Test
    void embed_textThatCannotBeEncoded_isNamedAndNotQuoted() {
        encoder.failOn("poison");

        assertThatThrownBy(() -> embedder.embed(List.of("a", "b", "poison"), Side.DOCUMENT))
                .hasMessageContaining("Text 2")
                .hasMessageNotContaining("poison")
                .asInstanceOf(type(RejectedTextException.class))
                .returns(2, RejectedTextException::index);
    }

    @Test
    void embed_streamWithABadText_answersTheOthers() {
        encoder.notANumberOn("poison");

        assertThat(embedder.embed(Stream.of("a", "poison", "b"), Side.DOCUMENT))
                .extracting(outcome -> outcome instanceof EncodeOutcome.Encoded)
                .containsExactly(true, false, true);
    }

    @Test
    void embed_deviceIsBroken_fails() {
        encoder.breakDown();

        assertThatThrownBy(() -> embedder.embed(texts(3 * BOUND).toList(), Side.DOCUMENT))
                .isInstanceOf(EncoderException.class);
    }

    @Test
    void embed_interrupted_failsAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> embedder.embed("a", Side.QUERY)).isInstanceOf(EncoderException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void close_embedder_closesItsEncoder() {
        embedder.close();

        assertThat(encoder.closed()).isTrue();
    }

    private static Stream<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text number " + i);
    }

    private float[] vector(String text) {
        return new TestingEncoder(16)
                .encode(List.of(encoder.tokenize(text, Side.DOCUMENT)))
                .getFirst();
    }
}
