package io.kalmstream.deploy.fault.network;

/**
 * An event that Kafka has acknowledged.
 *
 * @param number of its own, in the order of sending; a header carries it from input to output
 */
record Sent(int number, String id, String text, int partition, long offset) {
    /** Header of input records, which outputs keep. */
    static final String NUMBER = "number";
}
