package io.kalmstream.sinks.embedded.wire;

import io.qdrant.client.grpc.Common.PointId;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.lucene.util.BytesRef;

/**
 * A point id: an unsigned 64-bit number or a UUID. Numbers sort before UUIDs, as in Qdrant.
 *
 * @param uuid which of the two it is
 * @param high upper half of a UUID, 0 for a number
 * @param low lower half of a UUID, or the number
 */
public record PointKey(boolean uuid, long high, long low) implements Comparable<PointKey> {
    private static final Pattern PLAIN_UUID = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern UUID_FORMS =
            Pattern.compile("(?:urn:uuid:)?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
                    + "|\\{[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\}");
    private static final int LONGEST_UUID_FORM = 45;

    /** Refuses an id that is neither. */
    public static PointKey of(PointId id) {
        return switch (id.getPointIdOptionsCase()) {
            case NUM -> new PointKey(false, 0, id.getNum());
            case UUID -> ofUuid(id.getUuid());
            case POINTIDOPTIONS_NOT_SET -> throw Refusal.wrongInput("No ID options provided");
        };
    }

    /** Reads what {@link #bytes} wrote. */
    public static PointKey of(BytesRef bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        boolean uuid = buffer.get() != 0;
        return new PointKey(uuid, uuid ? buffer.getLong() : 0, buffer.getLong());
    }

    /** Bytes whose unsigned order is the order of the ids. */
    public BytesRef bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(uuid ? 17 : 9);
        buffer.put((byte) (uuid ? 1 : 0));
        if (uuid) {
            buffer.putLong(high);
        }
        buffer.putLong(low);
        return new BytesRef(buffer.array());
    }

    public PointId message() {
        PointId.Builder id = PointId.newBuilder();
        return uuid ? id.setUuid(toString()).build() : id.setNum(low).build();
    }

    @Override
    public int compareTo(PointKey other) {
        if (uuid != other.uuid) {
            return uuid ? 1 : -1;
        }
        int upper = Long.compareUnsigned(high, other.high);
        return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return uuid ? new UUID(high, low).toString() : Long.toUnsignedString(low);
    }

    private static PointKey ofUuid(String text) {
        if (text.length() <= LONGEST_UUID_FORM) {
            if (PLAIN_UUID.matcher(text).matches()) {
                return new PointKey(
                        true, Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
            }
            if (UUID_FORMS.matcher(text).matches()) {
                String bare = text.startsWith("{") ? text.substring(1, text.length() - 1) : text;
                UUID parsed = UUID.fromString(bare.startsWith("urn:uuid:") ? bare.substring(9) : bare);
                return new PointKey(true, parsed.getMostSignificantBits(), parsed.getLeastSignificantBits());
            }
        }
        throw Refusal.wrongInput(
                "Unable to parse UUID: " + text.substring(0, Math.min(text.length(), LONGEST_UUID_FORM)));
    }
}
