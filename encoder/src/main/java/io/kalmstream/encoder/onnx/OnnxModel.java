package io.kalmstream.encoder.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.kalmstream.encoder.EncoderException;
import io.kalmstream.encoder.TokenizedText;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One session of ONNX Runtime whose only output is float [batch, dimensions].
 *
 * <p>Threads: one at a time.
 */
final class OnnxModel implements AutoCloseable {
    private static final String WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String output;
    private final PaddedBatch inputs;
    private final int dimensions;

    private OnnxModel(OrtEnvironment environment, OrtSession session, String output, int dimensions)
            throws OrtException {
        this.environment = environment;
        this.session = session;
        this.output = output;
        this.inputs = new PaddedBatch(session.getInputNames());
        this.dimensions = dimensions;
    }

    /** @param threads that compute one batch together */
    static OnnxModel load(Path graph, String output, int dimensions, int threads) {
        return load(
                graph.getFileName().toString(),
                (environment, options) -> environment.createSession(graph.toString(), options),
                output,
                dimensions,
                threads);
    }

    /**
     * @param graph whose weights are external data
     * @param weights the folder that the graph's locations are relative to, no symbolic link in it or below it
     * @param name for a person
     * @param threads that compute one batch together
     */
    static OnnxModel load(ModelProto graph, Path weights, String name, String output, int dimensions, int threads) {
        return load(
                name,
                (environment, options) -> {
                    options.addConfigEntry(WEIGHTS_FOLDER, weights.toString());
                    return environment.createSession(graph.toByteArray(), options);
                },
                output,
                dimensions,
                threads);
    }

    private interface SessionSource {
        OrtSession open(OrtEnvironment environment, SessionOptions options) throws OrtException;
    }

    private static OnnxModel load(String name, SessionSource source, String output, int dimensions, int threads) {
        NoTelemetry.request();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            environment.setTelemetry(false);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            // Its plans are kept per shape, and ours never repeat.
            options.setMemoryPatternOptimization(false);
            // Waiting threads that spin take the cores from everybody else; on shared cores it halved the throughput.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return new OnnxModel(environment, source.open(environment, options), output, dimensions);
        } catch (OrtException e) {
            throw new EncoderException("ONNX Runtime cannot load the model " + name, e);
        }
    }

    List<float[]> run(List<TokenizedText> batch) {
        inputs.fill(batch);
        try {
            Map<String, OnnxTensor> tensors = inputs.tensors(environment);
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                return rows((OnnxTensor) result.get(0), batch.size());
            } finally {
                tensors.values().forEach(OnnxTensor::close);
            }
        } catch (OrtException e) {
            throw new EncoderException("ONNX Runtime failed on a batch of " + inputs, e);
        }
    }

    private List<float[]> rows(OnnxTensor embeddings, int rows) {
        FloatBuffer values = embeddings.getFloatBuffer();
        if (values.remaining() != rows * dimensions) {
            throw new IllegalStateException("The model answered " + values.remaining() + " values for " + rows
                    + " texts of " + dimensions + " dimensions");
        }
        List<float[]> vectors = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            float[] vector = new float[dimensions];
            values.get(vector);
            vectors.add(vector);
        }
        return vectors;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new EncoderException("ONNX Runtime cannot release the model", e);
        }
    }
}
