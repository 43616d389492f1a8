package io.kalmstream.deploy.packaging.promql;

/** An expression is not one, or asks for what is not there. */
public final class PromqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PromqlException(String message) {
        super(message);
    }
}
