package io.kalmstream.encoder.model;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.checkpoint.ModelPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an import did.
 *
 * @param plan with everything that was decided
 * @param parameters numbers that the model was trained to have
 * @param files written
 * @param took from reading the checkpoint until the files were whole
 * @param agreement of the int8 model with the fp32 one
 * @param warnings one sentence each
 */
public record ImportReport(
        ModelPlan plan,
        long parameters,
        List<WrittenFile> files,
        Duration took,
        Optional<Agreement> agreement,
        List<String> warnings) {
    public ImportReport {
        requireNonNull(plan, "plan is null");
        files = List.copyOf(files);
        requireNonNull(took, "took is null");
        requireNonNull(agreement, "agreement is null");
        warnings = List.copyOf(warnings);
    }

    /** @param bytes its size */
    public record WrittenFile(Path path, long bytes) {}
}
