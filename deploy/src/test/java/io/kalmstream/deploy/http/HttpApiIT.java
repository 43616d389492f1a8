package io.kalmstream.deploy.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kalmstream.deploy.config.HttpSettings;
import io.kalmstream.deploy.metrics.WorkerMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server without a worker, over real sockets. */
final class HttpApiIT {
    private WorkerMetrics metrics;
    private HttpApi api;

    @BeforeEach
    void start() {
        metrics = new WorkerMetrics("test");
        api = HttpApi.start(new HttpSettings("127.0.0.1", 0, null, 1_000, 2), metrics);
    }

    @AfterEach
    void stop() {
        api.close();
        metrics.close();
    }

    @Test
    void probes_areAnswered_beforeThereIsAWorker() throws Exception {
        assertThat(Asked.get(api.url() + "/health/started").status()).isEqualTo(503);
        assertThat(Asked.get(api.url() + "/health/live").status()).isEqualTo(200);
        Asked ready = Asked.get(api.url() + "/health/ready");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.type()).isEqualTo("application/json");
        assertThat(ready.json().path("status").asText()).isEqualTo("down");
        assertThat(ready.json().path("reasons").path(0).asText()).contains("not there yet");
    }

    @Test
    void description_isOfEveryRoute_andOfNoOther() throws Exception {
        JsonNode paths = Asked.get(api.url() + "/openapi.json").json().path("paths");
        Set<String> described = paths.properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                                + (method.getValue().path("security").isEmpty() ? "open" : "locked")))
                .collect(Collectors.toSet());
        assertThat(described)
                .isEqualTo(api.routes().stream()
                        .map(route -> route.method() + " " + route.path() + " " + (route.open() ? "open" : "locked"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void metrics_areOpenMetrics_whereThatIsTaken() throws Exception {
        Asked text = Asked.get(api.url() + "/metrics");
        Asked open = Asked.get(
                api.url() + "/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(text.type()).isEqualTo(WorkerMetrics.PROMETHEUS);
        assertThat(text.body()).contains("kalmstream_ready 0.0").doesNotContain("# EOF");
        assertThat(open.type()).isEqualTo(WorkerMetrics.OPEN_METRICS);
        assertThat(open.body()).contains("kalmstream_ready 0.0").endsWith("# EOF\n");
    }

    @Test
    void callsOfAllKinds_areCounted_inAConstantNumberOfSeries() throws Exception {
        Asked _ = Asked.get(api.url() + "/no/such/thing");
        Asked _ = Asked.get(api.url() + "/health/live");
        long before = series();
        for (int i = 0; i < 200; i++) {
            assertThat(Asked.get(api.url() + "/no/such/thing/" + i).status()).isEqualTo(404);
            assertThat(Asked.get(api.url() + "/health/live?from=" + i).status()).isEqualTo(200);
        }

        assertThat(series()).isEqualTo(before);
        assertThat(metrics.scrape()).contains("route=\"/health/live\",status=\"200\"");
    }

    @Test
    void whatIsNotThere_isAProblem() throws Exception {
        Asked nothing = Asked.get(api.url() + "/nothing");
        Asked notPosted = Asked.post(api.url() + "/metrics", "{}");

        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.type()).isEqualTo("application/problem+json");
        assertThat(nothing.json().path("status").asInt()).isEqualTo(404);
        assertThat(notPosted.status()).isEqualTo(405);
        assertThat(notPosted.header("allow")).isEqualTo("GET");
    }

    @Test
    void aBodyThatIsTooLong_is413_inTheShapeOfItsAddress() throws Exception {
        String body = "{\"input\": \"" + "x".repeat(100_000) + "\"}";
        Asked embedding = Asked.post(api.url() + "/v1/embeddings", body);
        Asked search = Asked.post(api.url() + "/v1/search", body);

        assertThat(embedding.status()).isEqualTo(413);
        assertThat(embedding.json().path("error").path("message").asText())
                .contains(String.valueOf(body.length()), "1000", "http.max.body.bytes");
        assertThat(search.status()).isEqualTo(413);
        assertThat(search.type()).isEqualTo("application/problem+json");
    }

    @Test
    void withoutAWorker_queriesAre503_andTellWhenToComeAgain() throws Exception {
        Asked search = Asked.post(api.url() + "/v1/search", "{\"text\": \"a\"}");

        assertThat(search.status()).isEqualTo(503);
        assertThat(search.header("retry-after")).isEqualTo("5");
    }

    @Test
    void aKey_isAskedFor_whereItIsSet_butNotByProbesAndPrometheus() throws Exception {
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, new Password("canary"), 1_000, 2);
        try (HttpApi locked = HttpApi.start(settings, metrics)) {
            String models = locked.url() + "/v1/models";

            assertThat(Asked.get(models).status()).isEqualTo(401);
            assertThat(Asked.get(models).header("www-authenticate")).startsWith("Bearer");
            assertThat(Asked.get(models, "Authorization", "Bearer wrong").status())
                    .isEqualTo(401);
            assertThat(Asked.get(models, "Authorization", "Bearer canary").status())
                    .isEqualTo(503);
            assertThat(Asked.get(models, "api-key", "wrong").status()).isEqualTo(401);
            assertThat(Asked.get(models, "api-key", "canary").status()).isEqualTo(503);
            assertThat(Asked.get(locked.url() + "/health/live").status()).isEqualTo(200);
            Asked scrape = Asked.get(locked.url() + "/metrics");
            assertThat(scrape.status()).isEqualTo(200);
            assertThat(scrape.body()).doesNotContain("canary");
        }
    }

    @Test
    void whatIsNotHttp_isAProblemToo_andTheServerGoesOn() throws Exception {
        assertThat(raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400").contains("application/problem+json");
        assertThat(raw("GET /health/live HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(100_000) + "\r\n\r\n"))
                .contains("application/problem+json")
                .doesNotContain("Exception");
        assertThat(Asked.get(api.url() + "/health/live").status()).isEqualTo(200);
    }

    @Test
    void aPortThatIsTaken_isToldByItsKey() {
        int port = URI.create(api.url()).getPort();

        assertThatThrownBy(() -> HttpApi.start(new HttpSettings("127.0.0.1", port, null, 1_000, 2), metrics))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("http.port", String.valueOf(port));
    }

    private long series() {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("kalmstream_"))
                .count();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(api.url()).getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
