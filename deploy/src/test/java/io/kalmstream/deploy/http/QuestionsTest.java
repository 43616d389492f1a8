package io.kalmstream.deploy.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kalmstream.deploy.http.Refusal.Reason;
import io.kalmstream.encoder.ModelCard;
import io.kalmstream.encoder.Side;
import io.kalmstream.encoder.TextEncoder;
import io.kalmstream.encoder.TokenizedText;
import io.kalmstream.encoder.batch.DeviceBatcher;
import io.kalmstream.encoder.testing.TestingEncoder;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.testing.TestingVectorStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers of embeddings and queries, on a device and a store that are made up. */
final class QuestionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIMENSIONS = 8;

    private final TestingEncoder encoder = new TestingEncoder(DIMENSIONS);
    private final TestingVectorStore store = new TestingVectorStore(
            new CollectionSpec("c", DIMENSIONS, encoder.model().stamp()));
    private DeviceBatcher batcher;
    private List<Route> routes;

    @BeforeEach
    void open() {
        String _ = store.ensureCollection();
        batcher = new DeviceBatcher(new Prompted(encoder));
        routes = routes(Optional.of(new Engine(encoder.model(), batcher, store, 20)), 1);
    }

    private static List<Route> routes(Optional<Engine> engine, int bound) {
        TextVectors vectors = new TextVectors(bound);
        return List.of(new Embeddings(() -> engine, vectors).routes(), new Queries(() -> engine, vectors).routes())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    @AfterEach
    void close() {
        batcher.close();
        encoder.close();
        store.close();
    }

    @Test
    void embeddings_areInOrder_ofUnitLength_withTheTokensTheyTook() throws Exception {
        JsonNode answer = post("/v1/embeddings", "{'input': ['one two', 'three'], 'model': 'kalmstream'}");

        assertThat(answer.path("object").asText()).isEqualTo("list");
        assertThat(answer.path("data")).hasSize(2);
        assertThat(answer.path("data").path(1).path("index").asInt()).isEqualTo(1);
        assertThat(answer.path("data").path(0).path("embedding")).hasSize(DIMENSIONS);
        assertThat(answer.path("model").asText()).isEqualTo("testing");
        assertThat(answer.path("usage").path("prompt_tokens").asInt())
                .isPositive()
                .isEqualTo(answer.path("usage").path("total_tokens").asInt());
    }

    @Test
    void base64_isTheSameVector() throws Exception {
        JsonNode numbers = vector("{'input': 'one'}");
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(vector("{'input': 'one', 'encoding_format': 'base64'}")
                                .textValue()))
                .order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes.remaining()).isEqualTo(4 * DIMENSIONS);
        for (JsonNode number : numbers) {
            assertThat(bytes.getFloat()).isEqualTo(number.floatValue());
        }
    }

    @Test
    void aTextIsComposed_asTheStreamsAre() throws Exception {
        assertThat(vector("{'input': 'caf\\u00e9'}")).isEqualTo(vector("{'input': 'cafe\\u0301'}"));
    }

    @ParameterizedTest
    @CsvSource({"search_query, query", "search_document, document", "passage, document"})
    void wordsOfOthers_meanTheSame(String theirs, String ours) throws Exception {
        assertThat(vector("{'input': 'a', 'input_type': '%s'}".formatted(theirs)))
                .isEqualTo(vector("{'input': 'a', 'input_type': '%s'}".formatted(ours)));
    }

    @Test
    void whoSaysNothing_getsADocument() throws Exception {
        assertThat(vector("{'input': 'a'}"))
                .isEqualTo(vector("{'input': 'a', 'input_type': 'document'}"))
                .isNotEqualTo(vector("{'input': 'a', 'input_type': 'query'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "nonsense",
                "{}",
                "{'input': ''}",
                "{'input': []}",
                "{'input': ['a', ' ']}",
                "{'input': [1, 2]}",
                "{'input': [[1, 2]]}",
                "{'input': ['a', 1]}",
                "{'input': 'longer than twenty characters'}",
                "{'input': 'a', 'dimensions': 4}",
                "{'input': 'a', 'encoding_format': 'hex'}",
                "{'input': 'a', 'input_type': 'poem'}",
                "{'input': 'a', 'input': 'b'}"
            })
    void embeddings_ofNoSense_are400(String body) {
        assertThat(refusal("/v1/embeddings", body).reason()).isEqualTo(Reason.INVALID);
    }

    @Test
    void refusals_sayLimitAndActual_andWhatToDo() {
        assertThat(refusal("/v1/embeddings", "{'input': 'longer than twenty characters'}")
                        .sentence())
                .isEqualTo("`input` has 29 characters, the limit is 20");
        assertThat(refusal("/v1/embeddings", "{'input': [[1]]}").sentence())
                .contains("check_embedding_ctx_length=False");
        Refusal model = refusal("/v1/embeddings", "{'input': 'a', 'model': 'text-embedding-3-small'}");
        assertThat(model.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(model.sentence()).contains("text-embedding-3-small", "testing");
        assertThat(new String(ErrorShape.OPENAI.of(model).body(), UTF_8))
                .contains("\"error\":{\"message\":", "\"param\":\"model\"");
    }

    @Test
    void beyondTheBound_callsAreRefused_andToldWhenToComeAgain() {
        routes = routes(Optional.of(new Engine(encoder.model(), batcher, store, 20)), 0);

        Refusal busy = refusal("/v1/embeddings", "{'input': 'a'}");
        assertThat(busy.reason()).isEqualTo(Reason.BUSY);
        assertThat(ErrorShape.OPENAI.of(busy).headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void withoutAWorker_everythingIs503() {
        routes = routes(Optional.empty(), 1);

        assertThat(refusal("/v1/embeddings", "{'input': 'a'}").reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refusal("/v1/search", "{'text': 'a'}").reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refusal("/v1/similar", "{'id': 'a'}").reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /v1/search    | {}
        /v1/search    | {'text': 'a', 'tennant': 'acme'}
        /v1/search    | {'text': 'a', 'limit': 0}
        /v1/search    | {'text': 'a', 'limit': 101}
        /v1/search    | {'text': 'a', 'tenant': 't', 'all_tenants': true}
        /v1/search    | {'text': 'a', 'all_tenants': 'yes'}
        /v1/similar   | {'tenant': 't'}
        /v1/recommend | {'unlike': ['a']}
        /v1/recommend | {'like': 'a'}
        /v1/recommend | {'like': ['a'], 'diversity': 2}
        /v1/recommend | {'like': ['a'], 'strategy': 'worst'}
        /v1/recommend | {'user': 'ada'}
        """, quoteCharacter = '"')
    void queries_ofNoSense_are400(String path, String body) {
        assertThat(refusal(path, body).reason()).isEqualTo(Reason.INVALID);
    }

    @Test
    void documentsThatAreNotThere_are404() {
        assertThat(refusal("/v1/similar", "{'id': 'a'}").reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(refusal("/v1/recommend", "{'like': ['a', 'b']}").reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void aBodyThatDoesNotSayItIsJson_isRefused() {
        Call form = new Call(Map.of("content-type", "text/plain"), "{\"text\":\"a\"}".getBytes(UTF_8));

        assertThatThrownBy(() -> route("/v1/search").handler().answer(form))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_TYPE));
    }

    private JsonNode vector(String body) throws Exception {
        return post("/v1/embeddings", body).path("data").path(0).path("embedding");
    }

    private JsonNode post(String path, String body) throws Exception {
        Answer answer = route(path).handler().answer(call(body));
        assertThat(answer.status()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private Refusal refusal(String path, String body) {
        try {
            Answer _ = route(path).handler().answer(call(body));
        } catch (Refusal e) {
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("answered: " + body);
    }

    private Route route(String path) {
        return routes.stream()
                .filter(route -> route.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static Call call(String body) {
        return new Call(
                Map.of("content-type", "application/json"),
                body.replace('\'', '"').getBytes(UTF_8));
    }

    /** Whose queries and documents are not the same. */
    private record Prompted(TestingEncoder encoder) implements TextEncoder {
        @Override
        public ModelCard model() {
            return encoder.model();
        }

        @Override
        public TokenizedText tokenize(String text, Side side) {
            return encoder.tokenize(side == Side.QUERY ? "query " + text : text, side);
        }

        @Override
        public List<float[]> encode(List<TokenizedText> batch) {
            return encoder.encode(batch);
        }

        @Override
        public void close() {
            encoder.close();
        }
    }
}
