package io.kalmstream.topology.window;

import static java.util.Objects.requireNonNull;

import io.kalmstream.topology.event.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** SHA-256 over names, types and values, in the order of the names: 1 and "1" differ, the order of a map does not matter. */
final class AttributesHash {
    private AttributesHash() {}

    static String of(Map<String, Object> attributes) {
        String[] names = attributes.keySet().toArray(String[]::new);
        Arrays.sort(names);
        byte[][] parts = new byte[2 * names.length][];
        int size = 0;
        for (int i = 0; i < names.length; i++) {
            parts[2 * i] = names[i].getBytes(StandardCharsets.UTF_8);
            parts[2 * i + 1] = value(attributes, names[i]).toString().getBytes(StandardCharsets.UTF_8);
            size += parts[2 * i].length + parts[2 * i + 1].length + 2 * Integer.BYTES + 1;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (int i = 0; i < names.length; i++) {
            bytes.putInt(parts[2 * i].length).put(parts[2 * i]);
            bytes.put((byte) type(value(attributes, names[i])));
            bytes.putInt(parts[2 * i + 1].length).put(parts[2 * i + 1]);
        }
        return HexFormat.of().formatHex(Sha256.digest(bytes.array()));
    }

    private static Object value(Map<String, Object> attributes, String name) {
        return requireNonNull(attributes.get(name), name);
    }

    private static char type(Object value) {
        return switch (value) {
            case String _ -> 's';
            case Long _ -> 'l';
            case Double _ -> 'd';
            case Boolean _ -> 'b';
            default ->
                throw new IllegalStateException("attribute values are String, Long, Double or Boolean, not "
                        + value.getClass().getName());
        };
    }
}
