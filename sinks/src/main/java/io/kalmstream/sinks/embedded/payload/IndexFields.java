package io.kalmstream.sinks.embedded.payload;

/** Names of the Lucene fields of a point. */
public final class IndexFields {
    /** Point id: the term that identifies a point, and the order in which points are listed. */
    public static final String ID = "id";

    /** Payload as a protobuf message; stored only. */
    public static final String PAYLOAD = "payload";

    /** Terms that filters ask for, see {@link PayloadTerms}. */
    public static final String FILTER = "filter";

    private static final String VECTOR = "vector/";

    private IndexFields() {}

    public static String vector(String name) {
        return VECTOR + name;
    }
}
