package io.kalmstream.encoder.graph;

/**
 * A matrix [in, out] in signed bytes, each output's column with a scale of its own.
 *
 * @param values row-major
 * @param scales one for each output
 */
record ColumnQuantized(byte[] values, float[] scales) {
    private static final float LARGEST = 127;

    /** @param rowFactors what each row is multiplied by first */
    static ColumnQuantized of(float[] matrix, float[] rowFactors) {
        int out = matrix.length / rowFactors.length;
        float[] scales = new float[out];
        for (int i = 0; i < matrix.length; i++) {
            scales[i % out] = Math.max(scales[i % out], Math.abs(matrix[i] * rowFactors[i / out]));
        }
        for (int column = 0; column < out; column++) {
            scales[column] = scales[column] == 0 ? 1 : scales[column] / LARGEST;
        }
        byte[] values = new byte[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            values[i] = (byte) Math.round(matrix[i] * rowFactors[i / out] / scales[i % out]);
        }
        return new ColumnQuantized(values, scales);
    }
}
