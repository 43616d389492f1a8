package io.kalmstream.avro.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kalmstream.avro.TextEvent;
import io.kalmstream.avro.serde.TestingRegistryServer.Answer;
import io.kalmstream.avro.serde.TestingRegistryServer.Request;
import io.kalmstream.avro.serde.UndecodableRecordException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpSchemaRegistryClientIT {
    private static final Schema SCHEMA = TestingSchemas.schema("{'type':'record','name':'R','fields':[]}");
    private static final String SCHEMA_ANSWER =
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[]}\"}";
    private static final String UNKNOWN = "{\"error_code\":40403,\"message\":\"Schema not found\"}";

    private final Map<String, Object> settings = new HashMap<>();
    private TestingRegistryServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestingRegistryServer();
        settings.put(SerdeConfig.URL, server.url(""));
        settings.put(SerdeConfig.READ_TIMEOUT, 5_000);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void schemaById_asksOnce_belowTheUrlsPath() {
        settings.put(SerdeConfig.URL, server.url("/apis/ccompat/v7/"));
        server.answering(200, SCHEMA_ANSWER);
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            assertThat(client.schemaById(5)).isEqualTo(SCHEMA);
            assertThat(client.schemaById(5)).isEqualTo(SCHEMA);
        }

        assertThat(server.requests()).containsExactly(new Request("GET", "/apis/ccompat/v7/schemas/ids/5", null, ""));
    }

    @Test
    void schemaById_remembersNoUnknownId() {
        server.answering(404, UNKNOWN);
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            assertThat(catchThrowableOfType(UndecodableRecordException.class, () -> client.schemaById(5))
                            .code())
                    .isEqualTo(Code.UNKNOWN_SCHEMA);
            server.answering(200, SCHEMA_ANSWER);

            assertThat(client.schemaById(5)).isEqualTo(SCHEMA);
        }
    }

    @Test
    void schemaById_remembersWhatCannotBeUsed() {
        server.answering(200, "{\"schema\":\"nonsense\"}");
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            for (int i = 0; i < 2; i++) {
                assertThat(catchThrowableOfType(UndecodableRecordException.class, () -> client.schemaById(5))
                                .code())
                        .isEqualTo(Code.SCHEMA_MISMATCH);
            }
        }

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void schemaById_resolvesReferences() {
        server.answering(request -> new Answer(
                200,
                switch (request.path()) {
                    case "/schemas/ids/1" -> """
                        {"schema":"{\\"type\\":\\"record\\",\\"name\\":\\"A\\",\\"fields\\":[{\\"name\\":\\"b\\",\\"type\\":\\"B\\"}]}",
                         "references":[{"name":"B","subject":"b/s","version":3}]}\
                        """;
                    case "/subjects/b%2Fs/versions/3" -> """
                        {"schema":"{\\"type\\":\\"enum\\",\\"name\\":\\"B\\",\\"symbols\\":[\\"X\\"]}"}\
                        """;
                    default -> throw new IllegalArgumentException(request.path());
                }));
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            assertThat(client.schemaById(1).getField("b").schema().getType()).isEqualTo(Schema.Type.ENUM);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void anyCall_saysUnavailable_whenTheRegistryCannotNow(int status) {
        server.answering(status, "<html>busy</html>");

        assertThat(failure()).isInstanceOf(RegistryUnavailableException.class).hasMessageContaining("" + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 405, 409, 422})
    void anyCall_saysRefused_whenTryingAgainCannotHelp(int status) {
        server.answering(status, "<html>no</html>");

        assertThat(failure()).isInstanceOf(RegistryRefusedException.class).hasMessageContaining("" + status);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void schemaById_takesNoOrdinary404ForAnUnknownSchema() {
        server.answering(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");

        assertThat(failure())
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining(SerdeConfig.URL)
                .hasMessageContaining("HTTP 404 Not Found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[]", "", "{}"})
    void schemaById_refusesAnswersOfSomethingElse(String body) {
        server.answering(200, body);

        assertThat(failure()).isInstanceOf(RegistryRefusedException.class).hasMessageContaining(SerdeConfig.URL);
    }

    @Test
    void schemaById_refusesEndlessAnswers() {
        server.answering(200, "[" + " ".repeat(BoundedHttp.MAX_ANSWER_BYTES) + "]");

        assertThat(failure())
                .isInstanceOf(RegistryRefusedException.class)
                .hasMessageContaining(String.valueOf(BoundedHttp.MAX_ANSWER_BYTES));
    }

    @Test
    void schemaById_refusesOtherKindsOfSchema() {
        server.answering(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = 'proto3';\"}");

        assertThat(failure()).isInstanceOfSatisfying(UndecodableRecordException.class, refused -> {
            assertThat(refused.code()).isEqualTo(Code.SCHEMA_MISMATCH);
            assertThat(refused).hasMessageContaining("PROTOBUF");
        });
    }

    @Test
    void anyCall_saysUnavailable_whenNothingListens() throws IOException {
        settings.put(SerdeConfig.URL, "http://127.0.0.1:" + closedPort());

        assertThat(failure()).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void anyCall_saysUnavailable_whenNothingIsAnswered() {
        settings.put(SerdeConfig.READ_TIMEOUT, 100);
        server.answering(_ -> null);

        assertThat(failure()).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void anyCall_saysUnavailable_whenTheAnswerNeverEnds() {
        settings.put(SerdeConfig.READ_TIMEOUT, 300);
        server.answering(_ -> new Answer(200, null));

        assertThat(failure()).isInstanceOf(RegistryUnavailableException.class).hasMessageContaining("300 ms");
    }

    @Test
    void anyCall_saysUnavailable_andStaysInterrupted() {
        server.answering(_ -> null);
        Thread.currentThread().interrupt();

        assertThat(failure()).isInstanceOf(RegistryUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anyCall_goesOnToTheNextAddress_andStaysThere() throws IOException {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (TestingRegistryServer second = new TestingRegistryServer()) {
            server.answering(_ -> broken.get() ? new Answer(503, "") : new Answer(200, SCHEMA_ANSWER));
            second.answering(200, SCHEMA_ANSWER);
            settings.put(
                    SerdeConfig.URL, "http://127.0.0.1:" + closedPort() + "," + server.url("") + "," + second.url(""));
            try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
                client.schemaById(1);
                broken.set(false);
                client.schemaById(2);
            }

            assertThat(server.requests()).hasSize(1);
            assertThat(second.requests()).extracting(Request::path).containsExactly("/schemas/ids/1", "/schemas/ids/2");
        }
    }

    @Test
    void register_postsTheSchemaOnce_underTheEncodedSubject() {
        server.answering(200, "{\"id\":12}");
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            assertThat(client.register("a b/c-value", SCHEMA)).isEqualTo(12);
            assertThat(client.register("a b/c-value", SCHEMA)).isEqualTo(12);
        }

        assertThat(server.requests())
                .containsExactly(new Request(
                        "POST",
                        "/subjects/a%20b%2Fc-value/versions",
                        null,
                        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[]}\"}"));
    }

    @Test
    void register_leavesJavasPropertiesOut_whenTold() {
        server.answering(200, "{\"id\":12}");
        register(false);
        register(true);

        assertThat(server.requests().get(0).body()).contains("avro.java.string");
        assertThat(server.requests().get(1).body()).contains("occurred_at").doesNotContain("avro.java.string");
    }

    @Test
    void idOf_looksUp_andSaysWhatToDoAboutAMissingSubject() {
        server.answering(404, "{\"error_code\":40401,\"message\":\"Subject 's' not found.\"}");
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            assertThatExceptionOfType(RegistryRefusedException.class)
                    .isThrownBy(() -> client.idOf("s", SCHEMA))
                    .withMessageContaining("Subject 's' not found.")
                    .withMessageContaining(SerdeConfig.AUTO_REGISTER);
            server.answering(200, "{\"subject\":\"s\",\"id\":4,\"version\":1}");
            assertThat(client.idOf("s", SCHEMA)).isEqualTo(4);
        }

        assertThat(server.requests()).extracting(Request::path).containsOnly("/subjects/s");
    }

    @Test
    void latest_answersIdVersionAndSchema() {
        server.answering(200, "{\"id\":4,\"version\":2," + SCHEMA_ANSWER.substring(1));
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            assertThat(client.latest("s")).isEqualTo(new RegisteredSchema(4, 2, SCHEMA));
        }

        assertThat(server.requests()).extracting(Request::path).containsExactly("/subjects/s/versions/latest");
    }

    @Test
    void anyCall_sendsCredentials_andNeverShowsThem() {
        settings.put(SerdeConfig.BASIC_SOURCE, "USER_INFO");
        settings.put(SerdeConfig.BASIC_USER_INFO, "me:canary");
        server.answering(401, "");

        assertThat(failure()).hasMessageNotContaining("canary").hasMessageContaining(SerdeConfig.BASIC_USER_INFO);
        assertThat(server.requests())
                .extracting(Request::authorization)
                .containsExactly(
                        "Basic " + Base64.getEncoder().encodeToString("me:canary".getBytes(StandardCharsets.UTF_8)));
    }

    private Throwable failure() {
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            Throwable failure = catchThrowable(() -> client.schemaById(1));
            assertThat(failure).isNotNull();
            return failure;
        }
    }

    private void register(boolean removeJavaProperties) {
        settings.put(SerdeConfig.REMOVE_JAVA_PROPERTIES, removeJavaProperties);
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            client.register("s", TextEvent.getClassSchema());
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
