package io.kalmstream.encoder;

import io.kalmstream.encoder.hub.ModelFolder;
import io.kalmstream.encoder.model.ModelOpener;
import io.kalmstream.encoder.onnx.BuiltInModel;

/** Opens models. Who opens an encoder closes it. */
public final class Encoders {
    /** The name by which {@link #open} knows the model that comes with the program. */
    public static final String BUILT_IN = "builtin";

    private Encoders() {}

    /** The model that comes with the program, all-MiniLM-L6-v2, on all cores. */
    public static TextEncoder builtIn() {
        return builtIn(EncoderOptions.defaults());
    }

    /** @param threads that compute one batch together */
    public static TextEncoder builtIn(int threads) {
        return builtIn(EncoderOptions.defaults().withThreads(threads));
    }

    /** @throws EncoderException an option does not apply to this model */
    public static TextEncoder builtIn(EncoderOptions options) {
        return BuiltInModel.open(options);
    }

    /** @param threads that compute one batch together */
    public static TextEncoder open(String model, int threads) {
        return open(model, EncoderOptions.defaults().withThreads(threads));
    }

    /**
     * @param model {@value #BUILT_IN}, the folder of a checkpoint or of an imported int8 model, or {@code hf:org/name[@revision]}, which is
     *     downloaded when it is not in the Hub's cache
     * @throws EncoderException there is no such model or it cannot be loaded
     * @throws io.kalmstream.encoder.hub.HubException it is neither in the Hub's cache nor can it be downloaded
     */
    public static TextEncoder open(String model, EncoderOptions options) {
        return model.equals(BUILT_IN) ? builtIn(options) : new ModelOpener().open(ModelFolder.of(model), options);
    }
}
