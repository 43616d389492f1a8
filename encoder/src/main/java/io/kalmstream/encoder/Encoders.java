package io.kalmstream.encoder;

import io.kalmstream.encoder.onnx.BuiltInModel;

/** Opens models. Who opens an encoder closes it. */
public final class Encoders {
    /** The name by which {@link #open} knows the model that comes with the program. */
    public static final String BUILT_IN = "builtin";

    private Encoders() {}

    /** The model that comes with the program, all-MiniLM-L6-v2, on all cores. */
    public static TextEncoder builtIn() {
        return builtIn(Runtime.getRuntime().availableProcessors());
    }

    /** @param threads that compute one batch together */
    public static TextEncoder builtIn(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be positive: " + threads);
        }
        return BuiltInModel.open(threads);
    }

    /**
     * @param model {@value #BUILT_IN}
     * @throws EncoderException there is no such model or it cannot be loaded
     */
    public static TextEncoder open(String model, int threads) {
        if (model.equals(BUILT_IN)) {
            return builtIn(threads);
        }
        throw new EncoderException(
                "Unknown model '" + model + "'; known is '" + BUILT_IN + "', which is " + BuiltInModel.NAME);
    }
}
