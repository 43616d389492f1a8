package io.kalmstream.deploy.packaging.promql;

/** What kind of value an expression has. */
public enum ValueType {
    SCALAR,
    STRING,
    VECTOR,
    RANGE
}
