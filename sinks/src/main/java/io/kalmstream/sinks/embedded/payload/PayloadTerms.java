package io.kalmstream.sinks.embedded.payload;

import java.nio.charset.StandardCharsets;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/**
 * Index terms of one payload path: path, kind, value. The kinds up to {@link #LAST_ELEMENT} stand for the values themselves, one term
 * for each (the items of an array count as its values); the others are derived from them.
 */
record PayloadTerms(TermPath path) {
    private static final byte STRING = 0x10;
    private static final byte LONG_STRING = 0x11;
    private static final byte INTEGER = 0x12;
    private static final byte BOOLEAN = 0x13;
    private static final byte FRACTION = 0x14;
    private static final byte OBJECT = 0x15;
    private static final byte LAST_ELEMENT = 0x16;
    private static final byte NUMBER = 0x20;
    private static final byte INSTANT = 0x21;
    private static final byte COUNT = 0x30;
    private static final byte MARKER = 0x31;
    private static final int LONGEST_STRING = 200;

    /** What can be said of a value as a whole, where an array is one value. */
    enum Marker {
        /** Neither null nor an empty array. */
        FILLED(0),
        /** Null or an empty array. */
        EMPTY(1),
        /** Null. */
        NULL(2),
        /** Null, or an array with a null in it. */
        HAS_NULL(3),
        /** Not {@link #HAS_NULL}. */
        HAS_NO_NULL(4);

        /** Part of the stored terms: never changes. */
        private final byte code;

        Marker(int code) {
            this.code = (byte) code;
        }
    }

    BytesRef string(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return text.length <= LONGEST_STRING ? term(STRING, text) : term(LONG_STRING, Sha256.of(text));
    }

    BytesRef integer(long value) {
        return term(INTEGER, sortable(value));
    }

    BytesRef bool(boolean value) {
        return term(BOOLEAN, new byte[] {(byte) (value ? 1 : 0)});
    }

    BytesRef fraction(double value) {
        return term(FRACTION, sortable(NumericUtils.doubleToSortableLong(value)));
    }

    BytesRef object() {
        return term(OBJECT, new byte[0]);
    }

    /** An array inside an array. */
    BytesRef array() {
        return term(LAST_ELEMENT, new byte[0]);
    }

    /** Integers and fractions alike, in the order of their values. */
    BytesRef number(double value) {
        // Adding zero turns -0.0, which would sort below 0.0, into 0.0.
        return term(NUMBER, sortable(NumericUtils.doubleToSortableLong(value + 0.0)));
    }

    BytesRef instant(long micros) {
        return term(INSTANT, sortable(micros));
    }

    BytesRef count(long values) {
        return term(COUNT, sortable(values));
    }

    BytesRef marker(Marker marker) {
        return term(MARKER, new byte[] {marker.code});
    }

    BytesRef firstElement() {
        return term(STRING, new byte[0]);
    }

    /** Sorts after every element, before everything else. */
    BytesRef afterElements() {
        return term((byte) (LAST_ELEMENT + 1), new byte[0]);
    }

    private BytesRef term(byte kind, byte[] value) {
        byte[] start = path.bytes();
        byte[] bytes = new byte[start.length + 1 + value.length];
        System.arraycopy(start, 0, bytes, 0, start.length);
        bytes[start.length] = kind;
        System.arraycopy(value, 0, bytes, start.length + 1, value.length);
        return new BytesRef(bytes);
    }

    private static byte[] sortable(long value) {
        byte[] bytes = new byte[Long.BYTES];
        NumericUtils.longToSortableBytes(value, bytes, 0);
        return bytes;
    }
}
