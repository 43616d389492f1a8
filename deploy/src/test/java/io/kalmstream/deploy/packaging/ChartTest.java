package io.kalmstream.deploy.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;
import io.kalmstream.deploy.command.TestingCommandLine;
import io.kalmstream.deploy.worker.WorkerSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, rendered by Helm for several clusters. */
final class ChartTest {
    private static final String BASE = """
        config:
          bootstrap.servers: kafka:9092
          schema.registry.url: https://registry
          qdrant.url: https://qdrant:6334
          input.topic: events, more.events
        secrets:
          - {setting: http.api.key, secretName: kalmstream, secretKey: http}
        """;

    private static final String GPU = """
        gpu: {enabled: true}
        nodeSelector: {accelerator: h100}
        tolerations: [{key: dedicated, operator: Exists}]
        """;
    private static final String KEDA = "keda: {enabled: true, authentication: kafka}\n";
    private static final String MONITORING = """
        serviceMonitor: {enabled: true, labels: {release: prometheus}}
        prometheusRule: {enabled: true}
        dashboard: {enabled: true}
        """;
    private static final String OFF = """
        podDisruptionBudget: {enabled: false}
        networkPolicy: {enabled: false}
        image: {digest: "sha256:0000000000000000000000000000000000000000000000000000000000000000"}
        """;
    private static final List<String> ALWAYS = List.of("ServiceAccount", "ConfigMap", "Service", "StatefulSet");

    @TempDir
    private Path folder;

    @BeforeAll
    static void helmRunsHere() {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "SKIPPED: Helm's library is here for Linux on amd64 only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", GPU, KEDA, MONITORING, OFF, GPU + KEDA + MONITORING})
    void chart_isLintedAndRestricted_withAnyValues(String more) {
        LintResult lint = Chart.lint(folder, BASE + more);
        assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
        List<JsonNode> manifests = Chart.render(folder, BASE + more);
        assertThat(manifests)
                .extracting(manifest -> manifest.path("kind").asText())
                .containsAll(ALWAYS);
        JsonNode workers = only(manifests, "StatefulSet").path("spec");
        assertThat(RestrictedPod.problems(workers.at("/template/spec"))).isEmpty();
        assertThat(workers.at("/template/metadata/labels").properties())
                .containsAll(workers.at("/selector/matchLabels").properties());
        assertThat(workers.at("/template/spec/terminationGracePeriodSeconds").asInt())
                .as("longer than a stop, 20 s, and a batch")
                .isGreaterThan(30);
    }

    @Test
    void config_isAFileThatTheWorkerTakes() throws IOException {
        String more = BASE.replace("config:", "config:\n  encoder.deadline.ms: 1500000\n  duplicates.threshold: 0.93");
        Properties file = new Properties();
        file.load(new StringReader(only(Chart.render(folder, more), "ConfigMap")
                .at("/data/worker.properties")
                .asText()));
        Map<String, String> keys = new HashMap<>();
        file.stringPropertyNames().forEach(key -> keys.put(key, file.getProperty(key)));
        keys.put("http.api.key", "from the environment");
        WorkerSettings settings = TestingCommandLine.settings(keys);
        assertThat(settings.applicationId()).isEqualTo("search");
        assertThat(settings.topics().inputs()).containsExactly("events", "more.events");
        assertThat(settings.encodeDeadline()).hasMillis(1_500_000);
        assertThat(settings.duplicates().threshold()).isEqualTo(0.93);
    }

    @Test
    void secrets_areReferredTo_andItsNameIsThePods() {
        JsonNode variables = only(Chart.render(folder, BASE), "StatefulSet").at("/spec/template/spec/containers/0/env");
        assertThat(variables.findValuesAsText("name"))
                .contains("KALMSTREAM_STREAMS_GROUP_INSTANCE_ID", "KALMSTREAM_HTTP_API_KEY");
        assertThat(variables.at("/0/valueFrom/fieldRef/fieldPath").asText()).isEqualTo("metadata.name");
        assertThat(variables.at("/1/valueFrom/secretKeyRef/name").asText()).isEqualTo("kalmstream");
        assertThat(variables.findValues("value")).isEmpty();
    }

    @Test
    void gpu_isAskedFor_andTolerated() {
        JsonNode pod = only(Chart.render(folder, BASE + GPU), "StatefulSet").at("/spec/template/spec");
        assertThat(pod.at("/containers/0/resources/limits")
                        .path("nvidia.com/gpu")
                        .asInt())
                .isEqualTo(1);
        assertThat(pod.path("tolerations").findValuesAsText("key")).containsExactly("nvidia.com/gpu", "dedicated");
        assertThat(pod.at("/nodeSelector/accelerator").asText()).isEqualTo("h100");
    }

    @Test
    void keda_scalesTheWorkersOnTheirOwnLag_andDownOnlyAfterTheWarmUp() {
        List<JsonNode> manifests = Chart.render(folder, BASE + KEDA);
        JsonNode workers = only(manifests, "StatefulSet");
        JsonNode scaled = only(manifests, "ScaledObject").path("spec");
        assertThat(workers.path("spec").has("replicas")).as("KEDA's to say").isFalse();
        assertThat(scaled.at("/scaleTargetRef/name")).isEqualTo(workers.at("/metadata/name"));
        assertThat(scaled.path("triggers").findValuesAsText("topic")).containsExactly("events", "more.events");
        assertThat(scaled.at("/triggers/0/metadata/consumerGroup").asText()).isEqualTo("search");
        assertThat(scaled.at("/triggers/0/metadata").properties())
                .allMatch(entry -> entry.getValue().isTextual());
        JsonNode probe = workers.at("/spec/template/spec/containers/0/startupProbe");
        int warmUp = probe.path("periodSeconds").asInt()
                * probe.path("failureThreshold").asInt();
        assertThat(scaled.path("cooldownPeriod").asInt()).isGreaterThan(warmUp);
    }

    @Test
    void monitoring_isTheFilesOfThisFolder() {
        List<JsonNode> manifests = Chart.render(folder, BASE + MONITORING);
        assertThat(only(manifests, "PrometheusRule").at("/spec/groups"))
                .isEqualTo(Shipped.yaml("grafana/alerts.yml").get("groups"));
        assertThat(only(manifests, "ServiceMonitor")
                        .at("/metadata/labels/release")
                        .asText())
                .isEqualTo("prometheus");
        assertThat(manifests.stream().filter(manifest -> manifest.at("/data").has("kalmstream.json")))
                .singleElement()
                .satisfies(map -> assertThat(map.at("/data/kalmstream.json").asText())
                        .isEqualToIgnoringWhitespace(Shipped.text("grafana/kalmstream.json")));
    }

    @Test
    void network_letsOutOnlyWhatIsListed() {
        JsonNode policy = only(Chart.render(folder, BASE), "NetworkPolicy").path("spec");
        assertThat(policy.path("policyTypes").valueStream().map(JsonNode::asText))
                .containsExactly("Ingress", "Egress");
        assertThat(policy.path("egress").findValuesAsText("port")).containsExactly("53", "53", "9092", "8081", "6334");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        input.topic: events, more.events | input.topic: ""                      | input.topic
        input.topic: events, more.events | state.dir: /x                        | state.dir
        input.topic: events, more.events | qdrant.api.key: x                    | qdrant.api.key
        input.topic: events, more.events | streams.sasl.jaas.config: x          | streams.sasl.jaas.config
        setting: http.api.key            | setting: qdrant.api.key              | http.api.key
        podDisruptionBudget              | keda: {enabled: true, maxReplicas: 0} | keda.maxReplicas
        podDisruptionBudget              | kedar: {enabled: true}               | kedar
        podDisruptionBudget              | image: {digest: newest}              | digest
        input.topic: events, more.events | duplicates.treshold: 0.9             | duplicates.treshold
        input.topic: events, more.events | duplicates.policy: ignore            | policy
        """)
    void whatCannotBeRight_isRefused(String line, String instead, String named) {
        String values = line.startsWith("pod")
                ? BASE + instead + "\n"
                : BASE.replace(
                        line,
                        instead.startsWith("input") || line.startsWith("setting") ? instead : line + "\n  " + instead);
        assertThatThrownBy(() -> Chart.render(folder, values)).hasMessageContaining(named);
    }

    @Test
    void secretsOverPlaintext_areRefused() {
        String values = BASE.replace("https://qdrant", "http://qdrant")
                + "  - {setting: qdrant.api.key, secretName: q, secretKey: k}\n";
        assertThatThrownBy(() -> Chart.render(folder, values)).hasMessageContaining("unencrypted");
    }

    @Test
    void rules_findWhatBreaksThem() {
        JsonNode pod = only(Chart.render(folder, BASE), "StatefulSet").at("/spec/template/spec");
        ((ObjectNode) pod.at("/containers/0/securityContext")).put("readOnlyRootFilesystem", false);
        ((ObjectNode) pod.at("/securityContext")).put("runAsUser", 0);
        ((ObjectNode) pod).put("automountServiceAccountToken", true);
        assertThat(RestrictedPod.problems(pod)).hasSize(3);
    }

    @Test
    void fieldThatKubernetesDoesNotKnow_isFound() {
        JsonNode workers = only(Chart.render(folder, BASE), "StatefulSet");
        ((ObjectNode) workers.at("/spec/template/spec/containers/0/livenessProbe")).put("failureTreshold", 3);
        assertThatThrownBy(() -> Chart.checkType(workers)).hasMessageContaining("failureTreshold");
    }

    private static JsonNode only(List<JsonNode> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind));
    }
}
