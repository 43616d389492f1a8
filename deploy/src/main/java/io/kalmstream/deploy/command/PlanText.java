package io.kalmstream.deploy.command;

import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.ModelSpec;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a plan says, for people. */
final class PlanText {
    private PlanText() {}

    /** e.g. {@code qwen2, bidirectional, mean}. */
    static String architecture(ModelPlan plan) {
        return family(plan.spec()) + ", " + ModelChoice.name(plan.attention()) + ", "
                + ModelChoice.name(plan.pooling());
    }

    static String family(ModelSpec spec) {
        return switch (spec) {
            case ModelSpec.Qwen2 _ -> "qwen2";
            case ModelSpec.Gemma3 _ -> "gemma3_text";
            case ModelSpec.Bert _ -> "bert";
        };
    }

    static long parameters(ModelPlan plan) {
        return plan.weights().values().stream()
                .mapToLong(WeightTensor::elements)
                .sum();
    }

    /** e.g. {@code bf16}, or {@code bf16, f32} where they are mixed. */
    static String types(ModelPlan plan) {
        return plan.weights().values().stream()
                .map(WeightTensor::type)
                .distinct()
                .sorted()
                .map(ModelChoice::name)
                .collect(Collectors.joining(", "));
    }

    static List<Path> files(ModelPlan plan) {
        return plan.weights().values().stream()
                .map(WeightTensor::file)
                .distinct()
                .sorted()
                .toList();
    }

    /** Bytes of the weights in memory, in fp32. */
    static long memory(ModelPlan plan) {
        return Math.multiplyExact(parameters(plan), (long) DataType.F32.bytes());
    }

    static String millions(long parameters) {
        return parameters < 1_000_000
                ? String.valueOf(parameters)
                : String.format(Locale.ROOT, "%,d (%.1f M)", parameters, parameters / 1e6);
    }
}
