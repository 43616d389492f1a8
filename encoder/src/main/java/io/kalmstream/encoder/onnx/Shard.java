package io.kalmstream.encoder.onnx;

import io.kalmstream.encoder.TokenizedText;
import java.util.Arrays;
import java.util.List;

/**
 * Part of a device batch that one thread computes in one run.
 *
 * @param rows positions in the batch; not copied
 */
record Shard(int[] rows) {
    List<TokenizedText> of(List<TokenizedText> batch) {
        return Arrays.stream(rows).mapToObj(batch::get).toList();
    }
}
