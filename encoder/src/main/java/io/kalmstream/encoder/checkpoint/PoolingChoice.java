package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.Pooling;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How token vectors become a text's. Nothing is assumed: both of the usual ways give vectors that look right. */
final class PoolingChoice {
    private static final String KEY = "encoder.pooling";

    private PoolingChoice() {}

    static Choice<Pooling> of(Path folder, SentenceFiles files, Optional<Known> known, Optional<Pooling> asked) {
        Optional<Choice<Pooling>> own =
                files.pooling().map(stated -> stated(stated, known)).or(() -> known.map(PoolingChoice::byKnowledge));
        return asked.map(pooling -> Choice.asked(pooling, own, shown(pooling), KEY))
                .or(() -> own)
                .orElseThrow(() -> new EncoderException(folder + " has no modules.json that says how to pool; set "
                        + KEY + "=mean, cls or last_token, as the model's card says"));
    }

    private static Choice<Pooling> stated(PoolingFile stated, Optional<Known> known) {
        Pooling pooling = stated.pooling();
        Optional<String> warning = known.filter(model -> model.model().pooling() != pooling)
                .map(model -> stated.source() + " says " + shown(pooling) + ", but " + model.source() + " pools by "
                        + shown(model.model().pooling()) + "; the file was believed, " + KEY + " overrides it");
        return Choice.own(pooling, KEY, shown(pooling), stated.source(), warning);
    }

    private static Choice<Pooling> byKnowledge(Known known) {
        Pooling pooling = known.model().pooling();
        return Choice.own(
                pooling,
                KEY,
                shown(pooling),
                known.source(),
                Optional.of("the folder has no modules.json that says how to pool; chosen " + shown(pooling) + ", as "
                        + known.source() + " does; " + KEY + " overrides it"));
    }

    private static String shown(Pooling pooling) {
        return pooling.name().toLowerCase(Locale.ROOT);
    }
}
