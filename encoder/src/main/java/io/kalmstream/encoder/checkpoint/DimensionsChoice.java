package io.kalmstream.encoder.checkpoint;

import io.kalmstream.encoder.EncoderException;
import java.util.Optional;
import java.util.OptionalInt;

/** How long a vector is. */
final class DimensionsChoice {
    private static final String KEY = "encoder.dimensions";

    private DimensionsChoice() {}

    static Choice<Integer> of(Architecture architecture, Optional<Known> known, OptionalInt asked) {
        int hidden = architecture.spec().hidden();
        if (asked.isEmpty()) {
            return Choice.own(
                    hidden, KEY, Integer.toString(hidden), architecture.config().at("hidden_size"), Optional.empty());
        }
        int dimensions = asked.getAsInt();
        if (dimensions < 1 || dimensions > hidden) {
            throw new EncoderException(KEY + " is " + dimensions + ", possible are 1 to " + hidden + ", the "
                    + architecture.config().at("hidden_size"));
        }
        Optional<String> warning = known.map(Known::model)
                .filter(model -> !model.sizes().contains(dimensions))
                .map(model -> model + " was trained to be cut to " + model.sizes() + ", not to " + dimensions);
        return new Choice<>(
                dimensions,
                Optional.of(hidden),
                new Decision(KEY, Integer.toString(dimensions), "option " + KEY + " of " + hidden, warning));
    }
}
