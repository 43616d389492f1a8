package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.stub.StreamObserver;
import io.kalmstream.sinks.CollectionSpec;
import io.kalmstream.sinks.Samples;
import io.kalmstream.sinks.StoreException;
import io.kalmstream.sinks.VectorStore.Health;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server behind TLS, with a certificate that it signed itself. */
final class TlsIT {
    private static final String PASSWORD = "changeit";
    private static final String TRUSTED = "javax.net.ssl.trustStore";
    private static final String TRUSTED_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

    private final Queue<String> keysSeen = new ConcurrentLinkedQueue<>();
    private final Set<SocketAddress> clients = ConcurrentHashMap.newKeySet();
    private Path certificate;
    private Server server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        certificate = folder.resolve("server.p12");
        makeCertificate();
        serve(certificate);
    }

    private void serve(Path identity) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(identity)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        manager.init(keys, PASSWORD.toCharArray());
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(manager))
                        .build())
                .intercept(new Recorder())
                .addService(new Root())
                .addService(new NoCollections())
                .build()
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        System.clearProperty(TRUSTED);
        System.clearProperty(TRUSTED_PASSWORD);
        server.shutdownNow().awaitTermination();
    }

    @Test
    void https_trustedCertificate_carriesTheKey() {
        trustCertificate();

        Health health = health("https://localhost:", 1);

        assertThat(health.reason()).contains("behind TLS 1.18.3");
        assertThat(keysSeen).isNotEmpty().allSatisfy(key -> assertThat(key).isEqualTo("s3cr3t"));
    }

    @Test
    void https_severalConnections_areAllUsed() {
        trustCertificate();

        health("https://localhost:", 2);

        assertThat(clients).hasSize(2);
    }

    @Test
    void https_unknownCertificate_isNotTalkedTo() {
        assertThat(health("https://localhost:", 1).up()).isFalse();
        assertThat(keysSeen).isEmpty();
    }

    @Test
    void https_certificateOfAnotherHost_isNotTalkedTo() {
        trustCertificate();

        assertThat(health("https://127.0.0.1:", 1).up()).isFalse();
        assertThat(keysSeen).isEmpty();
    }

    /** FAULTS 50. */
    @Test
    void refusals_sayWhy() throws Exception {
        assertThat(refusal("https://localhost:" + server.getPort()))
                .contains("unable to find valid certification path");

        trustCertificate();
        assertThat(refusal("https://127.0.0.1:" + server.getPort())).contains("127.0.0.1");
        assertThat(keysSeen).isEmpty();
    }

    /** FAULTS 50: of an authority that is trusted. */
    @Test
    void https_expiredCertificate_isNotTalkedTo(@TempDir Path folder) throws Exception {
        Path authority = folder.resolve("authority.p12");
        keytool(authority, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c");
        Path expired = folder.resolve("server.p12");
        Files.copy(authority, expired);
        keytool(
                expired,
                ("-genkeypair -alias server -signer ca -keyalg EC -dname CN=localhost -ext san=dns:localhost"
                                + " -startdate -10d -validity 3")
                        .split(" "));
        keytool(expired, "-delete", "-alias", "ca");
        server.shutdownNow().awaitTermination();
        serve(expired);
        certificate = authority;
        trustCertificate();

        assertThat(refusal("https://localhost:" + server.getPort())).contains("NotAfter");
        assertThat(keysSeen).isEmpty();
    }

    /** FAULTS 50: whoever listens there never hears the key. */
    @Test
    void https_toAServerWithoutTls_isNotTalkedTo() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hear(plain, heard));
            assertThat(refusal("https://localhost:" + plain.getLocalPort())).contains("SSL");
        }
        assertThat(heard).isNotEmpty().noneMatch(bytes -> bytes.contains("s3cr3t"));
    }

    /** Answers in plain words, as a server does that expects other ones. */
    private static void hear(ServerSocket plain, Queue<String> heard) {
        byte[] buffer = new byte[1 << 12];
        while (true) {
            try (Socket client = plain.accept()) {
                int length = client.getInputStream().read(buffer);
                heard.add(new String(buffer, 0, Math.max(length, 0), StandardCharsets.ISO_8859_1));
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                return;
            }
        }
    }

    /** What a worker would say at its start. */
    private static String refusal(String url) {
        QdrantSettings defaults = QdrantSettings.of(url, new ApiKey("s3cr3t"));
        QdrantSettings impatient = new QdrantSettings(
                defaults.host(),
                defaults.port(),
                defaults.tls(),
                defaults.apiKey(),
                Duration.ofSeconds(10),
                defaults.maxPointsPerRequest(),
                defaults.maxBytesPerRequest(),
                new RetryBudget(Duration.ZERO, Duration.ofMillis(10), Duration.ofMillis(10), 1));
        try (QdrantStore store = new QdrantStore(new CollectionSpec("docs", 2, Samples.MODEL), impatient)) {
            StoreException refused = catchThrowableOfType(StoreException.class, store::ensureCollection);
            assertThat(refused.fault()).isEqualTo(StoreException.Fault.WORLD);
            return String.valueOf(refused.getMessage());
        }
    }

    @Test
    void http_isNotAnswered() {
        trustCertificate();

        assertThat(health("http://localhost:", 1).up()).isFalse();
        assertThat(keysSeen).isEmpty();
    }

    private Health health(String address, int connections) {
        QdrantSettings settings = QdrantSettings.of(address + server.getPort(), new ApiKey("s3cr3t"));
        try (QdrantStore store =
                new QdrantStore(new CollectionSpec("docs", 2, Samples.MODEL), settings.withConnections(connections))) {
            return store.health();
        }
    }

    private void trustCertificate() {
        System.setProperty(TRUSTED, certificate.toString());
        System.setProperty(TRUSTED_PASSWORD, PASSWORD);
    }

    private void makeCertificate() throws IOException, InterruptedException {
        keytool(certificate, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private final class Recorder implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            keysSeen.add(String.valueOf(headers.get(API_KEY)));
            clients.add(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
            return next.startCall(call, headers);
        }
    }

    private static final class Root extends QdrantGrpc.QdrantImplBase {
        @Override
        public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> answer) {
            answer.onNext(HealthCheckReply.newBuilder()
                    .setTitle("behind TLS")
                    .setVersion("1.18.3")
                    .build());
            answer.onCompleted();
        }
    }

    private static final class NoCollections extends CollectionsGrpc.CollectionsImplBase {
        @Override
        public void collectionExists(CollectionExistsRequest request, StreamObserver<CollectionExistsResponse> answer) {
            answer.onNext(CollectionExistsResponse.newBuilder()
                    .setResult(CollectionExists.newBuilder().setExists(false))
                    .build());
            answer.onCompleted();
        }
    }
}
