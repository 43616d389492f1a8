package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.dlq.DeadLetter;
import java.nio.charset.StandardCharsets;

/** Letters, for scripts: an object on a line each. */
final class LetterJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LetterJson() {}

    static String object(DeadLetter letter) {
        ObjectNode object = JSON.createObjectNode();
        object.put("letter", letter.place().toString());
        object.put("written", letter.at().toString());
        object.put("code", letter.code());
        object.put("stage", letter.stage());
        object.put("reason", letter.message());
        object.putObject("record")
                .put("topic", letter.origin().topic())
                .put("partition", letter.origin().partition())
                .put("offset", letter.origin().offset())
                .put("timestamp", letter.recordTimestamp());
        byte[] key = letter.record().key();
        object.put("key", key == null ? null : new String(key, StandardCharsets.UTF_8));
        byte[] value = letter.record().value();
        object.put("value_bytes", value == null ? null : value.length);
        object.put("cut", letter.cut());
        object.put("replays", letter.replays());
        return object.toString();
    }
}
