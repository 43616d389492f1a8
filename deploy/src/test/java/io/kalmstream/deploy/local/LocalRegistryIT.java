package io.kalmstream.deploy.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kalmstream.deploy.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalRegistryIT {
    private static final String SCHEMA = "{\"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}";

    @TempDir
    Path data;

    @Test
    void keepsSchemaIds_overRestart() throws Exception {
        String registered;
        try (LocalRegistry registry = LocalRegistry.start(Home.find().registry(), data, 0)) {
            registered = post(registry.url() + "/subjects/words-value/versions", SCHEMA);
            assertThat(registered).isEqualTo("{\"id\":1}");
            assertThat(get(registry.url() + "/schemas/ids/1")).contains("\\\"string\\\"");
        }
        try (LocalRegistry registry = LocalRegistry.start(Home.find().registry(), data, 0)) {
            assertThat(get(registry.url() + "/subjects")).isEqualTo("[\"words-value\"]");
            assertThat(get(registry.url() + "/schemas/ids/1")).contains("\\\"string\\\"");
            assertThat(post(registry.url() + "/subjects/words-value/versions", SCHEMA))
                    .isEqualTo(registered);
        }
        assertThat(Files.readString(data.resolve("registry.log"), UTF_8)).doesNotContain(" ERROR ");
    }

    @Test
    void namesItsOutput_whenItEndsWhileStarting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> LocalRegistry.start(Home.find().registry(), data, taken.getLocalPort()))
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("registry.log");
        }
    }

    @Test
    void saysHowToBuildIt_whenItsProgramIsMissing() {
        assertThatThrownBy(() -> LocalRegistry.start(data.resolve("nothing"), data, 0))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("mvn");
    }

    private static String post(String url, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private static String send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(request.uri().toString()).isEqualTo(200);
            return response.body();
        }
    }
}
