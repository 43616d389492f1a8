package io.kalmstream.deploy.bench;

import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Encodes very many device batches of ever new shapes and watches the resident set, which must stay flat. */
public final class EncoderSoak {
    private static final int REPORTS = 20;
    private static final int MOST_ROWS = 6;
    private static final int MOST_TOKENS = 16;
    private static final double MEBI = 1024 * 1024;
    private static final long SEED = 36;

    private final String model;
    private final EncoderOptions options;
    private final int batches;
    private final Consumer<String> progress;

    public EncoderSoak(String model, EncoderOptions options, int batches, Consumer<String> progress) {
        this.model = model;
        this.options = options;
        this.batches = batches;
        this.progress = progress;
    }

    /** Texts are cut short, so that very many batches take minutes. */
    public void run(List<String> texts) {
        try (TextEncoder encoder = Encoders.open(model, options)) {
            Random random = new Random(SEED);
            int every = Math.max(1, batches / REPORTS);
            for (int batch = 1; batch <= batches; batch++) {
                encoder.encode(IntStream.rangeClosed(0, random.nextInt(MOST_ROWS))
                        .mapToObj(_ -> text(encoder, texts, random))
                        .toList());
                if (batch % every == 0) {
                    progress.accept("%d batches: %.1f MB resident".formatted(batch, ResidentSet.bytes() / MEBI));
                }
            }
        }
    }

    private static TokenizedText text(TextEncoder encoder, List<String> texts, Random random) {
        TokenizedText whole = encoder.tokenize(texts.get(random.nextInt(texts.size())), Side.DOCUMENT);
        int length = Math.min(whole.length(), 2 + random.nextInt(MOST_TOKENS));
        return new TokenizedText(Arrays.copyOf(whole.ids(), length), whole.truncated());
    }
}
