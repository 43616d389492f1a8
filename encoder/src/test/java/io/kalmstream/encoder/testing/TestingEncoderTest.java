package io.kalmstream.encoder.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderException.Fault;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TextEncoderContract;
import io.kalmstream.encoder.TokenizedText;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TestingEncoderTest extends TextEncoderContract {
    private final TestingEncoder encoder = new TestingEncoder(64);

    @Override
    protected TextEncoder encoder() {
        return encoder;
    }

    @Override
    protected TextEncoder openAnother() {
        return new TestingEncoder(64);
    }

    @Test
    void encode_textWithFailingWord_failsAndCounts() {
        encoder.failOn("BAD");

        assertThatThrownBy(() -> encode("one", "a BAD one")).isInstanceOf(EncoderException.class);
        assertThat(encode("one", "a BADLY written one")).hasSize(2);
        assertThat(encoder.calls()).isEqualTo(2);
        assertThat(encoder.rows()).isEqualTo(4);
    }

    @Test
    void encode_textWithNotANumberWord_answersOne() {
        encoder.notANumberOn("NAN");

        List<float[]> vectors = encode("NAN", "fine");

        assertThat(vectors.get(0)).contains(Float.NaN);
        assertThat(vectors.get(1)).doesNotContain(Float.NaN);
    }

    @Test
    void encode_brokenDevice_failsUntilRepaired() {
        encoder.breakDown();
        assertThatThrownBy(() -> encode("a")).isInstanceOf(EncoderException.class);

        encoder.repair();
        assertThat(encode("a")).hasSize(1);
    }

    @Test
    void encode_held_waitsForRelease() {
        encoder.hold();
        CompletableFuture<List<float[]>> held = CompletableFuture.supplyAsync(() -> encode("a"));
        encoder.awaitHeld();
        assertThat(held).isNotDone();
        assertThatThrownBy(() -> encode("b")).isInstanceOf(IllegalStateException.class);

        encoder.release();

        assertThat(held.join()).hasSize(1);
    }

    @Test
    void encode_hanging_ignoresInterruptionsAndKeepsItsMemory() throws InterruptedException {
        encoder.hang();
        CompletableFuture<List<float[]>> answer = new CompletableFuture<>();
        Thread caller = Thread.ofPlatform().start(() -> answer.complete(encode("a")));
        encoder.awaitHeld();

        caller.interrupt();
        encoder.close();

        assertThat(encoder.closed()).isTrue();
        assertThat(encoder.released()).isFalse();
        assertThat(answer).isNotDone();
        encoder.release();
        assertThat(answer.join()).hasSize(1);
        caller.join();
        assertThat(encoder.released()).isTrue();
    }

    @Test
    void encode_moreTokensThanMemory_failsAndCounts() {
        encoder.outOfMemoryAbove(9);

        assertThat(encode("a", "b", "c")).hasSize(3);
        assertThatThrownBy(() -> encode("a", "b c d"))
                .isInstanceOfSatisfying(
                        EncoderException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.OUT_OF_MEMORY));
        assertThat(encoder.faults()).isEqualTo(1);
    }

    @Test
    void encode_wrongRows_answersThem() {
        List<float[]> right = encode("a", "b");

        encoder.answer(RowFault.REVERSED);

        assertThat(encode("a", "b")).usingRecursiveComparison().isEqualTo(right.reversed());
        encoder.answer(RowFault.ONE_TOO_FEW);
        assertThat(encode("a", "b")).hasSize(1);
        assertThat(encoder.faults()).isEqualTo(2);
    }

    private List<float[]> encode(String... texts) {
        List<TokenizedText> batch = List.of(texts).stream()
                .map(text -> encoder.tokenize(text, Side.DOCUMENT))
                .toList();
        return encoder.encode(batch);
    }
}
