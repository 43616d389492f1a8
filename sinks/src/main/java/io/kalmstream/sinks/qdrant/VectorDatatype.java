package io.kalmstream.sinks.qdrant;

import io.qdrant.client.grpc.Collections.Datatype;
import java.util.Locale;

/** In what a number of a vector is stored. */
public enum VectorDatatype {
    FLOAT32(Datatype.Float32),
    FLOAT16(Datatype.Float16),
    /** Whole numbers from 0 to 255: known because Qdrant has it, refused because unit vectors would all be zeros. */
    UINT8(Datatype.Uint8);

    private final Datatype wire;

    VectorDatatype(Datatype wire) {
        this.wire = wire;
    }

    Datatype wire() {
        return wire;
    }

    /** As users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
