package io.kalmstream.deploy.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart as Helm itself renders it. */
final class Chart {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper STRICT =
            JsonMapper.builder().annotationIntrospector(new NoUnknownFields()).build();

    /** Of the operators' kinds there are no types; see {@link ChartTest}. */
    private static final Map<String, Class<?>> TYPES = Map.of(
            "ConfigMap", ConfigMap.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "Service", Service.class,
            "ServiceAccount", ServiceAccount.class,
            "StatefulSet", StatefulSet.class);

    private static final Path FOLDER = Shipped.path("helm/kalmstream");

    private Chart() {}

    /**
     * Kubernetes' kinds are read into Kubernetes' types: a field that they do not have fails.
     *
     * @param values as a values file
     */
    static List<JsonNode> render(Path folder, String values) {
        String rendered = new Helm(FOLDER)
                .template()
                .withName("search")
                .withNamespace("events")
                .withKubeVersion("1.33.0")
                .withValuesFile(file(folder, values))
                .call();
        List<JsonNode> manifests = documents(rendered);
        manifests.forEach(Chart::checkType);
        return manifests;
    }

    static LintResult lint(Path folder, String values) {
        // Lint takes values from the chart alone: a copy has those of the test.
        Path copy = folder.resolve("kalmstream");
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(FOLDER.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
            Files.writeString(copy.resolve("values.yaml"), merged(values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Helm(copy).lint().strict().call();
    }

    private static String merged(String values) throws IOException {
        JsonNode all = YAML.readTree(Files.readString(FOLDER.resolve("values.yaml")));
        return YAML.writeValueAsString(YAML.readerForUpdating(all).readTree(values));
    }

    private static Path file(Path folder, String values) {
        try {
            return Files.writeString(Files.createTempFile(folder, "values", ".yaml"), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JsonNode> documents(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        } catch (IOException e) {
            throw new AssertionError("what Helm renders is not YAML: " + e.getMessage() + "\n" + yaml, e);
        }
    }

    /** Fails where it is of a kind of Kubernetes and has what that does not know. */
    static void checkType(JsonNode manifest) {
        Class<?> type = TYPES.get(manifest.path("kind").asText());
        if (type == null) {
            return;
        }
        try {
            STRICT.treeToValue(manifest, type);
        } catch (IOException e) {
            throw new AssertionError("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** The types take fields that they do not know, and keep them aside: here they do not. */
    private static final class NoUnknownFields extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}
