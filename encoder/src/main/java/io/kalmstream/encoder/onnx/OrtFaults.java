package io.kalmstream.encoder.onnx;

import ai.onnxruntime.OrtException;
import io.kalmstream.encoder.EncoderException.Fault;
import java.util.List;

/** What ONNX Runtime's failure on a batch means. It has no code for too little memory: only its words tell. */
final class OrtFaults {
    private static final List<String> TOO_LITTLE_MEMORY =
            List.of("Failed to allocate memory", "bad_alloc", "bad allocation");

    private OrtFaults() {}

    static Fault of(OrtException failure) {
        String words = String.valueOf(failure.getMessage());
        return TOO_LITTLE_MEMORY.stream().anyMatch(words::contains) ? Fault.OUT_OF_MEMORY : Fault.BATCH;
    }
}
