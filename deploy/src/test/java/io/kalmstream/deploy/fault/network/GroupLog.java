package io.kalmstream.deploy.fault.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the coordinator has written about groups; no client tells a classic group's generation. */
final class GroupLog {
    private static final String TOPIC = "__consumer_offsets";
    /** Of a key: what follows is a group's name, and the value its metadata. */
    private static final short GROUP_METADATA = 2;

    private GroupLog() {}

    static int generation(String bootstrap, String group) {
        int last = -1;
        for (ConsumerRecord<byte[], byte[]> record : CommittedTopic.read(bootstrap, TOPIC)) {
            if (isAbout(group, record.key()) && record.value() != null) {
                last = generation(ByteBuffer.wrap(record.value()));
            }
        }
        if (last < 0) {
            throw new IllegalStateException("the coordinator knows no group " + group);
        }
        return last;
    }

    private static boolean isAbout(String group, byte[] bytes) {
        ByteBuffer key = ByteBuffer.wrap(bytes);
        return key.getShort() == GROUP_METADATA && text(key).equals(group);
    }

    /** Version, type of protocol, generation, and more. */
    private static int generation(ByteBuffer value) {
        short version = value.getShort();
        if (version > 3) {
            throw new IllegalStateException("metadata of version " + version + " are written otherwise");
        }
        String _ = text(value);
        return value.getInt();
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[bytes.getShort()];
        bytes.get(text);
        return new String(text, UTF_8);
    }
}
