package io.kalmstream.sinks.qdrant;

import static java.util.Objects.requireNonNull;

/**
 * How the vector {@code text} is kept and found; other vectors of the collection keep settings of their own.
 *
 * @param datatype of its numbers; {@code FLOAT16} halves memory and disk, and moves scores by less than 0.001
 * @param onDisk whether vectors are read from disk through the page cache instead of being kept in memory
 */
public record VectorSettings(VectorDatatype datatype, boolean onDisk, HnswSettings hnsw, Quantization quantization) {
    /**
     * What the encoder said, to the last bit, and no copy beside it: scores decide what a duplicate is. From disk: where there is
     * memory the page cache holds them all, and where there is not, searches become slower instead of the server being killed.
     */
    public static final VectorSettings DEFAULT =
            new VectorSettings(VectorDatatype.FLOAT32, true, HnswSettings.DEFAULT, Quantization.NONE);

    public VectorSettings {
        requireNonNull(datatype, "datatype is null");
        requireNonNull(hnsw, "hnsw is null");
        requireNonNull(quantization, "quantization is null");
        if (datatype == VectorDatatype.UINT8) {
            throw CollectionSetting.DATATYPE.refuse("uint8 keeps whole numbers from 0 to 255, and those of a vector of"
                    + " length 1 lie between -1 and 1: all would be stored as 0. Use float16 for half the memory,"
                    + " or %s=scalar for a byte a number beside the vectors"
                            .formatted(CollectionSetting.QUANTIZATION.key()));
        }
    }
}
