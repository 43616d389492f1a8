package io.kalmstream.sinks.embedded.wire;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The errors clients see, with the status codes and the wording Qdrant uses. */
public final class Refusal {
    private Refusal() {}

    /** The request asks for something this server leaves out. */
    public static StatusRuntimeException unsupported(String feature) {
        return Status.UNIMPLEMENTED
                .withDescription("embedded Qdrant does not implement: " + feature)
                .asRuntimeException();
    }

    public static StatusRuntimeException wrongInput(String why) {
        return Status.INVALID_ARGUMENT.withDescription("Wrong input: " + why).asRuntimeException();
    }

    public static StatusRuntimeException collectionExists(String name) {
        return Status.ALREADY_EXISTS
                .withDescription("Wrong input: Collection `" + name + "` already exists!")
                .asRuntimeException();
    }

    public static StatusRuntimeException noCollection(String name) {
        return notFound("Collection `" + name + "` doesn't exist!");
    }

    public static StatusRuntimeException noPoint(PointKey key) {
        return notFound("No point with id " + key + " found");
    }

    public static StatusRuntimeException notFound(String what) {
        return Status.NOT_FOUND.withDescription("Not found: " + what).asRuntimeException();
    }

    public static StatusRuntimeException wrongDimension(int expected, int actual) {
        return wrongInput("Vector dimension error: expected dim: " + expected + ", got " + actual);
    }

    public static StatusRuntimeException noVectorName(String name) {
        return wrongInput("Not existing vector name error: " + name);
    }
}
