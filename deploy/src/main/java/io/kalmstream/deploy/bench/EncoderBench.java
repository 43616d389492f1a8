package io.kalmstream.deploy.bench;

import io.kalmstream.deploy.bench.EncoderReport.Comparison;
import io.kalmstream.encoder.EncoderOptions;
import io.kalmstream.encoder.Encoders;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast a model encodes on this machine. With a peer, rounds of both take turns, so that whatever else the machine does hits both;
 * only texts that both read whole are encoded then. Reported are medians, after rounds that only warm up.
 */
public final class EncoderBench {
    private static final int WARM_UP_ROUNDS = 1;

    private final String model;
    private final EncoderOptions options;
    private final int rounds;
    private final Consumer<String> progress;

    /** @param progress told a line now and then */
    public EncoderBench(String model, EncoderOptions options, int rounds, Consumer<String> progress) {
        this.model = model;
        this.options = options;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** @param peer opened when our model is; none means no comparison */
    public EncoderReport run(List<String> texts, Optional<Supplier<Peer>> peer) {
        long start = System.nanoTime();
        try (TextEncoder encoder = Encoders.open(model, options)) {
            double loadSeconds = (System.nanoTime() - start) / 1e9;
            progress.accept("%s opened in %.2f s".formatted(encoder.model().stamp(), loadSeconds));
            Peer other = peer.map(Supplier::get).orElse(null);
            return measure(encoder, loadSeconds, other == null ? texts : readWhole(encoder, texts, other), other);
        }
    }

    private List<String> readWhole(TextEncoder encoder, List<String> texts, Peer peer) {
        List<String> whole = texts.stream()
                .filter(text -> encoder.tokenize(text, Side.DOCUMENT).length() <= peer.maxTokens())
                .toList();
        progress.accept("%d of %d texts are read whole by %s (at most %d tokens) and by us"
                .formatted(whole.size(), texts.size(), peer.name(), peer.maxTokens()));
        return whole;
    }

    private EncoderReport measure(TextEncoder encoder, double loadSeconds, List<String> texts, @Nullable Peer peer) {
        try (EncoderRounds ours = new EncoderRounds(encoder, texts)) {
            Turns us = new Turns(ours::encode);
            Turns them = new Turns(() -> peer == null ? List.of() : peer.embed(texts));
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                us.take(round >= 0);
                them.take(round >= 0);
                progress.accept(line(round, texts.size(), us, them, peer));
            }
            Speed speed = Speed.of(texts.size(), us.nanos);
            return new EncoderReport(
                    encoder.model().stamp(),
                    options.precision().name().toLowerCase(Locale.ROOT),
                    options.threads(),
                    texts.size(),
                    ours.tokens().own() / (rounds + WARM_UP_ROUNDS),
                    rounds,
                    speed,
                    ours.tokens().paddingRatio(),
                    loadSeconds,
                    ResidentSet.bytes(),
                    Optional.ofNullable(peer)
                            .map(other -> comparison(other, speed, Speed.of(texts.size(), them.nanos), us, them)));
        }
    }

    private static Comparison comparison(Peer peer, Speed ours, Speed theirs, Turns us, Turns them) {
        Cosines cosines = Cosines.of(us.vectors, them.vectors);
        return new Comparison(peer.name(), theirs, ours.median() / theirs.median(), cosines.mean(), cosines.least());
    }

    private static String line(int round, int documents, Turns us, Turns them, @Nullable Peer peer) {
        String name = round < 0 ? "warm-up" : "round " + (round + 1);
        String ours = "%s: %.1f documents/s".formatted(name, documents / (us.last / 1e9));
        return peer == null ? ours : "%s, %s %.1f".formatted(ours, peer.name(), documents / (them.last / 1e9));
    }

    /** One side's rounds. */
    private static final class Turns {
        private final Supplier<List<float[]>> encoder;
        private final List<Long> nanos = new ArrayList<>();
        private List<float[]> vectors = List.of();
        private long last;

        Turns(Supplier<List<float[]>> encoder) {
            this.encoder = encoder;
        }

        void take(boolean counts) {
            long start = System.nanoTime();
            vectors = encoder.get();
            last = System.nanoTime() - start;
            if (counts) {
                nanos.add(last);
            }
        }
    }
}
