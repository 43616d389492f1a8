package io.kalmstream.deploy.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.kalmstream.deploy.Home;
import io.kalmstream.deploy.embed.ModelChoice;
import io.kalmstream.deploy.feed.LineFormat;
import io.kalmstream.deploy.feed.LineSource;
import io.kalmstream.deploy.local.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, with everything real: what a user gets, and the same again on the data that was kept. */
final class QuickstartIT {
    private static final LineFormat FORMAT = new LineFormat("sku", "{title}\\n{body}", "shop", "at");

    private static final List<String> TITLES = List.of(
            "Late blight needs wet leaves",
            "Customers cannot pay with their card",
            "The night train to Vienna runs again",
            "How to descale an espresso machine",
            "Rain is expected in the mountains",
            "A violin teacher for beginners",
            "Quarterly profits of the bank fell",
            "Cast iron pan, 28 centimetres",
            "Vaccination appointments for children",
            "The goalkeeper was injured in extra time",
            "Kubernetes pods are killed for memory",
            "A museum of broken clocks opens",
            "Rent for flats near the station",
            "Wolves were seen in the forest",
            "Learn Portuguese in ten weeks",
            "A comet passes the earth in June",
            "The city council votes on parking fees",
            "Woollen socks for winter hikes",
            "Beekeepers warn of a cold spring",
            "Old maps of the harbour restored");

    @TempDir
    Path folder;

    @Test
    void accountsForEveryLine_andKeepsTheData() throws Exception {
        Said said = new Said();
        try (Quickstart quickstart = Quickstart.start(settings(lines()), Home.find())) {
            QuickstartResult result = quickstart.feed(said);

            assertThat(result.problems()).isEmpty();
            QuickstartReport report = result.report();
            // 20 documents, 2 of them changed, 2 more; 2 deletions; 3 broken lines, 1 without id, 1 without text.
            assertThat(report.events()).isEqualTo(31);
            assertThat(report.deadLettered()).isEqualTo(5);
            assertThat(report.deleted() + report.upserted() + report.unchanged() + report.superseded())
                    .isEqualTo(26);
            assertThat(report.duplicates()).isEqualTo(1);
            assertThat(said.lines)
                    .anyMatch(line -> line.startsWith("Line 21:"))
                    .anyMatch(line -> line.startsWith("Line 22:"))
                    .anyMatch(line -> line.startsWith("Line 23:"));
            assertThat(quickstart.examples())
                    .hasSize(3)
                    .allSatisfy(answer ->
                            assertThat(answer.hits().getFirst().score()).isGreaterThan(0.5));
            assertThat(get(quickstart.addresses().http() + "/health/ready")).contains("up");
            assertThat(get(quickstart.addresses().http() + "/metrics"))
                    .contains("kalmstream_events_total{outcome=\"upserted\"} " + (double) report.upserted());
        }
        String log = Files.readString(folder.resolve("data/kalmstream.log"));
        assertThat(log).doesNotContain(" ERROR ").doesNotContain("Late blight needs");

        try (Quickstart again =
                Quickstart.start(settings(List.of(document(1, "Late blight needs wet leaves"))), Home.find())) {
            QuickstartResult result = again.feed(said);
            assertThat(result.problems()).isEmpty();
            assertThat(result.report().events()).isEqualTo(1);
            assertThat(result.report().unchanged()).isEqualTo(1);
        }
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < TITLES.size(); i++) {
            lines.add(document(i + 1, TITLES.get(i)));
        }
        lines.add("{\"sku\": ");
        lines.add("[1, 2]");
        lines.add("not json at all");
        lines.add("{\"title\": \"a text without an id\", \"body\": \"\"}");
        lines.add("{\"sku\": \"empty\", \"title\": \" \"}");
        lines.add(document(7, "An update of the seventh, about lighthouses"));
        lines.add(document(8, "An update of the eighth, about tax returns"));
        lines.add("{\"sku\": 9, \"shop\": \"north\", \"deleted\": true}");
        lines.add("{\"sku\": \"never-there\", \"shop\": \"north\", \"deleted\": true}");
        lines.add(document(100, "Late blight needs wet leaves"));
        lines.add(document(101, "Same words in another shop").replace("north", "south"));
        return lines;
    }

    private static String document(int number, String title) {
        return "{\"sku\": %d, \"shop\": \"north\", \"title\": \"%s\", \"body\": \"\", \"at\": \"2026-03-01T08:00:%02dZ\", \"price\": %d.5}"
                .formatted(number, title, number % 60, number);
    }

    private static String get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private QuickstartSettings settings(List<String> lines) throws IOException {
        Path input = Files.write(folder.resolve("input.jsonl"), lines);
        return new QuickstartSettings(
                folder.resolve("data"),
                new StackPorts(0, 0, 0),
                0,
                new Input(new LineSource(input), FORMAT),
                ModelChoice.builtIn());
    }

    /** Keeps what is said. */
    private static final class Said implements Progress {
        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void say(String line) {
            lines.add(line);
        }

        @Override
        public void at(long done, long total) {}

        @Override
        public void close() {}
    }
}
