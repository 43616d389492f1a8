package io.kalmstream.avro.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, with certificates the JDK's own tool makes. */
final class RegistryTlsIT {
    private static final String PASSWORD = "changeit";
    private static final String ANSWER = "{\"schema\":\"\\\"string\\\"\"}";

    /** A busy machine's first handshake takes its time. */
    private static final Map<String, Object> PATIENT =
            Map.of(SerdeConfig.CONNECT_TIMEOUT, 60_000, SerdeConfig.READ_TIMEOUT, 60_000);

    @TempDir
    Path folder;

    @Test
    void schemaById_trustsWhatItIsToldTo_andNobodyElse() throws Exception {
        Path keys = keyPair("IP:127.0.0.1");
        String pem = certificate(keys);
        HttpsServer server = serve(keys);
        try {
            Map<String, Object> settings = new HashMap<>(PATIENT);
            settings.put(SerdeConfig.URL, url(server));
            assertRefused(settings);

            settings.put("schema.registry.ssl.truststore.type", "PEM");
            settings.put("schema.registry.ssl.truststore.certificates", pem);
            assertThat(schema(settings).getType()).isEqualTo(Schema.Type.STRING);

            settings.remove("schema.registry.ssl.truststore.certificates");
            settings.put(
                    "schema.registry.ssl.truststore.location",
                    Files.writeString(folder.resolve("trusted.pem"), pem).toString());
            assertThat(schema(settings).getType()).isEqualTo(Schema.Type.STRING);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void schemaById_refusesACertificateOfAnotherHost() throws Exception {
        Path keys = keyPair("DNS:elsewhere.example");
        HttpsServer server = serve(keys);
        try {
            Map<String, Object> settings = new HashMap<>(PATIENT);
            settings.put(SerdeConfig.URL, url(server));
            settings.put("schema.registry.ssl.truststore.type", "PEM");
            settings.put("schema.registry.ssl.truststore.certificates", certificate(keys));
            assertRefused(settings);
        } finally {
            server.stop(0);
        }
    }

    private static void assertRefused(Map<String, ?> settings) {
        assertThatExceptionOfType(RegistryRefusedException.class)
                .isThrownBy(() -> schema(settings))
                .withMessageContaining("schema.registry.ssl.truststore");
    }

    private static Schema schema(Map<String, ?> settings) {
        try (SchemaRegistryClient client = SchemaRegistries.open(settings)) {
            return client.schemaById(1);
        }
    }

    private static String url(HttpsServer server) {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    private static HttpsServer serve(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", RegistryTlsIT::answer);
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = ANSWER.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Path keyPair(String name) throws Exception {
        Path keys = folder.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-alias",
                "registry",
                "-keyalg",
                "EC",
                "-dname",
                "CN=registry",
                "-ext",
                "SAN=" + name,
                "-validity",
                "2");
        return keys;
    }

    private static String certificate(Path keys) throws Exception {
        return keytool("-exportcert", "-rfc", "-keystore", keys.toString(), "-alias", "registry");
    }

    private static String keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
