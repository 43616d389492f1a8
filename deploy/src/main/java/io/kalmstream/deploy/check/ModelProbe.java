package io.kalmstream.deploy.check;

import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The model, by encoding with it, and what it runs on. */
final class ModelProbe implements Probe {
    private static final String PART = "Model";
    private static final String DEVICE = "Device";
    private static final Path NVIDIA = Path.of("/proc/driver/nvidia/version");

    private final TextEncoder encoder;

    /** @param encoder stays open */
    ModelProbe(TextEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public List<Finding> look() {
        ModelCard model = encoder.model();
        int cores = Runtime.getRuntime().availableProcessors();
        List<float[]> vectors = encoder.encode(List.of(encoder.tokenize("a text", Side.DOCUMENT)));
        return List.of(
                Finding.ok(
                        PART,
                        model.stamp(),
                        "%d dimensions, reads %d tokens; a text became a vector of %d numbers"
                                .formatted(model.dimensions(), model.maxTokens(), vectors.getFirst().length)),
                Files.exists(NVIDIA)
                        ? Finding.note(
                                DEVICE,
                                "cpu",
                                "%d cores, ONNX Runtime; an NVIDIA driver is here, and this version does not use it"
                                        .formatted(cores))
                        : Finding.ok(DEVICE, "cpu", "%d cores, ONNX Runtime; no NVIDIA driver".formatted(cores)));
    }
}
