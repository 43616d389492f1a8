package io.kalmstream.topology.event.mapping;

import io.kalmstream.topology.event.FailureCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes as UTF-8 or not at all: a byte that is replaced would make two ids one. */
final class StrictText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private StrictText() {}

    /** @param what the bytes are, for the message */
    static String of(byte[] bytes, String what) throws UnusableEventException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new UnusableEventException(FailureCode.MALFORMED, "the %s is not UTF-8".formatted(what));
        }
    }
}
