package io.kalmstream.deploy.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kalmstream.deploy.http.Refusal.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The one JSON object that a call brings. Each getter refuses a value of another kind by its name. */
record JsonBody(JsonNode object) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static JsonBody of(Call call) {
        // Also what keeps web pages from posting to a worker on their reader's machine: browsers ask first for this
        // type.
        if (!call.header("content-type").toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Refusal(Reason.UNSUPPORTED_TYPE, "Send JSON, with the header `Content-Type: application/json`");
        }
        try {
            JsonNode body = JSON.readTree(call.body());
            if (!body.isObject()) {
                throw new Refusal(Reason.INVALID, "The body must be one JSON object");
            }
            return new JsonBody(body);
        } catch (JacksonException e) {
            throw new Refusal(Reason.INVALID, "The body is no JSON: " + e.getOriginalMessage());
        } catch (IOException _) {
            throw new Refusal(Reason.INVALID, "The body is no JSON");
        }
    }

    /** Refuses fields of other names: a misspelt tenant must not go unnoticed. */
    JsonBody only(String... names) {
        Set<String> unknown = new TreeSet<>();
        object.fieldNames().forEachRemaining(unknown::add);
        Set<String> known = new TreeSet<>(List.of(names));
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw invalid(
                    unknown.iterator().next(),
                    "`%s` is not known here; known are %s"
                            .formatted(unknown.iterator().next(), String.join(", ", known)));
        }
        return this;
    }

    static Refusal invalid(String name, String sentence) {
        return new Refusal(Reason.INVALID, sentence, name);
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    JsonNode get(String name) {
        return object.path(name);
    }

    String text(String name) {
        if (!get(name).isTextual()) {
            throw invalid(name, "`%s` must be a text".formatted(name));
        }
        return get(name).textValue();
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    boolean flag(String name) {
        if (has(name) && !get(name).isBoolean()) {
            throw invalid(name, "`%s` must be true or false".formatted(name));
        }
        return get(name).asBoolean(false);
    }

    double number(String name, double otherwise) {
        if (has(name) && !get(name).isNumber()) {
            throw invalid(name, "`%s` must be a number".formatted(name));
        }
        return get(name).asDouble(otherwise);
    }

    int number(String name, int otherwise, int most) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = get(name);
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > most) {
            throw invalid(name, "`%s` must be a whole number from 1 to %d".formatted(name, most));
        }
        return value.intValue();
    }

    /** Empty where there is none. */
    List<String> texts(String name, int most) {
        List<String> texts = new ArrayList<>();
        if (has(name)) {
            if (!get(name).isArray() || get(name).size() > most) {
                throw invalid(name, "`%s` must be a list of at most %d texts".formatted(name, most));
            }
            for (JsonNode text : get(name)) {
                if (!text.isTextual()) {
                    throw invalid(name, "`%s` must be a list of texts".formatted(name));
                }
                texts.add(text.textValue());
            }
        }
        return texts;
    }
}
