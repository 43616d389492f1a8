package io.kalmstream.topology.event.mapping;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.RawEvent;

/**
 * JSON in UTF-8 with one meaning: a key twice in an object, or anything after the value, is refused. What passes costs time and
 * memory in proportion to its bytes.
 */
final class StrictJson {
    static final int MAX_DEPTH = 100;
    static final int MAX_DIGITS = 400;

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .maxStringLength(RawEvent.MAX_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private StrictJson() {}

    /** @param what the bytes are, for the message */
    static JsonNode read(byte[] bytes, String what) throws UnusableEventException {
        String text = StrictText.of(bytes, what);
        try {
            return JSON.readTree(text);
        } catch (StreamConstraintsException _) {
            throw new UnusableEventException(
                    FailureCode.TOO_LARGE,
                    "the %s is JSON deeper than %d levels, or with a number longer than %d digits or a name longer than 50,000 characters"
                            .formatted(what, MAX_DEPTH, MAX_DIGITS));
        } catch (JacksonException broken) {
            // Its message quotes the record.
            String where = broken.getLocation() == null
                    ? ""
                    : ", as of line %d, column %d"
                            .formatted(
                                    broken.getLocation().getLineNr(),
                                    broken.getLocation().getColumnNr());
            throw new UnusableEventException(
                    FailureCode.MALFORMED, "the %s is not JSON, or has a key twice%s".formatted(what, where));
        }
    }
}
