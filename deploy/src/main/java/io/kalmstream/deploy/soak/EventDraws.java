package io.kalmstream.deploy.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.sinks.DocumentKey;
import io.kalmstream.topology.event.FailureCode;
import io.kalmstream.topology.event.Tombstones;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Draws events: new texts, texts that others have too, the same again, other attributes, deletions of one tenant and of all, and now
 * and then a record that nobody can use. Some ids are hot. All events of an id are in one partition, whatever their tenant.
 *
 * <p>Threads: one.
 */
final class EventDraws {
    private static final List<String> TENANTS = List.of("north", "south", "west");
    private static final int IDS = 250;
    private static final int HOT_IDS = 4;
    private static final int SHARED_TEXTS = 40;
    private static final List<String> WORDS =
            List.of("river", "stone", "copper", "lantern", "harbour", "winter", "meadow", "engine", "ladder", "velvet");

    private final Random random;
    private final long firstMillis;
    private final Map<DocumentKey, Content> latest = new HashMap<>();
    private long number;

    /** @param firstMillis timestamp of the first record; every record has a millisecond of its own */
    EventDraws(long seed, long firstMillis) {
        this.random = new Random(seed);
        this.firstMillis = firstMillis;
    }

    ProducerRecord<byte[], byte[]> next() {
        number++;
        int chance = random.nextInt(100);
        if (chance < 2) {
            return bad();
        }
        DocumentKey key = new DocumentKey(TENANTS.get(random.nextInt(TENANTS.size())), id());
        if (chance < 18) {
            return deletion(key, chance < 5);
        }
        Content content = content(key, chance);
        latest.put(key, content);
        return record(partition(key.id()), bytes(key.id()), json(key, content), headers());
    }

    private String id() {
        return random.nextInt(5) == 0 ? "hot-" + random.nextInt(HOT_IDS) : "id-" + random.nextInt(IDS);
    }

    private Content content(DocumentKey key, int chance) {
        Content before = latest.get(key);
        if (before != null && chance < 26) {
            return before;
        }
        if (before != null && chance < 34) {
            return new Content(before.text(), number);
        }
        if (chance < 42) {
            return new Content("everybody says this: number " + random.nextInt(SHARED_TEXTS), number);
        }
        return new Content("note %d about %s: %s and %s".formatted(number, key.id(), word(), word()), number);
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private ProducerRecord<byte[], byte[]> deletion(DocumentKey key, boolean ofAllTenants) {
        RecordHeaders headers = headers();
        if (ofAllTenants) {
            latest.keySet().removeIf(other -> other.id().equals(key.id()));
        } else {
            latest.remove(key);
            headers.add(Tombstones.TENANT_HEADER, bytes(key.tenant()));
        }
        return record(partition(key.id()), bytes(key.id()), null, headers);
    }

    /** Nobody else has the id: a later event of the same document would make an earlier one's failure disappear. */
    private ProducerRecord<byte[], byte[]> bad() {
        String id = "bad-" + number;
        Content content = new Content("a text", number);
        DocumentKey key = new DocumentKey(TENANTS.getFirst(), id);
        return switch (random.nextInt(8)) {
            case 0 -> bad(id, bytes("{\"id\": \"" + id + "\", "), FailureCode.MALFORMED);
            case 1 -> bad(id, noise(), FailureCode.MALFORMED);
            case 2 -> bad(id, json(new DocumentKey(key.tenant(), ""), content), FailureCode.MISSING_ID);
            case 3 -> bad(id, json(new DocumentKey("", id), content), FailureCode.BAD_FIELD);
            case 4 -> bad(id, json(key, new Content(" \t ", number)), FailureCode.EMPTY_TEXT);
            case 5 -> bad(null, null, FailureCode.MISSING_ID);
            case 6 -> bad(id, json(key, marked(SoakWorker.FAILS)), FailureCode.ENCODER_REJECTED);
            default -> bad(id, json(key, marked(SoakWorker.NOT_A_NUMBER)), FailureCode.BAD_VECTOR);
        };
    }

    private Content marked(String word) {
        return new Content("note %d is %s".formatted(number, word), number);
    }

    /** The first byte never begins UTF-8. */
    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        noise[0] = (byte) 0xFF;
        return noise;
    }

    private ProducerRecord<byte[], byte[]> bad(@Nullable String id, byte @Nullable [] value, FailureCode code) {
        RecordHeaders headers = headers();
        headers.add(Names.CODE, bytes(code.name()));
        return record(random.nextInt(Names.PARTITIONS), id == null ? null : bytes(id), value, headers);
    }

    private RecordHeaders headers() {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Names.NUMBER, bytes(Long.toString(number)));
        return headers;
    }

    private ProducerRecord<byte[], byte[]> record(
            int partition, byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        return new ProducerRecord<>(Names.EVENTS, partition, firstMillis + number, key, value, headers);
    }

    private byte[] json(DocumentKey key, Content content) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", key.id());
        json.put("tenant", key.tenant());
        json.put("text", content.text());
        json.put("version", content.version());
        json.put("at", firstMillis + content.version());
        return bytes(json.toString());
    }

    private static int partition(String id) {
        return Math.floorMod(id.hashCode(), Names.PARTITIONS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** @param version number of the first event with this content */
    private record Content(String text, long version) {}
}
