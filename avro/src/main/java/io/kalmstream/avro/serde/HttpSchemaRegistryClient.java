package io.kalmstream.avro.serde;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/** Confluent's REST API, the part of it that a serializer and a deserializer need. Remembers nothing. */
final class HttpSchemaRegistryClient implements SchemaRegistryClient {
    private final RegistryHttp http;
    private final boolean removeJavaProperties;

    HttpSchemaRegistryClient(RegistryHttp http, boolean removeJavaProperties) {
        this.http = requireNonNull(http, "http is null");
        this.removeJavaProperties = removeJavaProperties;
    }

    @Override
    public Schema schemaById(int id) {
        return switch (http.get("/schemas/ids/" + id)) {
            case RegistryAnswer.Found(JsonNode body) -> parse(body);
            case RegistryAnswer.Missing _ ->
                throw new UndecodableRecordException(
                        Code.UNKNOWN_SCHEMA, "The schema registry knows no schema of id " + id);
        };
    }

    @Override
    public int register(String subject, Schema schema) {
        return id(require(http.post("/subjects/%s/versions".formatted(encode(subject)), body(schema)), subject));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return id(require(http.post("/subjects/" + encode(subject), body(schema)), subject));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        JsonNode answer = require(http.get("/subjects/%s/versions/latest".formatted(encode(subject))), subject);
        try {
            return new RegisteredSchema(id(answer), answer.path("version").asInt(), parse(answer));
        } catch (UndecodableRecordException unusable) {
            throw new RegistryRefusedException(
                    "The latest schema of subject %s cannot be used: %s".formatted(subject, unusable.getMessage()),
                    unusable);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode body(Schema schema) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", removeJavaProperties ? JavaProperties.without(schema) : schema.toString());
    }

    private Schema parse(JsonNode answer) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UndecodableRecordException(
                    Code.SCHEMA_MISMATCH, "The writer schema is %s, not Avro".formatted(type));
        }
        JsonNode schema = answer.path("schema");
        if (!schema.isTextual()) {
            throw new RegistryRefusedException(
                    "The schema registry answers without a field `schema`; check " + SerdeConfig.URL);
        }
        List<String> references = new SchemaReferences(this::referenced).of(answer);
        return WriterSchemas.parse(schema.textValue(), references);
    }

    private JsonNode referenced(String subject, int version) {
        return require(http.get("/subjects/%s/versions/%d".formatted(encode(subject), version)), subject);
    }

    private static JsonNode require(RegistryAnswer answer, String subject) {
        return switch (answer) {
            case RegistryAnswer.Found(JsonNode body) -> body;
            case RegistryAnswer.Missing(String what) ->
                throw new RegistryRefusedException(
                        "The schema registry %s; register the schema for subject %s first, or set %s=true"
                                .formatted(what, subject, SerdeConfig.AUTO_REGISTER));
        };
    }

    private static int id(JsonNode answer) {
        JsonNode id = answer.path("id");
        if (!id.canConvertToInt()) {
            throw new RegistryRefusedException(
                    "The schema registry answers without a field `id`; check " + SerdeConfig.URL);
        }
        return id.intValue();
    }

    /** For a path segment, where a space is not a plus. */
    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
