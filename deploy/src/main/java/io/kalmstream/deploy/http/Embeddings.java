package io.kalmstream.deploy.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kalmstream.deploy.http.Refusal.Reason;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.batch.EncodeOutcome.Encoded;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * OpenAI's embeddings, by the model, the prompts and the device that the stream has: a text and the document that says the same have the
 * same vector.
 */
record Embeddings(Engines engines, TextVectors vectors) {
    /** What the model may be called too, whichever it is. */
    private static final String ALIAS = "kalmstream";
    /** As many as OpenAI takes. */
    private static final int MOST = 2_048;

    Embeddings {
        requireNonNull(engines, "engines is null");
        requireNonNull(vectors, "vectors is null");
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/v1/embeddings", false, ErrorShape.OPENAI, this::embed),
                new Route("GET", "/v1/models", false, ErrorShape.OPENAI, _ -> models()));
    }

    private Answer models() {
        ModelCard model = engines.require().model();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (String id : List.of(model.name(), ALIAS)) {
            data.addObject()
                    .put("id", id)
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", "kalmstream");
        }
        return Answer.json(200, body);
    }

    private Answer embed(Call call) throws InterruptedException {
        JsonBody body = JsonBody.of(call);
        Engine engine = engines.require();
        check(body, engine.model());
        boolean base64 = base64(body);
        List<Encoded> encoded = vectors.of(engine, side(body), input(body), "input");
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = answer.putArray("data");
        int tokens = 0;
        for (int i = 0; i < encoded.size(); i++) {
            tokens += encoded.get(i).tokens();
            ObjectNode item = data.addObject().put("object", "embedding").put("index", i);
            put(item, encoded.get(i).vector(), base64);
        }
        answer.put("model", engine.model().name());
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return Answer.json(200, answer);
    }

    private static void check(JsonBody body, ModelCard model) {
        String name = body.text("model", ALIAS);
        if (!List.of(model.name(), model.stamp(), ALIAS).contains(name)) {
            throw new Refusal(
                    Reason.NOT_FOUND,
                    "The model `%s` is not served here; this worker has `%s` (or `%s`)"
                            .formatted(name, model.name(), ALIAS),
                    "model");
        }
        if (body.has("dimensions")
                && !body.get("dimensions").equals(JsonNodeFactory.instance.numberNode(model.dimensions()))) {
            throw JsonBody.invalid(
                    "dimensions",
                    "`dimensions` must be %d, the length of the collection's vectors (encoder.dimensions), or left out"
                            .formatted(model.dimensions()));
        }
    }

    private static boolean base64(JsonBody body) {
        return switch (body.text("encoding_format", "float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw JsonBody.invalid("encoding_format", "`encoding_format` must be float or base64");
        };
    }

    /** Cohere's and NVIDIA's words are taken too. Who says nothing gets what the stream would write. */
    private static Side side(JsonBody body) {
        return switch (body.text("input_type", "document").toLowerCase(Locale.ROOT)) {
            case "query", "search_query" -> Side.QUERY;
            case "document", "search_document", "passage" -> Side.DOCUMENT;
            default ->
                throw JsonBody.invalid(
                        "input_type",
                        "`input_type` must be query or document (search_query, search_document, passage)");
        };
    }

    private static List<String> input(JsonBody body) {
        JsonNode input = body.get("input");
        if (input.isTextual()) {
            return List.of(input.textValue());
        }
        if (input.path(0).isNumber() || input.path(0).isArray()) {
            throw JsonBody.invalid(
                    "input",
                    "`input` holds tokens, of another model than this one: send texts"
                            + " (LangChain's OpenAIEmbeddings: check_embedding_ctx_length=False)");
        }
        List<String> texts = body.texts("input", MOST);
        if (texts.isEmpty()) {
            throw JsonBody.invalid("input", "`input` must be a text or a list of texts");
        }
        return texts;
    }

    private static void put(ObjectNode item, float[] vector, boolean base64) {
        if (base64) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            item.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        } else {
            ArrayNode numbers = item.putArray("embedding");
            for (float number : vector) {
                numbers.add(number);
            }
        }
    }
}
