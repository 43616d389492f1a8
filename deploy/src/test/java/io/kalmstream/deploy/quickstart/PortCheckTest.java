package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.local.FreePort;
import io.kalmstream.deploy.quickstart.PortCheck.Need;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PortCheckTest {
    @Test
    void namesPortOwnerAndFlag_whenTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> problems = PortCheck.problems(List.of(
                    new Need("Kafka", taken.getLocalPort(), "--kafka-port"),
                    new Need("the registry", FreePort.orElseAny(0), "--registry-port")));
            assertThat(problems)
                    .singleElement()
                    .asString()
                    .contains(String.valueOf(taken.getLocalPort()), "Kafka", "--kafka-port");
        }
    }

    @Test
    void namesBoth_whenTwoWantTheSame() {
        int port = FreePort.orElseAny(0);
        assertThat(PortCheck.problems(
                        List.of(new Need("Kafka", port, "--kafka-port"), new Need("Qdrant", port, "--qdrant-port"))))
                .singleElement()
                .asString()
                .contains("Kafka", "Qdrant", "--kafka-port", "--qdrant-port");
    }

    @Test
    void findsNothing_whenAnyPortWillDo() {
        assertThat(PortCheck.problems(
                        List.of(new Need("Kafka", 0, "--kafka-port"), new Need("Qdrant", 0, "--qdrant-port"))))
                .isEmpty();
    }
}
