package io.kalmstream.deploy.packaging;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.kalmstream.deploy.packaging.promql.SeriesCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboard, alerts and the table of metrics against what a worker exports: what it does not export shows nothing and never fires. */
final class MonitoringIT {
    private static final String DASHBOARD = "grafana/kalmstream.json";
    private static final String ALERTS = "grafana/alerts.yml";
    private static final String OPERATIONS = "OPERATIONS.md";

    /** Prometheus' own, on every series. */
    private static final Set<String> OF_TARGET = Set.of("job", "instance");

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\(([a-z_]+)(?:\\{[^}]*})?, ([a-z]+)\\)");
    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*}}");
    private static final Pattern ALERT_LABEL = Pattern.compile("\\$labels\\.([a-z_]+)");
    private static final int COLUMNS = 24;

    @TempDir
    private static Path folder;

    private static Scrape scrape;
    private static SeriesCheck series;

    @BeforeAll
    static void scrape() throws Exception {
        scrape = WorkerScrape.of(folder);
        series = new SeriesCheck(scrape.series(), OF_TARGET);
    }

    @Test
    void everyPanel_asksForWhatThereIs() {
        List<JsonNode> targets =
                panels().flatMap(panel -> panel.path("targets").valueStream()).toList();
        assertThat(targets).hasSizeGreaterThan(30).allSatisfy(target -> {
            Set<String> labels =
                    series.check(withoutVariables(target.get("expr").asText())).labels();
            assertThat(labels)
                    .containsAll(found(LEGEND_LABEL, target.path("legendFormat").asText()));
        });
        assertThatCode(() -> series.check(withoutVariables(
                        dashboard().at("/annotations/list/0/expr").asText())))
                .doesNotThrowAnyException();
    }

    @Test
    void everyMetricOfOurs_isOnTheDashboard() {
        String all = panels().flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.get("expr").asText())
                .collect(joining("\n"));
        assertThat(ours())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(all).contains(name));
    }

    @Test
    void variables_listWhatThereIs() {
        List<String> queries = dashboard()
                .at("/templating/list")
                .valueStream()
                .filter(variable -> variable.get("type").asText().equals("query"))
                .map(variable -> variable.at("/query/query").asText())
                .toList();
        assertThat(queries).isNotEmpty().allSatisfy(query -> {
            Matcher values = LABEL_VALUES.matcher(query);
            assertThat(values.matches()).as(query).isTrue();
            assertThat(series.check(requireNonNull(values.group(1))).labels()).contains(values.group(2));
        });
    }

    @Test
    void panels_areApart_namedAndExplained() {
        Set<Integer> ids = new HashSet<>();
        Set<List<Integer>> taken = new HashSet<>();
        panels().forEach(panel -> {
            assertThat(ids.add(panel.get("id").asInt())).as("id of %s", panel).isTrue();
            assertThat(panel.get("title").asText()).isNotBlank();
            JsonNode place = panel.get("gridPos");
            int left = place.get("x").asInt();
            int right = left + place.get("w").asInt();
            assertThat(right).isLessThanOrEqualTo(COLUMNS);
            int top = place.get("y").asInt();
            for (int x = left; x < right; x++) {
                for (int y = top; y < top + place.get("h").asInt(); y++) {
                    assertThat(taken.add(List.of(x, y)))
                            .as("%s lies on another panel", panel.get("title"))
                            .isTrue();
                }
            }
            assertThat(panel.findValuesAsText("uid")).allMatch("${datasource}"::equals);
        });
    }

    @Test
    void everyAlert_canFire_andSaysWhatToDo() {
        String runbook = Shipped.text(OPERATIONS);
        assertThat(alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            String name = alert.get("alert").asText();
            String expression = alert.get("expr").asText();
            Set<String> labels = new HashSet<>(series.check(expression).labels());
            // Of other programs' series it would be an alert too.
            assertThat(expression).contains("kalmstream_");
            labels.add("severity");
            JsonNode annotations = alert.get("annotations");
            for (String annotation : List.of("summary", "description")) {
                String text = annotations.get(annotation).asText();
                assertThat(text).isNotBlank();
                assertThat(labels).containsAll(found(ALERT_LABEL, text));
            }
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(annotations.get("runbook").asText()).isEqualTo("OPERATIONS.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(runbook).contains("\n#### " + name + "\n");
        });
        assertThat(alerts().map(alert -> alert.get("alert").asText())).doesNotHaveDuplicates();
        assertThat(found(Pattern.compile("\n#### (KalmStream[A-Za-z]+)\n"), runbook))
                .containsExactlyInAnyOrderElementsOf(
                        alerts().map(alert -> alert.get("alert").asText()).toList());
    }

    @Test
    void theTableOfMetrics_isWhatIsExported() {
        String table = scrape.families().entrySet().stream()
                .filter(family -> isOurs(family.getKey()))
                .map(family -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                family.getKey(),
                                family.getValue().type(),
                                labels(family.getKey()),
                                family.getValue().help()))
                .collect(joining());
        assertThat(Shipped.text(OPERATIONS)).contains("|---|---|---|---|\n" + table + "\n");
    }

    private static boolean isOurs(String family) {
        return family.startsWith("kalmstream_") && !family.endsWith("_max");
    }

    private static Stream<String> ours() {
        return scrape.families().keySet().stream().filter(MonitoringIT::isOurs);
    }

    private static String labels(String family) {
        Set<String> labels = new TreeSet<>();
        Stream.of("", "_count")
                .flatMap(suffix -> Stream.ofNullable(scrape.labels(family + suffix)))
                .forEach(found -> labels.addAll(found.keySet()));
        return labels.isEmpty() ? "-" : String.join(", ", labels);
    }

    private static JsonNode dashboard() {
        return Shipped.json(DASHBOARD);
    }

    private static Stream<JsonNode> panels() {
        return dashboard().get("panels").valueStream();
    }

    private static Stream<JsonNode> alerts() {
        return Shipped.yaml(ALERTS)
                .get("groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream());
    }

    private static String withoutVariables(String expression) {
        return expression.replace("$__rate_interval", "1m").replace("$job", "x").replace("$instance", "x");
    }

    private static List<String> found(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(requireNonNull(matcher.group(1)));
        }
        return found;
    }
}
