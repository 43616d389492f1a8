package io.kalmstream.encoder.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.kalmstream.encoder.TokenizedText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The inputs of a model, int64 [rows, longest], in native memory that is used again from batch to batch.
 *
 * <p>Threads: one at a time; tensors made here are gone when {@link #fill} is called again.
 */
final class PaddedBatch {
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final Set<String> KNOWN = Set.of(IDS, MASK, TYPES);
    /** Any id will do: the mask hides it. */
    private static final int PADDING = 0;

    private final Set<String> names;
    private LongBuffer ids = allocate(0);
    private LongBuffer mask = allocate(0);
    private LongBuffer types = allocate(0);
    private long[] shape = {0, 0};

    /** @param names the model's inputs */
    PaddedBatch(Set<String> names) {
        if (!KNOWN.containsAll(names)) {
            throw new IllegalArgumentException("The model has inputs " + names + "; known are " + KNOWN);
        }
        this.names = names;
    }

    void fill(List<TokenizedText> batch) {
        int longest = batch.stream().mapToInt(TokenizedText::length).max().orElseThrow();
        shape = new long[] {batch.size(), longest};
        reserve(Math.multiplyExact(batch.size(), longest));
        for (TokenizedText text : batch) {
            for (int id : text.ids()) {
                ids.put(id);
                mask.put(1);
            }
            for (int i = text.length(); i < longest; i++) {
                ids.put(PADDING);
                mask.put(0);
            }
        }
        ids.flip();
        mask.flip();
    }

    private void reserve(int size) {
        if (ids.capacity() < size) {
            ids = allocate(size);
            mask = allocate(size);
            types = allocate(size);
        }
        ids.clear();
        mask.clear();
        types.clear().limit(size);
    }

    /** The caller closes every tensor. */
    Map<String, OnnxTensor> tensors(OrtEnvironment environment) throws OrtException {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (String name : names) {
                tensors.put(name, OnnxTensor.createTensor(environment, buffer(name), shape));
            }
            return tensors;
        } catch (OrtException e) {
            tensors.values().forEach(OnnxTensor::close);
            throw e;
        }
    }

    private LongBuffer buffer(String name) {
        return switch (name) {
            case IDS -> ids;
            case MASK -> mask;
            case TYPES -> types;
            default -> throw new IllegalArgumentException("unknown input " + name);
        };
    }

    @Override
    public String toString() {
        return shape[0] + " texts x " + shape[1] + " tokens";
    }

    private static LongBuffer allocate(int size) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(size, Long.BYTES))
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }
}
