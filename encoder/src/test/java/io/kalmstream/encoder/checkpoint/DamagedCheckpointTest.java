package io.kalmstream.encoder.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file on its way: a plan, or an error of one line; never anything else. */
class DamagedCheckpointTest {
    private static final int DAMAGES = 400;
    private static final List<String> FILES = List.of(
            "config.json",
            "modules.json",
            "1_Pooling/config.json",
            "sentence_bert_config.json",
            "config_sentence_transformers.json",
            "tokenizer.json",
            "model.safetensors");

    @TempDir
    private Path folder;

    @Test
    void plan_anyDamage_failsInOneLineOrNotAtAll() throws IOException {
        Random random = Seed.random();
        TestingCheckpoint.qwen2(folder).plan();
        int refused = 0;
        for (int i = 0; i < DAMAGES; i++) {
            String name = FILES.get(random.nextInt(FILES.size()));
            byte[] whole = Files.readAllBytes(folder.resolve(name));
            byte[] damaged = damaged(whole, random);
            Files.write(folder.resolve(name), damaged);
            try {
                Checkpoints.plan(folder, EncoderOptions.defaults());
            } catch (EncoderException e) {
                refused++;
                assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(1000);
            }
            Files.write(folder.resolve(name), whole);
        }
        assertThat(refused).isGreaterThan(DAMAGES / 4);
    }

    /** A byte changed near the beginning, where headers are; or the file cut; or a part of it gone. */
    private static byte[] damaged(byte[] whole, Random random) {
        int near = Math.min(whole.length, 2000);
        int at = random.nextInt(near);
        return switch (random.nextInt(3)) {
            case 0 -> {
                byte[] changed = whole.clone();
                changed[at] = (byte) random.nextInt(256);
                yield changed;
            }
            case 1 -> Arrays.copyOf(whole, at);
            default -> {
                int gone = Math.min(1 + random.nextInt(20), whole.length - at);
                byte[] shorter = Arrays.copyOf(whole, whole.length - gone);
                System.arraycopy(whole, at + gone, shorter, at, whole.length - at - gone);
                yield shorter;
            }
        };
    }
}
