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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One session of ONNX Runtime whose only output is float [batch, dimensions].
 *
 * <p>Threads: {@link #run} by one at a time. Inside, a batch is cut into shards, and each is one run of the session on one thread:
 * the caller's, or a helper's that lives as long as the model. The runtime's own pool, which splits every operator among its threads
 * and waits for all of them after each, is not used.
 */
final class OnnxModel implements AutoCloseable {
    private static final String WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String output;
    private final ShardThreads threads;
    private final List<PaddedBatch> inputs;
    private final int dimensions;

    private OnnxModel(OrtEnvironment environment, OrtSession session, String output, int dimensions, int threads)
            throws OrtException {
        this.environment = environment;
        this.session = session;
        this.output = output;
        Set<String> names = session.getInputNames();
        this.inputs =
                Stream.generate(() -> new PaddedBatch(names)).limit(threads).toList();
        this.threads = new ShardThreads(threads);
        this.dimensions = dimensions;
    }

    /**
     * @param graph whose weights are external data
     * @param weights the folder that the graph's locations are relative to, no symbolic link in it or below it
     * @param name for a person
     * @param threads that compute one batch together
     */
    static OnnxModel load(ModelProto graph, Path weights, String name, String output, int dimensions, int threads) {
        NoTelemetry.request();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            environment.setTelemetry(false);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // Its plans are kept per shape, and ours never repeat.
            options.setMemoryPatternOptimization(false);
            options.addConfigEntry(WEIGHTS_FOLDER, weights.toString());
            OrtSession session = environment.createSession(graph.toByteArray(), options);
            return new OnnxModel(environment, session, output, dimensions, threads);
        } catch (OrtException e) {
            throw new EncoderException("ONNX Runtime cannot load the model " + name, e);
        }
    }

    List<float[]> run(List<TokenizedText> batch) {
        float[][] vectors = new float[batch.size()][];
        threads.run(
                Shards.cut(batch, threads.count()),
                (worker, shard) -> run(inputs.get(worker), shard.of(batch), shard.rows(), vectors));
        return Arrays.asList(vectors);
    }

    private void run(PaddedBatch input, List<TokenizedText> texts, int[] rows, float[][] vectors) {
        input.fill(texts);
        try {
            Map<String, OnnxTensor> tensors = input.tensors(environment);
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                copy((OnnxTensor) result.get(0), rows, vectors);
            } finally {
                tensors.values().forEach(OnnxTensor::close);
            }
        } catch (OrtException e) {
            throw new EncoderException(OrtFaults.of(e), "ONNX Runtime failed on a batch of " + input, e);
        }
    }

    private void copy(OnnxTensor embeddings, int[] rows, float[][] vectors) {
        FloatBuffer values = embeddings.getFloatBuffer();
        if (values.remaining() != rows.length * dimensions) {
            throw new IllegalStateException("The model answered " + values.remaining() + " values for " + rows.length
                    + " texts of " + dimensions + " dimensions");
        }
        for (int row : rows) {
            float[] vector = new float[dimensions];
            values.get(vector);
            vectors[row] = vector;
        }
    }

    @Override
    public void close() {
        threads.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new EncoderException("ONNX Runtime cannot release the model", e);
        }
    }
}
