package io.kalmstream.sinks.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
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
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(certificate)) {
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
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        certificate.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost")
                .redirectErrorStream(true)
                .start();
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
