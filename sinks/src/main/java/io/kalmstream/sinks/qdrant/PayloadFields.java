package io.kalmstream.sinks.qdrant;

/** The payload's keys; applications depend on them. */
final class PayloadFields {
    static final String ID = "id";
    static final String TENANT = "tenant";
    static final String TEXT = "text";
    static final String TEXT_HASH = "text_hash";
    static final String MODEL = "model";
    static final String OCCURRED_AT = "occurred_at";
    static final String TEXT_AT = "text_at";
    static final String ATTRIBUTES = "attributes";
    static final String SOURCE = "source";
    static final String TOPIC = "topic";
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";
    static final String WRITER = "writer";
    static final String WRITER_EPOCH = "writer_epoch";
    static final String WRITER_SEQUENCE = "writer_sequence";
    static final String DUPLICATE_OF = "duplicate_of";
    static final String DUPLICATE_SCORE = "duplicate_score";
    static final String DUPLICATE_KIND = "duplicate_kind";

    private PayloadFields() {}
}
