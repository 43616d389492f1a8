package io.kalmstream.sinks.embedded;

import static io.kalmstream.sinks.embedded.TestingQdrant.get;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorsFactory.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import grpc.health.v1.HealthCheck.HealthCheckRequest;
import grpc.health.v1.HealthCheck.HealthCheckResponse.ServingStatus;
import grpc.health.v1.HealthGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedQdrantIT {
    @TempDir
    private Path data;

    @Test
    void restart_keepsPointsAliasesAndCollections() throws IOException {
        try (TestingQdrant qdrant = TestingQdrant.start(data)) {
            get(qdrant.client().createCollectionAsync("films-1", twoNumbers()));
            get(qdrant.client().createCollectionAsync("songs", twoNumbers()));
            get(qdrant.client().createAliasAsync("films", "films-1"));
            get(qdrant.client()
                    .upsertAsync(
                            "films",
                            List.of(PointStruct.newBuilder()
                                    .setId(id(7))
                                    .setVectors(vectors(0.25f, 4))
                                    .putPayload("title", value("Metropolis"))
                                    .build())));
            get(qdrant.client().deleteCollectionAsync("songs"));

            qdrant.restart();

            assertThat(get(qdrant.client().listCollectionsAsync())).containsExactly("films-1");
            RetrievedPoint point = get(qdrant.client().retrieveAsync("films", id(7), true, true, null))
                    .getFirst();
            assertThat(point.getPayloadMap()).isEqualTo(Map.of("title", value("Metropolis")));
            assertThat(point.getVectors().getVector().getDense().getDataList()).containsExactly(0.25f, 4f);
        }
    }

    @Test
    void health_bothProtocols_answer() throws IOException {
        try (TestingQdrant qdrant = TestingQdrant.start(data)) {
            assertThat(get(qdrant.client().healthCheckAsync()).getTitle()).startsWith("qdrant");
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", qdrant.port())
                    .usePlaintext()
                    .build();
            try {
                assertThat(HealthGrpc.newBlockingStub(channel)
                                .check(HealthCheckRequest.getDefaultInstance())
                                .getStatus())
                        .isEqualTo(ServingStatus.SERVING);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void start_portTaken_saysWhich() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedQdrantSettings settings = new EmbeddedQdrantSettings(data, "127.0.0.1", other.getLocalPort());

            assertThatThrownBy(() -> EmbeddedQdrant.start(settings))
                    .isInstanceOfSatisfying(
                            AddressTakenException.class,
                            taken -> assertThat(taken.port()).isEqualTo(other.getLocalPort()))
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + other.getLocalPort())
                    .hasMessageContaining("in use");
        }
        TestingQdrant.start(data).close();
    }

    @Test
    void start_folderTaken_saysWhich() throws IOException {
        try (TestingQdrant _ = TestingQdrant.start(data)) {
            assertThatThrownBy(() -> TestingQdrant.start(data))
                    .isInstanceOf(DataFolderTakenException.class)
                    .hasMessageContaining(data.toString());
        }
    }

    @Test
    void start_folderOfNewerFormat_isRefused() throws IOException {
        Files.writeString(data.resolve("names.properties"), "format=2\n");

        assertThatThrownBy(() -> TestingQdrant.start(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has format 2, this build reads format 1");
    }

    @Test
    void start_leftoverOfACrashedCreate_isRemoved() throws IOException {
        TestingQdrant.start(data).close();
        Path leftover = Files.createDirectories(data.resolve("collections").resolve("0000000001"));
        Files.writeString(leftover.resolve("description.pb"), "half");

        try (TestingQdrant qdrant = TestingQdrant.start(data)) {
            assertThat(leftover).doesNotExist();
            get(qdrant.client().createCollectionAsync("films", twoNumbers()));
            assertThat(get(qdrant.client().countAsync("films"))).isZero();
        }
    }

    private static VectorParams twoNumbers() {
        return VectorParams.newBuilder().setSize(2).setDistance(Distance.Dot).build();
    }
}
