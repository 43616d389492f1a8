package io.kalmstream.encoder.graph;

import static java.util.Objects.requireNonNull;

import io.kalmstream.encoder.checkpoint.DataType;
import io.kalmstream.encoder.checkpoint.ModelPlan;
import io.kalmstream.encoder.checkpoint.WeightTensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What lies where in the weights file of an int8 model. It follows from the plan alone, so nothing has to be written down about it.
 *
 * <p>Matrices of linear layers are int8 [in, out], column {@code i} of them times {@code scales[i]} is row {@code i} of the
 * checkpoint's matrix. All other tensors keep their type, except that tables of fp32 become fp16: they are most of a small model, and a
 * row of them is normalised before anything else happens to it.
 *
 * @param file the weights file
 * @param matrices by the name of the layer
 * @param others by the name that the plan gives them
 * @param sources in the checkpoint, by the same names
 * @param size of the file
 */
public record Int8Layout(
        Path file,
        Map<String, Matrix> matrices,
        Map<String, WeightTensor> others,
        Map<String, WeightTensor> sources,
        long size) {
    /** Wide enough for any vector register, and a cache line. */
    private static final int ALIGNMENT = 64;

    public Int8Layout {
        requireNonNull(file, "file is null");
    }

    /**
     * @param source in the checkpoint, [out, in]
     * @param values where int8 [in, out] begins
     * @param scales where float [out] begins
     */
    public record Matrix(WeightTensor source, long values, long scales) {
        public long in() {
            return source.shape().get(1);
        }

        public long out() {
            return source.shape().get(0);
        }
    }

    /** Where one of the others lies in the checkpoint. */
    public WeightTensor source(String other) {
        WeightTensor source = sources.get(other);
        if (source == null) {
            throw new IllegalArgumentException("the checkpoint has no tensor " + other);
        }
        return source;
    }

    public static Int8Layout of(ModelPlan plan, Path file) {
        Map<String, Matrix> matrices = new LinkedHashMap<>();
        Map<String, WeightTensor> others = new LinkedHashMap<>();
        long end = 0;
        List<String> layers = ModelGraph.linearLayers(plan);
        for (String layer : layers) {
            WeightTensor source = plan.weight(layer + ".weight");
            long scales = aligned(end + source.elements());
            matrices.put(layer, new Matrix(source, end, scales));
            end = aligned(scales + source.shape().getFirst() * Float.BYTES);
        }
        for (String name : plan.weights().keySet().stream().sorted().toList()) {
            if (!name.endsWith(".weight")
                    || !matrices.containsKey(name.substring(0, name.length() - ".weight".length()))) {
                WeightTensor source = plan.weight(name);
                DataType type = isTable(source) ? DataType.F16 : source.type();
                WeightTensor kept = new WeightTensor(name, type, source.shape(), file, end);
                others.put(name, kept);
                end = aligned(end + kept.bytes());
            }
        }
        return new Int8Layout(file, matrices, others, plan.weights(), end);
    }

    private static boolean isTable(WeightTensor tensor) {
        return tensor.shape().size() == 2 && tensor.type() == DataType.F32;
    }

    private static long aligned(long offset) {
        return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
