package io.kalmstream.topology.window;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 over names, types and values, in the order of the names: 1 and "1" differ, the order of a map does not matter. */
final class AttributesHash {
    private AttributesHash() {}

    static String of(Map<String, Object> attributes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Map.Entry<String, Object> attribute : new TreeMap<>(attributes).entrySet()) {
                write(out, attribute.getKey());
                out.writeByte(type(attribute.getValue()));
                write(out, attribute.getValue().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return HexFormat.of().formatHex(sha256().digest(bytes.toByteArray()));
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

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
