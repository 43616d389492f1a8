package io.kalmstream.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.Embedder;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.testing.TestingEncoder;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;

final class SearchCommandTest {
    @Test
    void query_hasTheVectorOfTheDocument_howeverItIsTyped() throws InterruptedException {
        String document = "Z\u00FCrich \uD55C\uAD6D\uC5B4";
        String typed = Normalizer.normalize(document, Normalizer.Form.NFD);
        try (Embedder embedder = Embedder.of(new TestingEncoder(8))) {
            assertThat(embedder.embed(typed, Side.QUERY))
                    .as("the model tells them apart")
                    .isNotEqualTo(embedder.embed(document, Side.QUERY));

            assertThat(SearchCommand.vector(embedder, typed)).isEqualTo(embedder.embed(document, Side.QUERY));
        }
    }
}
