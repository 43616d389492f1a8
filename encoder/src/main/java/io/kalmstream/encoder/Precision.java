package io.kalmstream.encoder;

/** In what numbers the large matrix products are computed. Norms, softmax, pooling and the vectors are always fp32. */
public enum Precision {
    FP32,
    /** 8-bit weights, scaled per output channel; activations are quantized as they come. */
    INT8
}
