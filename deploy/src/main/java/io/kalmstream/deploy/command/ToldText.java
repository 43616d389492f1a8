package io.kalmstream.deploy.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.avro.Recommendations;
import io.kalmstream.deploy.query.HitJson;
import io.kalmstream.sinks.Neighbour;
import java.util.ArrayList;
import java.util.List;

/** What was told a user, with what the items say now. */
final class ToldText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ToldText() {}

    static List<String> lines(Recommendations told, List<Neighbour> items, int width) {
        List<String> lines = new ArrayList<>();
        String at = " at " + told.getGeneratedAt();
        if (told.getColdStart()) {
            lines.add("Nothing yet: too little is known of what %s likes%s".formatted(told.getUserId(), at));
        } else {
            lines.add("Told %s%s, because of %s".formatted(told.getUserId(), at, String.join(", ", told.getBasedOn())));
            lines.addAll(HitTable.lines(items, width));
        }
        return lines;
    }

    static String json(Recommendations told, List<Neighbour> items) {
        ObjectNode object = JSON.createObjectNode();
        object.put("user_id", told.getUserId());
        object.put("tenant", told.getTenant());
        object.put("generated_at", told.getGeneratedAt().toString());
        object.put("cold_start", told.getColdStart());
        told.getBasedOn().forEach(object.putArray("based_on")::add);
        object.set("items", HitJson.nodes(items));
        return object.toString();
    }
}
