package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.encoder.EncoderException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class QuickstartTest {
    @Test
    void loaded_throwsWhatWentWrong_notThatAnotherThreadFailed() {
        EncoderException broken = new EncoderException("no model", null);
        CompletableFuture<String> loading = CompletableFuture.supplyAsync(() -> {
            throw broken;
        });
        assertThatThrownBy(() -> Quickstart.loaded(loading)).isSameAs(broken);
        assertThat(Quickstart.loaded(CompletableFuture.completedFuture("model")))
                .isEqualTo("model");
    }
}
